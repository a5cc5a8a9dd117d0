/** `tcplab why --format json`: the contract for programs. Seconds of a budget add up to the duration. */
import type { LongSpan } from "../../diagnosis/terms/cause.ts";
import type { Diagnosis } from "../../diagnosis/terms/diagnosis.ts";
import { endpointText } from "../../packet/address.ts";
import { epochTime } from "../../base/moment.ts";
import { remedyText, verdictText } from "../words/time_figures.ts";
import type { ShownDiagnosis, WhyOptions, WhyReport } from "./why_report.ts";

/** One document with every conversation shown. */
export function whyJson({ diagnoses, further }: WhyReport, options: WhyOptions): string {
  const conversations = diagnoses.map((diagnosis) => "\n" + JSON.stringify(conversationValue(diagnosis, options)));
  return `{"conversations":[${conversations.join(",")}],"further":${further}}\n`;
}

function conversationValue(diagnosis: ShownDiagnosis, { words }: WhyOptions): unknown {
  const { client, server, verdict, remedy } = diagnosis;
  const text = remedyText(diagnosis, words);
  return {
    capture: diagnosis.capture,
    conversation: diagnosis.conversation,
    client: endpointText(client.address, client.port),
    server: endpointText(server.address, server.port),
    start: epochTime(diagnosis),
    duration: diagnosis.duration / 1e9,
    vantage: diagnosis.vantage,
    budget: diagnosis.budget.map(({ cause, end, nanoseconds, share, rate, longest }) => ({
      cause,
      end,
      seconds: nanoseconds / 1e9,
      share,
      ...rate === undefined ? {} : { rate },
      packets: longest.map(({ from, to }) => [from, to]),
    })),
    verdict: {
      cause: verdict.cause,
      end: verdict.end,
      certainty: verdict.certainty,
      text: verdictText(diagnosis, words),
    },
    remedy: remedy === null || text === null ? null : { text, seconds: remedy.nanoseconds / 1e9 },
    ...waitValues(diagnosis),
  };
}

/** What the application says of the waits. */
function waitValues({ waits: { setUp: { name, tls }, answers, pauses } }: Diagnosis): Record<string, unknown> {
  return {
    setUp: {
      name: name === null ? null : { name: name.name, ...spanValue(name) },
      tls: tls === null ? null : { serverName: tls.serverName, roundTrips: tls.roundTrips, ...spanValue(tls) },
    },
    answers: answers.map((wait) => ({ request: wait.request, status: wait.status, ...spanValue(wait) })),
    pauses: pauses.map((wait) => ({ request: wait.request, ...spanValue(wait) })),
  };
}

function spanValue({ from, to, nanoseconds }: LongSpan): { seconds: number; packets: readonly [number, number] } {
  return { seconds: nanoseconds / 1e9, packets: [from, to] };
}
