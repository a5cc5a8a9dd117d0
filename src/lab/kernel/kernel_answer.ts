/** What a kernel answers when it is asked for a connection, and how it is read. */
import { readDiagnosis } from "../../linux/netlink/inet_diag.ts";
import { ipv4Text, ipv6Text } from "../../packet/address.ts";
import type { End } from "../wire/end.ts";
import { type KernelSample, sameInfo } from "./kernel_sample.ts";

/** An answer as it came: reading it makes many objects, which is not for the thread that carries packets. */
export interface KernelAnswer {
  /** Monotonic nanoseconds. */
  readonly at: number;
  readonly end: End;
  readonly payload: Uint8Array<ArrayBuffer>;
}

/** Reads answers in the order in which they came. */
export class AnswerReader {
  readonly #latest = new Map<string, KernelSample>();

  /** What an answer says; null where it says nothing, or nothing new of its connection. */
  read({ at, end, payload }: KernelAnswer): KernelSample | null {
    const socket = readDiagnosis(payload);
    if (socket === null || socket.remotePort === 0) return null;
    const text = (bytes: Uint8Array) => bytes.length === 4 ? ipv4Text(bytes, 0) : ipv6Text(bytes, 0);
    const { localPort, remotePort, congestionControl, info } = socket;
    const [local, remote] = [text(socket.localAddress), text(socket.remoteAddress)];
    const key = `${end} ${local} ${localPort} ${remote} ${remotePort}`;
    const latest = this.#latest.get(key);
    if (latest !== undefined && sameInfo(latest.info, info)) return null;
    const sample = { at, end, local, localPort, remote, remotePort, congestionControl, info };
    this.#latest.set(key, sample);
    return sample;
  }
}
