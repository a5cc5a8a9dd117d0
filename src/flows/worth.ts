/** How much a conversation is worth a look: what troubled it, not how long it took. */
import type { Cause } from "../diagnosis/terms/cause.ts";
import type { Flow } from "./flow.ts";

/** What a network or a setting costs; programs that think, and connections that are kept open, are nobody's trouble. */
const TROUBLE: ReadonlySet<Cause> = new Set([
  "syn-retransmission",
  "congestion-window",
  "fast-recovery",
  "retransmission-timeout",
  "receive-window",
  "send-buffer",
  "delayed-ack",
  "path-mtu",
]);
/** Seconds of trouble that a finding counts for, by its certainty. */
const FOUND: Readonly<Record<Flow["findings"][number]["certainty"], number>> = {
  certain: 1,
  likely: 0.5,
  possible: 0,
};

/** Time lost to trouble, ns. */
export function troubledTime({ budget }: Flow): number {
  return budget.reduce((sum, { cause, nanoseconds }) => TROUBLE.has(cause) ? sum + nanoseconds : sum, 0);
}

/** Trouble of a few milliseconds, or of a hundredth of the time, is every transfer's: nobody looks for it. In ns, and a share. */
const FELT = 50e6;
const FELT_SHARE = 0.1;
/** Of a long conversation a smaller part is felt, too. */
const FELT_ANYWAY = 1e9;

function isFelt(troubled: number, { duration }: Flow): boolean {
  return troubled >= FELT && (troubled >= FELT_SHARE * duration || troubled >= FELT_ANYWAY);
}

/** Larger is worth more; 0 where nothing stands out. */
export function worthOf(flow: Flow): number {
  const found = flow.findings.reduce((sum, { certainty }) => sum + FOUND[certainty], 0);
  const troubled = troubledTime(flow);
  return (isFelt(troubled, flow) ? troubled / 1e9 : 0) + found;
}

/** The order in which conversations are shown to somebody who does not know what to look for. */
export function byWorth(a: Flow, b: Flow): number {
  return worthOf(b) - worthOf(a);
}
