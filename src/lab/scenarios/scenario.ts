/**
 * A scenario: what each host runs, over what link, what it teaches, and what must be seen on the wire.
 */
import type { Program } from "../host/program.ts";
import type { LinkOptions } from "../wire/link_options.ts";

/** One thing to try after a scenario: a command line, and what it changes. */
export interface Suggestion {
  readonly line: string;
  readonly why: string;
}

export interface Scenario {
  readonly name: string;
  /** One line for the table. */
  readonly title: string;
  /** What it teaches, a paragraph. */
  readonly teaches: string;
  readonly server: Program;
  readonly client: Program;
  /** What differs from a good link. */
  readonly link: Partial<LinkOptions>;
  /**
   * No retransmission timeout is part of it, so the kernels may wait a second before they take anything for lost: a
   * machine that stands still for a moment then causes no retransmission. Without effect where the user adds faults.
   */
  readonly steady?: true;
  /** Kernel settings of one host or the other, under /proc/sys/net. */
  readonly settings?: { readonly [E in "client" | "server"]?: Readonly<Record<string, string>> };
  /** The hosts speak IPv6: scripts and programs of the user's own. */
  readonly ipv6?: true;
  /**
   * The packets that must be seen, in the notation of `src/expectation/pattern.ts`, one text for each conversation in the
   * order in which they open; null where nothing is promised.
   */
  readonly expect: readonly string[] | null;
  /** Verdicts of the analysis and codes of explanations that must be among what is said. */
  readonly verdicts?: readonly string[];
  readonly codes?: readonly string[];
  readonly next: readonly Suggestion[];
}
