/**
 * Plays a scenario once and keeps what came of it: what the wire saw, what the programs said, how they ended.
 */
import { Failure } from "../../../../base/failure.ts";
import { quote } from "../../../../base/quote.ts";
import type { Evidence, ProgramEvidence } from "../../../../expectation/evidence.ts";
import { explainTimeout } from "../../../../lab/explain_timeout.ts";
import { HostsUnavailable } from "../../../../lab/host/hosts_unavailable.ts";
import { runLab } from "../../../../lab/lab.ts";
import type { HostWishes, LabOptions, LabOutcome, ProgramEnding } from "../../../../lab/lab_options.ts";
import { assertPlayable, playOnLoopback } from "../../../../lab/loopback.ts";
import { Recording, type RecordingOptions } from "../../../../lab/recording.ts";
import type { Scenario } from "../../../../lab/scenarios/scenario.ts";
import type { End } from "../../../../lab/wire/end.ts";
import { monotonicNow } from "../../../../linux/clock.ts";
import type { ChosenLink } from "../choose_link.ts";
import type { LivePrinter } from "../live_printer.ts";

/** What is played, and how. */
export interface RunPlan {
  readonly scenario: Scenario;
  readonly chosen: ChosenLink;
  readonly hosts: Partial<HostWishes>;
  readonly loopback: boolean;
  /** Seconds. */
  readonly timeout: number;
  readonly keeps: RecordingOptions;
}

/** Who watches a run while it goes on. */
export interface RunWatch {
  readonly signal: AbortSignal;
  /** Called once both hosts stand; gives the printer of what happens, or null where nothing is shown. */
  readonly introduce: (addresses: Readonly<Record<End, string>>) => LivePrinter | null;
}

/** A run that is over. */
export interface PlayedRun {
  readonly plan: RunPlan;
  readonly outcome: LabOutcome;
  /** How long it took. */
  readonly seconds: number;
  readonly recording: Recording;
  /** Where each host's script was last. */
  readonly steps: ReadonlyMap<End, string>;
  readonly endings: readonly ProgramEnding[];
  /** Packets of each end that never came to the wire: its interface could take no more. */
  readonly overrun: Readonly<Record<End, number>>;
}

/** Plays the scenario. Throws `Failure` where the machine does not allow it, or a host fails. */
export async function playRun(plan: RunPlan, watch: RunWatch): Promise<PlayedRun> {
  const began = performance.now();
  const recording = new Recording(plan.keeps);
  const steps = new Map<End, string>();
  const endings: ProgramEnding[] = [];
  const overrun: Record<End, number> = { client: 0, server: 0 };
  let live: LivePrinter | null = null;
  const options: LabOptions = {
    scenario: plan.scenario,
    link: plan.chosen.link,
    signal: watch.signal,
    timeout: plan.timeout * 1000,
    onReady: (addresses) => {
      live = watch.introduce(addresses);
    },
    onPacket: (packet) => {
      recording.addPacket(packet);
      live?.packet(packet);
    },
    onSeen: (host, packet) => recording.addSeen(host, packet),
    seenOf: plan.keeps.hosts ?? [],
    onLine: (line) => {
      recording.addLine(line);
      live?.line(line);
    },
    onSample: (sample) => recording.addSample(sample),
    onStep: (end, step) => void steps.set(end, step),
    onExit: (ending) => void endings.push(ending),
    onOverrun: (end, packets) => void (overrun[end] = packets),
    hosts: plan.hosts,
  };
  try {
    const outcome = plan.loopback ? await onLoopback(options) : await runLab(options);
    const seconds = (performance.now() - began) / 1000;
    return { plan, outcome, seconds, recording, steps, endings, overrun };
  } catch (error) {
    throw plan.loopback ? error : withOtherWays(error, plan.scenario);
  } finally {
    await (live as LivePrinter | null)?.end();
  }
}

/** What a run that was not over in its time was waiting for, in one line. */
export function explainUnfinished({ plan, seconds, recording, steps, endings }: PlayedRun): string {
  const silence = (monotonicNow() - (recording.packets.at(-1)?.at ?? 0)) / 1e6;
  return explainTimeout({
    scenario: plan.scenario,
    steps,
    endings,
    silence,
    timeout: Math.min(plan.timeout, Math.round(seconds)),
  });
}

/** Whether the user's own client, where there is one, ended as programs do that have found nothing wrong. */
export function clientSucceeded({ endings }: Pick<PlayedRun, "endings">): boolean {
  const client = endings.find(({ end }) => end === "client");
  return client === undefined || client.exit.code === 0;
}

/** The programs as an expectation sees them. */
export function programsOf({ endings, recording }: PlayedRun): NonNullable<Evidence["programs"]> {
  const of = (end: End): ProgramEvidence => {
    const ending = endings.find((one) => one.end === end);
    const lines = recording.lines.filter((line) => line.end === end).map(({ text }) => text);
    return { exit: ending === undefined || ending.stopped ? null : ending.exit.code, lines };
  };
  return { client: of("client"), server: of("server") };
}

async function onLoopback(options: LabOptions): Promise<LabOutcome> {
  let unseen: string | null = null;
  const onUnseen = (reason: string) => void (unseen = reason);
  const outcome = await playOnLoopback({ ...options, onUnseen });
  if (outcome === "interrupted" || unseen === null) return outcome;
  throw new Failure(`The packets on loopback were not seen, so there is nothing to report: ${unseen}`);
}

/** Where this machine does not allow virtual hosts: what it allows, beside what would change that. */
function withOtherWays(error: unknown, scenario: Scenario): unknown {
  if (!(error instanceof HostsUnavailable)) return error;
  const ways = [
    ...(playsOnLoopback(scenario) && Deno.build.os === "linux"
      ? [`tcplab lab ${quote(scenario.name)} --loopback plays without`]
      : []),
    ...(error.message.includes("--check") ? [] : ["tcplab lab --check tells what is missing"]),
  ];
  return ways.length === 0 ? error : new Failure(`${error.message} (${ways.join("; ")})`);
}

function playsOnLoopback(scenario: Scenario): boolean {
  try {
    assertPlayable(scenario);
    return true;
  } catch {
    return false;
  }
}
