/** What real captures do to packets: another clock, records that are missing, other link layers, bytes cut off. */
import { CaptureRecord } from "../../../src/capture-file/capture_record.ts";
import type { Random } from "../../random.ts";
import type { Taken } from "./play_pair.ts";

export interface Spoiling {
  /** Seconds that this clock is ahead, and how much faster it runs, parts per million. */
  readonly offset?: number;
  readonly skewPpm?: number;
  /** Share of the records that are missing. */
  readonly missing?: number;
  readonly snapLength?: number;
  /** Ethernet instead of raw IP, with a VLAN tag where there is a number. */
  readonly ethernet?: boolean;
  readonly vlan?: number;
  /** Only what comes between these moments, ns. */
  readonly from?: number;
  readonly until?: number;
}

/** A capture file's records, and for each the packet it is. */
export interface Spoiled {
  readonly records: readonly CaptureRecord[];
  readonly packets: readonly Taken[];
}

const EPOCH = 1_606_500_000;

export function spoil(taken: readonly Taken[], spoiling: Spoiling, random: Random): Spoiled {
  const { missing = 0, from = -Infinity, until = Infinity } = spoiling;
  const packets = taken.filter(({ time }) => time >= from && time <= until && !random.chance(missing));
  return { records: packets.map((packet, index) => recordOf(packet, index + 1, spoiling)), packets };
}

function recordOf({ bytes, time }: Taken, number: number, spoiling: Spoiling): CaptureRecord {
  const { offset = 0, skewPpm = 0, snapLength = Infinity, ethernet = false } = spoiling;
  const whole = ethernet ? framed(bytes, spoiling.vlan) : bytes;
  const data = whole.subarray(0, Math.min(whole.length, snapLength));
  const at = Math.round(time * (1 + skewPpm * 1e-6) + offset * 1e9);
  const seconds = Math.floor(at / 1e9);
  return Object.assign(new CaptureRecord(), {
    number,
    seconds: EPOCH + seconds,
    nanoseconds: at - seconds * 1e9,
    linkType: ethernet ? 1 : 101,
    length: whole.length,
    bytes: data,
    capturedLength: data.length,
  });
}

function framed(ip: Uint8Array, vlan: number | undefined): Uint8Array<ArrayBuffer> {
  const type = ip[0]! >> 4 === 4 ? [8, 0] : [0x86, 0xdd];
  const tag = vlan === undefined ? [] : [0x81, 0, vlan >> 8, vlan & 255];
  const head = [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, ...tag, ...type];
  const frame = new Uint8Array(head.length + ip.length);
  frame.set(head);
  frame.set(ip, head.length);
  return frame;
}
