/** What is played for the corpus: two programs, the link between them, and what of the capture is kept. */
import type { LinkOptions } from "../../src/lab/wire/link_options.ts";
import type { End } from "../../src/lab/wire/end.ts";

/** A step of `transfer.py`: its name and its values. */
export type Step = readonly [name: string, ...values: (number | readonly Step[])[]];

/** One end's program. */
export interface EndPlan {
  readonly options?: {
    readonly rcvbuf?: number;
    readonly sndbuf?: number;
    readonly congestion?: string;
    readonly nodelay?: boolean;
  };
  readonly steps: readonly Step[];
}

/** A transfer whose limit is set. */
export interface Play {
  /** The name of its kind: what was set, which need not be what limits it. */
  readonly kind: string;
  /** The end that sends most. */
  readonly sender: End;
  readonly client: EndPlan;
  readonly server: EndPlan;
  readonly link: Partial<LinkOptions>;
  /** Kernel settings of both hosts, under /proc/sys/net. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The captures lack what their machines could not keep up with, or begin late. */
  readonly gap?: { readonly from: number; readonly to: number };
}

/** The plan with both programs, however the sender is called. */
export function between(
  sender: End,
  { from, to }: { readonly from: EndPlan; readonly to: EndPlan },
): Pick<Play, "sender" | "client" | "server"> {
  return sender === "client" ? { sender, client: from, server: to } : { sender, client: to, server: from };
}

/** A value of each direction of the link, where `sender` sends. */
export function toward<T>(sender: End, ahead: T, back: T): readonly [T, T] {
  return sender === "client" ? [ahead, back] : [back, ahead];
}
