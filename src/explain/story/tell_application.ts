/** The part of a story that tells what applications said in the clear: names of the server's address, and TLS. */
import { nanosecondsBetween } from "../../base/moment.ts";
import type { ApplicationFacts, TlsAlert, TlsFacts } from "../../application/facts.ts";
import {
  alertLabel,
  alertLevelName,
  alertName,
  cipherSuiteName,
  tlsVersionName,
} from "../../application/tls/registry.ts";
import type { ConversationMemory } from "../memory/conversation_memory.ts";
import { packetList, type Voice } from "../words/voice.ts";

/** Other names of the same address that are told. */
const MOST_NAMES = 3;

export function tellApplication(
  memory: ConversationMemory,
  { names, tls, http2Preface }: ApplicationFacts,
  voice: Voice,
): void {
  if (names.length > 0) tellNames(names, memory, voice);
  if (http2Preface > 0) voice.say("story.http2", { number: http2Preface });
  if (tls === null) return;
  voice.speakFor(tls.helloFromClient);
  tellHandshake(tls, voice);
  for (const alert of tls.alerts) tellAlert(alert, voice);
  const hidden = tls.alerts.filter(({ level }) => level === null).map(({ at }) => at.number);
  if (hidden.length > 0) voice.say("story.alerts-hidden", { packets: packetList(hidden, voice) });
}

function tellNames(names: ApplicationFacts["names"], { conversation }: ConversationMemory, voice: Voice): void {
  const { name, asker, asked, answered } = names[0]!;
  const start = { seconds: conversation.firstSeconds, nanoseconds: conversation.firstNanoseconds };
  const { grammar } = voice;
  const time = grammar.duration(nanosecondsBetween(asked ?? answered, start));
  if (asked === null) voice.say("story.named-answer", { name, asker, time, answered: answered.number });
  else {
    const wait = grammar.duration(nanosecondsBetween(asked, answered));
    voice.say("story.named", { name, asker, time, wait, asked: asked.number, answered: answered.number });
  }
  const others = otherNames(names);
  if (others.length > 0) voice.say("story.named-also", { names: others.join(", ") });
}

/** Names of the same address beside the first, each once. */
export function otherNames(names: ApplicationFacts["names"]): readonly string[] {
  const first = names[0]!.name;
  return [...new Set(names.map(({ name }) => name))].filter((name) => name !== first).slice(0, MOST_NAMES);
}

function tellHandshake(tls: TlsFacts, voice: Voice): void {
  const { hello, serverName, offeredProtocols, answer, plainAnswer, version, cipherSuite, protocol } = tls;
  const details = (serverName === null ? "" : voice.phrase("story.tls-for", { name: serverName })) +
    (offeredProtocols.length === 0 ? "" : voice.phrase("story.tls-offers", { protocols: offeredProtocols.join(", ") }));
  if (answer === null || version === null || cipherSuite === null) {
    const values = { details, hello: hello.number };
    if (plainAnswer !== null) voice.say("story.tls-plain", { ...values, number: plainAnswer.number });
    else voice.say(isRefused(tls) ? "story.tls-refused" : "story.tls-unanswered", values);
    return;
  }
  voice.say("story.tls", {
    details,
    hello: hello.number,
    version: tlsVersionName(version),
    suite: cipherSuiteName(cipherSuite),
    detail: protocol === null ? "" : voice.phrase("story.tls-protocol", { protocol }),
    answer: answer.number,
  });
  if (tls.retried) voice.say("story.tls-retried");
  tellTime(tls, voice);
}

/** An alert came in place of a ServerHello. */
export function isRefused({ answer, alerts, helloFromClient }: TlsFacts): boolean {
  return answer === null && alerts.some(({ fromClient }) => fromClient !== helloFromClient);
}

function tellTime({ hello, finished, roundTrips, resumed }: TlsFacts, voice: Voice): void {
  if (finished !== null) {
    const time = voice.grammar.duration(nanosecondsBetween(hello, finished));
    if (roundTrips === 1) voice.say("story.tls-finished-one", { time, number: finished.number });
    else voice.say("story.tls-finished", { time, count: roundTrips, number: finished.number });
  }
  if (resumed) voice.say("story.tls-resumed");
}

function tellAlert({ fromClient, at, level, description }: TlsAlert, voice: Voice): void {
  if (level === null || description === null) return;
  voice.speakFor(fromClient);
  const values = { number: at.number, level: alertLevelName(level), alert: alertLabel(description) };
  const meanings: Readonly<Record<string, string>> = voice.words.alerts;
  const meaning = meanings[alertName(description) ?? ""];
  if (meaning === undefined) voice.say("story.alert-unknown", values);
  else voice.say("story.alert", { ...values, meaning });
}
