/** `tcplab pair --format json`: the contract for programs. Seconds as decimals; packet numbers are those of the sender's file. */
import type { Change } from "../../pairing/terms/change.ts";
import type { Delays, PairedConversation, PairedDirection } from "../../pairing/terms/pairing.ts";
import type { Lonely } from "../../pairing/terms/lonely.ts";
import { endText } from "../../pairing/terms/talk.ts";
import { aloneText } from "./alone_text.ts";
import { changeText } from "./change_text.ts";
import type { PairOptions, PairReport } from "./pair_report.ts";

const NANOSECONDS = 1e9;

/** One document. */
export function pairJson({ pairing }: PairReport, options: PairOptions): string {
  const { obstacle, clock, origins, changes, conversations, datagrams, alone } = pairing;
  const head = JSON.stringify({
    related: obstacle !== "unrelated",
    clock: clock === null ? null : {
      offset: seconds(clock.offset),
      error: clock.error === Infinity ? null : seconds(clock.error),
      skewPpm: clock.skewPpm === null ? null : Number(clock.skewPpm.toFixed(3)),
      steps: pairing.steps.map(({ at, by, known }) => ({
        at: origins.a + seconds(at),
        seconds: seconds(by),
        capture: known,
      })),
    },
    changes: changes.map((change) => changeValue(change, options)),
  });
  const told = (all: readonly unknown[]): string => all.map((one) => "\n" + JSON.stringify(one)).join(",");
  const lists = [
    `"conversations":[${told(conversations.map((one) => conversationValue(one, options)))}]`,
    `"datagrams":[${told(datagrams.map((one) => ({ protocol: one.protocol, ...conversationValue(one, options) })))}]`,
    `"alone":[${told(alone.map((one) => aloneValue(one, options)))}]`,
  ];
  return `${head.slice(0, -1)},${lists.join(",")}}\n`;
}

function changeValue(change: Change, { words }: PairOptions): unknown {
  return { code: change.code, text: changeText(change, words) };
}

function aloneValue(lonely: Lonely, { words }: PairOptions): unknown {
  const { side, protocol, client, server, packets, reason } = lonely;
  return {
    capture: side,
    protocol,
    client: endText(client, protocol),
    server: endText(server, protocol),
    packets,
    reason,
    text: aloneText(lonely, words),
  };
}

function conversationValue(conversation: PairedConversation, options: PairOptions): Record<string, unknown> {
  const { protocol, client, server, changes, clientToServer, serverToClient } = conversation;
  return {
    client: endText(client, protocol),
    server: endText(server, protocol),
    changes: changes.map((change) => changeValue(change, options)),
    clientToServer: directionValue(clientToServer),
    serverToClient: directionValue(serverToClient),
  };
}

function directionValue(direction: PairedDirection): unknown {
  const { sent, arrived, lost, undecided, duplicated, reordered, notCaptured, delay } = direction;
  return {
    sent,
    arrived,
    lost,
    undecided,
    duplicated,
    reordered,
    notCapturedA: notCaptured.a,
    notCapturedB: notCaptured.b,
    delay: delay === null ? null : delayValue(delay),
  };
}

function delayValue({ minimum, median, maximum }: Delays): unknown {
  return { min: seconds(minimum), median: seconds(median), max: seconds(maximum) };
}

/** Nanoseconds as seconds, to the nanosecond. */
function seconds(nanoseconds: number): number {
  return Math.round(nanoseconds) / NANOSECONDS;
}
