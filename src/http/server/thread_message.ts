/**
 * What the main thread and a serving thread say to each other.
 */
import type { TlsMaterial } from "../../net/listen.ts";
import type { AccessOptions } from "../access/gatekeeper.ts";
import type { LogFormat } from "../logging/log_format.ts";
import type { Metrics } from "../logging/metrics.ts";
import type { SiteOptions } from "../site/site_options.ts";
import type { ServerLimits } from "./limits.ts";

/** Everything a thread needs to serve beside the others on their port. */
export interface ThreadOptions {
  readonly hostname: string;
  readonly port: number;
  readonly site: SiteOptions;
  readonly limits: ServerLimits;
  readonly logFormat: LogFormat;
  readonly tls: TlsMaterial | null;
}

/** What a running server can be given anew. */
export interface Renewal {
  readonly access: AccessOptions | null;
  readonly tls: TlsMaterial | null;
}

export type ToThread =
  | { readonly type: "start"; readonly options: ThreadOptions }
  | { readonly type: "metrics" }
  | { readonly type: "reload"; readonly renewal: Renewal }
  /** The text of the last "log" has been taken: until then the thread keeps what it has to say, within bounds. */
  | { readonly type: "logged" }
  | { readonly type: "stop"; readonly grace: number };

export type FromThread =
  | { readonly type: "started" }
  | { readonly type: "failed"; readonly message: string }
  /** Something happened that the thread cannot go on after. */
  | { readonly type: "died"; readonly message: string }
  | { readonly type: "log"; readonly text: string }
  | { readonly type: "warning"; readonly message: string }
  | { readonly type: "metrics"; readonly metrics: Metrics }
  | { readonly type: "stopped"; readonly metrics: Metrics };
