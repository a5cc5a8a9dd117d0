/**
 * Writes captures in which many conversations are open at once:
 *
 *     deno run -A tests/bench/generate_open.ts OUT.pcap open|flood [CONVERSATIONS]
 *
 * `open`: each has a handshake, a request and its answer, and goes on; they take turns, so that all are open at a time (100000 by
 * default). `flood`: SYNs from as many addresses, every second one answered, and no more (300000 by default).
 */
import { pcapHeader } from "../../src/capture-file/pcap_writer.ts";
import { ACK, PSH, SYN } from "../../src/packet/packet.ts";
import type { TcpOption } from "../../src/packet/tcp_options.ts";
import { emitSegment } from "../packet/emit.ts";

const OPTIONS: readonly TcpOption[] = [{ kind: "mss", value: 1460 }, { kind: "sack_permitted" }];
const SERVER = { address: "10.200.0.1", port: 443 };
const PAYLOAD = new Uint8Array(100).fill(0x61);
const RAW_IP = 101;
const CHUNK = 1 << 20;

/** One packet of a conversation: who sends it, and what. */
interface Step {
  readonly fromClient: boolean;
  readonly flags: number;
  readonly seq: number;
  readonly ack: number;
  readonly length: number;
}

const OPEN: readonly Step[] = [
  { fromClient: true, flags: SYN, seq: 0, ack: 0, length: 0 },
  { fromClient: false, flags: SYN | ACK, seq: 0, ack: 1, length: 0 },
  { fromClient: true, flags: ACK, seq: 1, ack: 1, length: 0 },
  { fromClient: true, flags: ACK | PSH, seq: 1, ack: 1, length: 100 },
  { fromClient: false, flags: ACK | PSH, seq: 1, ack: 101, length: 100 },
  { fromClient: true, flags: ACK, seq: 101, ack: 101, length: 0 },
];

/** Packets written in large pieces, 10 us apart. */
class Sink implements Disposable {
  readonly #file: Deno.FsFile;
  #bytes = new Uint8Array(CHUNK + 4096);
  #length = 0;
  #number = 0;

  constructor(path: string) {
    this.#file = Deno.openSync(path, { write: true, create: true, truncate: true });
    this.#file.writeSync(pcapHeader(RAW_IP, "us"));
  }

  add(data: Uint8Array): void {
    const view = new DataView(this.#bytes.buffer, this.#length);
    const microseconds = 10 * this.#number++;
    view.setUint32(0, 1_606_500_000 + Math.floor(microseconds / 1e6), true);
    view.setUint32(4, microseconds % 1e6, true);
    view.setUint32(8, data.length, true);
    view.setUint32(12, data.length, true);
    this.#bytes.set(data, this.#length + 16);
    this.#length += 16 + data.length;
    if (this.#length >= CHUNK) this.#flush();
  }

  [Symbol.dispose](): void {
    this.#flush();
    this.#file.close();
  }

  #flush(): void {
    for (let at = 0; at < this.#length;) at += this.#file.writeSync(this.#bytes.subarray(at, this.#length));
    this.#length = 0;
  }
}

function packetOf(index: number, { fromClient, flags, seq, ack, length }: Step): Uint8Array {
  const client = {
    address: `10.${(index >> 16) & 127}.${(index >> 8) & 255}.${index & 255}`,
    port: 1024 + index % 60000,
  };
  const [from, to] = fromClient ? [client, SERVER] : [SERVER, client];
  const [base, other] = fromClient ? [1000 + index, 5000] : [5000, 1000 + index];
  return emitSegment({
    src: from.address,
    dst: to.address,
    srcPort: from.port,
    dstPort: to.port,
    flags,
    seq: base + seq,
    ack: flags & ACK ? other + ack : 0,
    ipId: index & 0xffff,
    options: flags & SYN ? OPTIONS : [],
    payload: PAYLOAD.subarray(0, length),
  });
}

/** Writes `count` conversations to `path`. */
export function generateOpen(path: string, kind: "open" | "flood", count: number): void {
  using sink = new Sink(path);
  if (kind === "open") {
    for (const step of OPEN) for (let i = 0; i < count; i++) sink.add(packetOf(i, step));
  } else {
    for (let i = 0; i < count; i++) {
      sink.add(packetOf(i, OPEN[0]!));
      if (i % 2 === 0) sink.add(packetOf(i, OPEN[1]!));
    }
  }
}

if (import.meta.main) {
  const [path = "open.pcap", kind = "open", count] = Deno.args;
  if (kind !== "open" && kind !== "flood") throw new Error(`Neither open nor flood: ${kind}`);
  generateOpen(path, kind, Number(count ?? (kind === "open" ? 100_000 : 300_000)));
}
