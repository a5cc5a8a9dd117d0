/** The values of the flags of `tcplab lab`, as `commands/lab.ts` defines them. */
import type { InterfaceWay } from "../../../lab/host/make_interface.ts";
import type { End } from "../../../lab/wire/end.ts";
import type { Language } from "../../../language/language.ts";
import type { OutputFormatName } from "../../../report/all_formats.ts";

/** The link flags' values; shares in percent. */
export interface LinkFlags {
  readonly delay: number | undefined;
  readonly jitter: number | undefined;
  readonly loss: number | undefined;
  readonly reorder: number | undefined;
  readonly duplicate: number | undefined;
  readonly corrupt: number | undefined;
  readonly rate: number | undefined;
  readonly mtu: number | undefined;
  readonly offload: boolean | undefined;
  readonly drop: readonly string[];
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
  readonly html: string | undefined;
  readonly kernel: string | undefined;
  readonly format: OutputFormatName;
  readonly lang: Language;
  readonly quiet: boolean;
  readonly timeout: number;
}
