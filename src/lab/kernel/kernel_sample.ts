/**
 * What a host's kernel says of one connection at one moment.
 */
import type { TcpInfo } from "../../linux/netlink/tcp_info.ts";
import { TCP_INFO_FIELDS } from "../../linux/netlink/tcp_info.ts";
import type { End } from "../wire/end.ts";

export interface KernelSample {
  /** Monotonic nanoseconds: the clock of the packets. */
  readonly at: number;
  readonly end: End;
  readonly local: string;
  readonly localPort: number;
  readonly remote: string;
  readonly remotePort: number;
  readonly congestionControl: string;
  readonly info: TcpInfo;
}

/** A sample as an object of the ndjson file; `time` is the text of seconds since 1970 that packets have. */
export function sampleObject(sample: KernelSample, time: string): Record<string, unknown> {
  const { end, local, localPort, remote, remotePort, congestionControl, info } = sample;
  const numbers = Object.fromEntries(TCP_INFO_FIELDS.map((name) => [name, info[name]]));
  return {
    time,
    host: end,
    local,
    localPort,
    remote,
    remotePort,
    congestionControl,
    state: info.state,
    recovery: info.recovery,
    ...numbers,
  };
}

/** Whether two samples of one connection say the same. */
export function sameInfo(a: TcpInfo, b: TcpInfo): boolean {
  return a.state === b.state && a.recovery === b.recovery && TCP_INFO_FIELDS.every((name) => a[name] === b[name]);
}
