/**
 * Writes the capture that speed is measured on: interleaved TCP streams of bulk transfer, acknowledged every second segment, with
 * 1 in 500 segments lost and sent again after duplicate ACKs.
 *
 *     deno run -A tests/bench/generate_capture.ts OUT.pcap [PACKETS] [STREAMS] [LOSS]
 *
 * Ethernet, IPv4, timestamps on every segment; PACKETS defaults to 1000000, STREAMS to 200, LOSS to 500 (one in so many).
 */
import { pcapHeader } from "../../src/capture-file/pcap_writer.ts";
import { emitEthernet, emitSegment } from "../packet/emit.ts";
import { ACK, FIN, PSH, SYN } from "../../src/packet/packet.ts";
import type { TcpOption } from "../../src/packet/tcp_options.ts";
import { Random } from "../random.ts";

const MSS = 1448;
/** Segment sizes as a mix of bulk data and messages; the mean keeps a million packets near half a gigabyte. */
const SIZES = [MSS, MSS, MSS, 800, 512, 220, 60];
const SYN_OPTIONS: TcpOption[] = [{ kind: "mss", value: 1460 }, { kind: "sack_permitted" }, {
  kind: "window_scale",
  shift: 7,
}];

/** A transfer from client to server, written packet by packet. */
class Transfer {
  private readonly client: { address: string; port: number };
  private readonly server: { address: string; port: number };
  private seq: number;
  private readonly serverSeq: number;
  private acked: number;
  private unacknowledged = 0;
  private lost: { seq: number; size: number } | null = null;
  private duplicates = 0;

  constructor(
    index: number,
    private readonly random: Random,
    private readonly out: PacketSink,
    private readonly loss: number,
  ) {
    this.client = { address: `10.1.${index >> 8}.${index & 255}`, port: 20000 + index };
    this.server = { address: `10.2.0.${index % 50}`, port: 443 };
    this.seq = random.int(0, 0xffffffff);
    this.serverSeq = random.int(0, 0xffffffff);
    this.acked = this.seq;
  }

  open(): void {
    this.send(true, SYN, { seq: this.seq, options: SYN_OPTIONS });
    this.seq = (this.seq + 1) >>> 0;
    this.send(false, SYN | ACK, { seq: this.serverSeq, ack: this.seq, options: SYN_OPTIONS });
    this.send(true, ACK, {});
    this.acked = this.seq;
  }

  /** One or two packets of the transfer. */
  step(): void {
    if (this.lost !== null && this.duplicates >= 3) return this.recover();
    const size = this.random.pick(SIZES);
    const seq = this.seq;
    this.seq = (this.seq + size) >>> 0;
    if (this.lost === null && this.random.int(1, this.loss) === 1) {
      this.lost = { seq, size };
      return;
    }
    this.send(true, size === MSS ? ACK : ACK | PSH, { seq, payload: PAYLOAD.subarray(0, size) });
    if (this.lost !== null) {
      const block = { left: (this.lost.seq + this.lost.size) >>> 0, right: this.seq };
      this.duplicates++;
      this.acknowledge(this.lost.seq, [{ kind: "nop" }, { kind: "nop" }, { kind: "sack", blocks: [block] }]);
    } else if (++this.unacknowledged >= 2) {
      this.acknowledge(this.seq, []);
    }
  }

  close(): void {
    if (this.lost !== null) this.recover();
    this.send(true, FIN | ACK, {});
    this.seq = (this.seq + 1) >>> 0;
    this.send(false, FIN | ACK, { seq: (this.serverSeq + 1) >>> 0, ack: this.seq });
    this.send(true, ACK, { ack: (this.serverSeq + 2) >>> 0 });
  }

  private recover(): void {
    const { seq, size } = this.lost!;
    this.lost = null;
    this.duplicates = 0;
    this.send(true, ACK, { seq, payload: PAYLOAD.subarray(0, size) });
    this.acknowledge(this.seq, []);
  }

  private acknowledge(ack: number, options: TcpOption[]): void {
    this.acked = ack;
    this.unacknowledged = 0;
    this.send(false, ACK, { seq: (this.serverSeq + 1) >>> 0, ack, options });
  }

  private send(
    fromClient: boolean,
    flags: number,
    fields: { seq?: number; ack?: number; options?: TcpOption[]; payload?: Uint8Array },
  ): void {
    const [from, to] = fromClient ? [this.client, this.server] : [this.server, this.client];
    const { value, echo } = this.out.timestamps();
    const stamps: TcpOption[] = [{ kind: "nop" }, { kind: "nop" }, { kind: "timestamps", value, echo }];
    this.out.write(emitEthernet(emitSegment({
      src: from.address,
      dst: to.address,
      srcPort: from.port,
      dstPort: to.port,
      flags,
      seq: fields.seq ?? this.seq,
      ack: fields.ack ?? (flags === SYN ? 0 : (this.serverSeq + 1) >>> 0),
      window: 502,
      options: [...stamps, ...(fields.options ?? [])],
      payload: fields.payload ?? NOTHING,
    })));
  }
}

const NOTHING = new Uint8Array(0);
const PAYLOAD = new Random(7).bytes(MSS);

/** Gathers records and writes them in large pieces. */
class PacketSink {
  count = 0;
  private time = 0;
  private readonly buffer = new Uint8Array(1 << 22);
  private readonly view = new DataView(this.buffer.buffer);
  private used = 0;

  constructor(private readonly file: Deno.FsFile, private readonly random: Random) {
    file.writeSync(pcapHeader(1, "us"));
  }

  timestamps(): { value: number; echo: number } {
    const now = Math.floor(this.time / 1000);
    return { value: now, echo: now };
  }

  write(frame: Uint8Array): void {
    if (this.used + 16 + frame.length > this.buffer.length) this.flush();
    this.time += this.random.int(1, 20);
    this.view.setUint32(this.used, 1_700_000_000 + Math.floor(this.time / 1e6), true);
    this.view.setUint32(this.used + 4, this.time % 1e6, true);
    this.view.setUint32(this.used + 8, frame.length, true);
    this.view.setUint32(this.used + 12, frame.length, true);
    this.buffer.set(frame, this.used + 16);
    this.used += 16 + frame.length;
    this.count++;
  }

  flush(): void {
    for (let at = 0; at < this.used;) at += this.file.writeSync(this.buffer.subarray(at, this.used));
    this.used = 0;
  }
}

/** Writes the file; gives the number of packets in it, which may exceed `packets` by what closes the streams. */
export function generateCapture(path: string, packets: number, streams: number, loss: number): number {
  const random = new Random(4);
  using file = Deno.openSync(path, { write: true, create: true, truncate: true });
  const sink = new PacketSink(file, random);
  const transfers = Array.from({ length: streams }, (_, i) => new Transfer(i, random, sink, loss));
  for (const transfer of transfers) transfer.open();
  while (sink.count < packets - 4 * streams) random.pick(transfers).step();
  for (const transfer of transfers) transfer.close();
  sink.flush();
  return sink.count;
}

if (import.meta.main) {
  const [path = "bench.pcap", packets = "1000000", streams = "200", loss = "500"] = Deno.args;
  generateCapture(path, Number(packets), Number(streams), Number(loss));
}
