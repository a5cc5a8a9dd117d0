/** The values of the flags of `tcplab lab`, as `commands/lab.ts` defines them. */
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
  readonly list: boolean;
  readonly check: boolean;
  readonly schema: boolean;
  readonly loopback: boolean;
  readonly pcap: string | undefined;
  readonly html: string | undefined;
  readonly format: OutputFormatName;
  readonly lang: Language;
  readonly quiet: boolean;
  readonly timeout: number;
}
