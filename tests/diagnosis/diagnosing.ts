/** Diagnoses of packets and files, for tests. */
import { assertEquals } from "@std/assert";
import { Analyser } from "../../src/analysis/analyser.ts";
import { Diagnoser } from "../../src/diagnosis/diagnoser.ts";
import type { Diagnosis } from "../../src/diagnosis/terms/diagnosis.ts";
import type { Packet } from "../../src/packet/packet.ts";
import { diagnose } from "../../src/reading/diagnose.ts";
import { FileFeed } from "../../src/reading/feeds/file_feed.ts";
import { Progress } from "../../src/reading/progress.ts";
import { packetsOf } from "../analysis/trace.ts";
import { MemoryTerminal } from "../cli/memory_terminal.ts";

/** The diagnoses of these packets, as their conversations end. */
export function diagnosesOf(packets: Iterable<Packet>): Diagnosis[] {
  const diagnoser = new Diagnoser();
  const diagnoses: Diagnosis[] = [];
  const analyser = new Analyser({
    onConversationEnd: (conversation) => {
      const diagnosis = diagnoser.end(conversation);
      if (diagnosis !== null) diagnoses.push(diagnosis);
    },
  });
  for (const packet of packets) {
    const analysed = analyser.analyse(packet);
    if (analysed !== null) diagnoser.take(analysed);
  }
  analyser.finish();
  return diagnoses;
}

/** The diagnoses of a capture file. */
export async function diagnosesOfFile(path: string): Promise<readonly Diagnosis[]> {
  const terminal = new MemoryTerminal();
  using feed = await FileFeed.open(path, { reread: false, interrupted: terminal.interrupted });
  const wishes = { stream: null, top: 100_000, ranking: "number" } as const;
  return (await diagnose(feed!, wishes, { terminal, progress: new Progress(terminal, 1) })).diagnoses;
}

/** `receive-window/client`, or the cause alone where it is of no end. */
export function named({ cause, end }: { cause: string; end: string | null }): string {
  return end === null ? cause : `${cause}/${end}`;
}

/** Shares by name, in percent, what is under one left out. */
export function sharesOf({ budget }: Diagnosis): Record<string, number> {
  const shown = budget.map((item) => [named(item), Math.round(100 * item.share)] as const);
  return Object.fromEntries(shown.filter(([, share]) => share > 0));
}

/** The verdict by name, what came of it, and whether there is a remedy. */
export type Told = readonly [verdict: string, outcome: string | null, remedy: boolean];

/** What is told of the only conversation of a trace. */
export function toldOf(trace: string): Told {
  const { verdict, remedy } = diagnosesOf(packetsOf(trace))[0]!;
  return [named(verdict), verdict.outcome, remedy !== null];
}

/** A trace with what is told of it, and a twin that differs in what decides. */
export interface Twins {
  readonly name: string;
  readonly trace: string;
  readonly told: Told;
  readonly twin: string;
  readonly twinTold: Told;
}

/** Tests each trace and its twin. */
export function testTwins(what: string, cases: readonly Twins[]): void {
  for (const { name, trace, told, twin, twinTold } of cases) {
    Deno.test(`${what}: ${name}`, () => {
      assertEquals(toldOf(trace), told);
      assertEquals(toldOf(twin), twinTold);
    });
  }
}
