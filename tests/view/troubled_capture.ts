/**
 * Writes a large capture in which two conversations are in trouble among many that are not: one loses 5 % of its segments, the
 * client of the other closes its window again and again.
 *
 *     deno run -A tests/view/troubled_capture.ts OUT.pcap [PACKETS] [CONVERSATIONS]
 *
 * Ethernet, IPv4, the first 96 bytes of each packet; PACKETS defaults to 1000000, CONVERSATIONS to 548.
 */
import { pcapHeader } from "../../src/capture-file/pcap_writer.ts";
import { Random } from "../random.ts";
import { download, type DownloadPlan, type TimedFrame } from "./download.ts";

const MS = 1e6;
const START = 1_700_000_000;
const SNAP = 96;
/** Packets of a download by segment of its answer, and those beside them. */
const PACKETS_A_SEGMENT = 1.52;
const BESIDE = 8;
const SPREAD = 60_000 * MS;

/** The conversations in trouble, by their place in the order of beginning. */
export interface Troubled {
  readonly packets: number;
  readonly lossy: number;
  readonly closed: number;
}

/** Writes the file; the number of packets is near to the one that is asked for. */
export function writeTroubledCapture(path: string, packets: number, conversations: number): Troubled {
  const random = new Random(11);
  const [lossy, closed] = [Math.floor(conversations * 0.61), Math.floor(conversations * 0.27)];
  const plans = plansOf(packets, conversations, random).map((plan, i): DownloadPlan => ({
    ...plan,
    loss: i === lossy ? 0.05 : 0,
    buffer: i === closed ? 45 : 720,
    stops: i === closed ? 3 : 0,
    stopTime: i === closed ? 4_000 * MS : 0,
  }));
  using file = Deno.openSync(path, { write: true, create: true, truncate: true });
  const writer = new Writer(file);
  for (const { time, frame } of inOrder(plans.map((plan) => download(plan, random)))) writer.add(time, frame);
  writer.flush();
  return { packets: writer.count, lossy, closed };
}

/** Downloads that begin one after the other, between 0.2 and 3 times the mean in length. */
function plansOf(packets: number, conversations: number, random: Random): DownloadPlan[] {
  const weights = Array.from({ length: conversations }, () => 0.2 + 2.8 * random.unit() ** 2);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight, i) => ({
    client: { address: `10.1.${i >> 8}.${i & 255}`, port: 30_000 + i },
    server: { address: `10.2.0.${1 + i % 40}`, port: i % 5 === 0 ? 8080 : 443 },
    start: Math.floor(i * SPREAD / conversations),
    roundTrip: random.int(8, 60) * MS,
    segments: Math.max(3, Math.round((packets * weight / whole - BESIDE) / PACKETS_A_SEGMENT)),
    loss: 0,
    buffer: 0,
    stops: 0,
    stopTime: 0,
  }));
}

/** All frames by time: a heap of the downloads' next ones. */
function* inOrder(downloads: readonly Generator<TimedFrame>[]): Generator<TimedFrame> {
  const heap: { next: TimedFrame; rest: Generator<TimedFrame> }[] = [];
  for (const rest of downloads) {
    const { value } = rest.next();
    heap.push({ next: value, rest });
  }
  heap.sort((a, b) => a.next.time - b.next.time);
  while (heap.length > 0) {
    const [first] = heap;
    yield first!.next;
    const { value, done } = first!.rest.next();
    if (done) {
      const last = heap.pop()!;
      if (heap.length > 0) heap[0] = last;
    } else first!.next = value;
    sink(heap);
  }
}

/** Lets the first of a heap sink to its place. */
function sink(heap: { next: TimedFrame }[]): void {
  for (let at = 0;;) {
    let least = at;
    for (const child of [2 * at + 1, 2 * at + 2]) {
      if (child < heap.length && heap[child]!.next.time < heap[least]!.next.time) least = child;
    }
    if (least === at) return;
    [heap[at], heap[least]] = [heap[least]!, heap[at]!];
    at = least;
  }
}

/** Gathers records, so that few writes are made. */
class Writer {
  count = 0;
  readonly #file: Deno.FsFile;
  readonly #buffer = new Uint8Array(1 << 20);
  readonly #view = new DataView(this.#buffer.buffer);
  #used = 0;

  constructor(file: Deno.FsFile) {
    this.#file = file;
    file.writeSync(pcapHeader(1));
  }

  add(time: number, frame: Uint8Array): void {
    const captured = Math.min(frame.length, SNAP);
    if (this.#used + 16 + captured > this.#buffer.length) this.flush();
    const [at, view] = [this.#used, this.#view];
    view.setUint32(at, START + Math.floor(time / 1e9), true);
    view.setUint32(at + 4, time % 1e9, true);
    view.setUint32(at + 8, captured, true);
    view.setUint32(at + 12, frame.length, true);
    this.#buffer.set(frame.subarray(0, captured), at + 16);
    this.#used += 16 + captured;
    this.count++;
  }

  flush(): void {
    for (let rest = this.#buffer.subarray(0, this.#used); rest.length > 0;) {
      rest = rest.subarray(this.#file.writeSync(rest));
    }
    this.#used = 0;
  }
}

if (import.meta.main) {
  const [path = "troubled.pcap", packets = "1000000", conversations = "548"] = Deno.args;
  writeTroubledCapture(path, Number(packets), Number(conversations));
}
