/** What the lab knows of a transfer that no capture holds. Times are ns since the first packet on the wire. */
import type { End } from "../../src/lab/wire/end.ts";
import type { WireEvent } from "../../src/expectation/wire_event.ts";

/** What a program does: hands over data, owes data and has none, waits for data, owes nothing, has ended. */
export type ProgramState = "send" | "think" | "read" | "hold" | "end";

/** What a kernel said of its sending side. */
export interface KnownSample {
  readonly at: number;
  readonly recovery: "open" | "disorder" | "cwr" | "recovery" | "loss";
  /** Segments; the threshold is null until a loss. */
  readonly window: number;
  readonly threshold: number | null;
  readonly unacked: number;
  readonly unsent: number;
  readonly mss: number;
  readonly retransmits: number;
  readonly backoff: number;
  /** Microseconds so far. */
  readonly busy: number;
  readonly receiver: number;
  readonly buffer: number;
  readonly state: string;
}

export interface Known {
  readonly kind: string;
  readonly sender: End;
  readonly nodelay: Readonly<Record<End, boolean>>;
  /** Time of the first packet: seconds since 1970, ns. */
  readonly start: readonly [number, number];
  /** Part of the captures that was left out, as shares of their time. */
  readonly gap: { readonly from: number; readonly to: number } | null;
  /** Bits a second, and one-way delay in ns, of what each end sends. */
  readonly rate: Readonly<Record<End, number | null>>;
  readonly delay: Readonly<Record<End, number>>;
  readonly log: Readonly<Record<End, readonly (readonly [at: number, state: ProgramState])[]>>;
  readonly samples: Readonly<Record<End, readonly KnownSample[]>>;
  /** Each packet: from client (0) or server (1), when it entered, ns to its arrival, what happened to it, bytes. */
  readonly wire:
    readonly (readonly [from: 0 | 1, at: number, delay: number, event: WireEvent | null, length: number])[];
  readonly settings: Readonly<Record<string, string>>;
}
