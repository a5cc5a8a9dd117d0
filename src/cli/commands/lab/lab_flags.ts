/** The values of the flags of `tcplab lab`, as `commands/lab.ts` defines them. */
import type { InterfaceWay } from "../../../lab/host/make_interface.ts";
import type { End } from "../../../lab/wire/end.ts";
import type { Language } from "../../../language/language.ts";
import type { OutputFormatName } from "../../../report/all_formats.ts";

/** The link flags' values, as they were typed: for both directions, or with a slash for each. */
export interface LinkFlags {
  readonly delay: string | undefined;
  readonly jitter: string | undefined;
  readonly loss: string | undefined;
  readonly burstLoss: string | undefined;
  readonly reorder: string | undefined;
  readonly rate: string | undefined;
  readonly queue: string | undefined;
  readonly queueKind: string | undefined;
  readonly ecn: boolean;
  readonly mtu: number | undefined;
  readonly offload: boolean | undefined;
  /** Packets. */
  readonly drop: readonly string[];
  readonly hold: readonly string[];
  /** Packets, or a share. */
  readonly duplicate: readonly string[];
  readonly corrupt: readonly string[];
  readonly at: readonly string[];
  readonly box: readonly string[];
  readonly seed: number | undefined;
}

export interface LabFlags extends LinkFlags {
  readonly server: string | undefined;
  readonly client: string | undefined;
  /** Seconds. */
  readonly ready: number | undefined;
  readonly stdin: End | undefined;
  readonly ipv6: boolean;
  readonly set: readonly string[];
  readonly congestion: readonly string[];
  readonly interfaces: InterfaceWay | undefined;
  readonly list: boolean;
  readonly check: boolean;
  readonly schema: boolean;
  readonly apparmor: boolean;
  readonly loopback: boolean;
  readonly pcap: string | undefined;
  readonly pcapClient: string | undefined;
  readonly pcapServer: string | undefined;
  readonly checksums: boolean;
  readonly html: string | undefined;
  readonly kernel: string | undefined;
  readonly format: OutputFormatName;
  readonly lang: Language;
  readonly quiet: boolean;
  readonly timeout: number;
}
