/**
 * Writes two captures of the same traffic, on which the speed of `tcplab pair` is measured: that of `generate_capture.ts` at the
 * client's side, and the same at the server's, three routers and a tenth of a millisecond or more away.
 *
 *     deno run -A tests/bench/generate_pair.ts A.pcap B.pcap [PACKETS] [STREAMS] [LOSS]
 *
 * PACKETS defaults to 500000, STREAMS to 200, LOSS to 500 (one segment in so many); nothing is lost between the two places.
 */
import { Random } from "../random.ts";
import { generateCapture } from "./generate_capture.ts";

const [FILE_HEADER, RECORD_HEADER, ETHERNET] = [24, 16, 14];
const HOP_LIMIT_AT = 8;
const CHECKSUM_AT = 10;
const ROUTERS = 3;
const HTTPS = 443;
/** Microseconds on the way. */
const [LEAST, MOST] = [100, 140];

/** Writes the server's capture of what the client's holds. */
function writeOtherSide(from: string, to: string): void {
  const file = Deno.readFileSync(from);
  const view = new DataView(file.buffer);
  const random = new Random(5);
  const records: { readonly at: number; readonly size: number; readonly time: number }[] = [];
  const latest = { client: 0, server: 0 };
  for (let at = FILE_HEADER; at < file.length;) {
    const size = RECORD_HEADER + view.getUint32(at + 8, true);
    const ip = at + RECORD_HEADER + ETHERNET;
    const fromClient = view.getUint16(ip + 20) !== HTTPS;
    const delay = random.int(LEAST, MOST);
    const time = view.getUint32(at, true) * 1e6 + view.getUint32(at + 4, true) + (fromClient ? delay : -delay);
    const side = fromClient ? "client" : "server";
    latest[side] = Math.max(latest[side], time);
    view.setUint8(ip + HOP_LIMIT_AT, view.getUint8(ip + HOP_LIMIT_AT) - ROUTERS);
    // RFC 1624: what is taken from the upper byte of a word is added to the sum.
    const sum = view.getUint16(ip + CHECKSUM_AT) + (ROUTERS << 8);
    view.setUint16(ip + CHECKSUM_AT, (sum & 0xffff) + (sum >>> 16));
    records.push({ at, size, time: latest[side] });
    at += size;
  }
  records.sort((one, other) => one.time - other.time);
  const out = new Uint8Array(file.length);
  out.set(file.subarray(0, FILE_HEADER));
  let used = FILE_HEADER;
  for (const { at, size, time } of records) {
    view.setUint32(at, Math.floor(time / 1e6), true);
    view.setUint32(at + 4, time % 1e6, true);
    out.set(file.subarray(at, at + size), used);
    used += size;
  }
  Deno.writeFileSync(to, out);
}

if (import.meta.main) {
  const [a = "a.pcap", b = "b.pcap", packets = "500000", streams = "200", loss = "500"] = Deno.args;
  generateCapture(a, Number(packets), Number(streams), Number(loss));
  writeOtherSide(a, b);
}
