/**
 * What the packets of a capture tell of the capture as a whole, gathered in one reading without words.
 */
import type { Conversation } from "../../analysis/conversation.ts";
import { GRE, IPV4, IPV6, LAYER_NAMES } from "../../packet/layer.ts";
import { sourceAddress } from "../../packet/address.ts";
import { tcpChecksumState } from "../../packet/checksum.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";
import { AlikeConversations } from "./alike.ts";

/** A time so much before the one before it, ns, is no matter of several queues of one network card. */
const BACK = 1e6;

/** A time that is before that of the packet before. */
export interface ClockBack {
  readonly number: number;
  /** ns. */
  readonly by: number;
  count: number;
}

/** TCP that was found inside other packets. */
export interface TunnelSeen {
  readonly name: string;
  readonly number: number;
  count: number;
}

/** TCP packets whose checksum was verified, the wrong ones of each sender, and those of its packets that are right. */
export interface SumsOf {
  wrong: number;
  right: number;
}

/** Checksums of so many TCP packets are verified: reading every byte of a large capture is not worth it. */
const VERIFIED = 4000;
/** IP packets longer than this were joined by a card or kernel that received them, which leaves them with any checksum. */
const ONE_PACKET = 1500;

export class CaptureEvidence {
  readonly sums: Map<string, SumsOf> = new Map();
  firstWrongSum = 0;
  #verified = 0;
  readonly alike: AlikeConversations = new AlikeConversations();
  clockBack: ClockBack | null = null;
  readonly tunnels: Map<string, TunnelSeen> = new Map();
  #seconds = -Infinity;
  #nanoseconds = 0;

  takePacket(packet: ReadonlyPacket, isTcp: boolean): void {
    if (packet.hasTime) this.#takeTime(packet);
    if (!isTcp) return;
    if (packet.outerHash !== 0) this.#takeTunnel(packet);
    if (this.#verified < VERIFIED) this.#takeSum(packet);
  }

  takeConversation(conversation: Conversation): void {
    this.alike.take(conversation);
  }

  #takeTime({ seconds, nanoseconds, number }: ReadonlyPacket): void {
    const step = (seconds - this.#seconds) * 1e9 + nanoseconds - this.#nanoseconds;
    if (step <= -BACK) {
      if (this.clockBack === null) this.clockBack = { number, by: -step, count: 1 };
      else this.clockBack.count++;
    }
    this.#seconds = seconds;
    this.#nanoseconds = nanoseconds;
  }

  #takeSum(packet: ReadonlyPacket): void {
    const state = tcpChecksumState(packet);
    if (state !== "correct" && (state !== "wrong" || packet.ipEnd - packet.ipStart > ONE_PACKET)) return;
    this.#verified++;
    const sender = sourceAddress(packet);
    let sums = this.sums.get(sender);
    if (sums === undefined) this.sums.set(sender, sums = { wrong: 0, right: 0 });
    if (state === "correct") sums.right++;
    else {
      sums.wrong++;
      if (this.firstWrongSum === 0) this.firstWrongSum = packet.number;
    }
  }

  #takeTunnel({ layers, number }: ReadonlyPacket): void {
    const name = tunnelName(layers);
    if (name === "") return;
    const known = this.tunnels.get(name);
    if (known === undefined) this.tunnels.set(name, { name, number, count: 1 });
    else known.count++;
  }
}

/** `GRE`, `IPv4 in IPv6`: what lies between the outermost IP header and the innermost; empty where there is only one. */
function tunnelName(layers: ReadonlyPacket["layers"]): string {
  const kinds: number[] = [];
  for (let i = 0; i < layers.length; i++) kinds.push(layers.at(i).kind);
  const isIp = (kind: number): boolean => kind === IPV4 || kind === IPV6;
  const first = kinds.findIndex(isIp);
  const last = kinds.findLastIndex(isIp);
  if (first < 0 || first === last) return "";
  if (kinds.includes(GRE)) return LAYER_NAMES[GRE]!;
  return `${LAYER_NAMES[kinds[last]!]!} in ${LAYER_NAMES[kinds[first]!]!}`;
}
