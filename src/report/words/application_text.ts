/** Names and TLS of a conversation in a few words each. */
import { nanosecondsBetween } from "../../base/moment.ts";
import type { AddressName, ApplicationFacts, TlsAlert, TlsFacts } from "../../application/facts.ts";
import {
  alertLabel,
  alertLevelName,
  alertName,
  cipherSuiteName,
  tlsVersionName,
} from "../../application/tls/registry.ts";
import type { Conversation } from "../../analysis/conversation.ts";
import { isRefused, otherNames } from "../../explain/story/tell_application.ts";
import type { ReportWords } from "../../language/kinds/report_words.ts";
import { duration } from "./times.ts";

/** `example.org, asked by 10.0.0.2 23 ms before (packet 1), answered after 12 ms`; empty where nobody asked. */
export function nameText(
  { names }: ApplicationFacts,
  { firstSeconds: seconds, firstNanoseconds: nanoseconds }: Conversation,
  { application: words }: ReportWords,
): string {
  const [first] = names;
  if (first === undefined) return "";
  const { name, asker, asked, answered } = first;
  const before = duration(nanosecondsBetween(asked ?? answered, { seconds, nanoseconds }));
  const told = asked === null
    ? words.answered(name, asker, before, answered.number)
    : words.asked(name, asker, before, asked.number) + words.lookup(duration(lookupTime(asked, first)));
  const others = otherNames(names);
  return others.length === 0 ? told : told + words.also(others.join(", "));
}

/** `TLS 1.3, TLS_AES_128_GCM_SHA256, for example.org, offers h2, handshake 23 ms, 1 round trip`. */
export function tlsText(tls: TlsFacts, { application: words }: ReportWords): string {
  const { version, cipherSuite, serverName, protocol, offeredProtocols, resumed, retried } = tls;
  const { hello, finished, roundTrips } = tls;
  const answer = version === null || cipherSuite === null
    ? [noAnswerText(tls, words)]
    : [tlsVersionName(version), cipherSuiteName(cipherSuite)];
  return [
    ...answer,
    serverName === null ? "" : words.forName(serverName),
    protocol ?? (offeredProtocols.length === 0 ? "" : words.offers(offeredProtocols.join(" "))),
    resumed ? words.resumed : "",
    retried ? words.retried : "",
    finished === null ? "" : words.handshake(duration(nanosecondsBetween(hello, finished)), roundTrips),
  ].filter((text) => text !== "").join(", ");
}

function noAnswerText(tls: TlsFacts, words: ReportWords["application"]): string {
  if (tls.plainAnswer !== null) return words.plainAnswer(tls.plainAnswer.number);
  return isRefused(tls) ? words.refused : words.noAnswer;
}

/** `client, packet 9: fatal, unknown_ca (48): it does not know ...`; empty where it is encrypted. */
export function alertText({ fromClient, at, level, description }: TlsAlert, words: ReportWords): string {
  if (level === null || description === null) return "";
  const { application } = words;
  const who = application.alert(fromClient ? words.client : words.server, at.number);
  const meaning = application.alerts[alertName(description) ?? ""];
  const told = words.code(`${alertLevelName(level)}, ${alertLabel(description)}`);
  return `${who}: ${told}${meaning === undefined ? "" : `: ${meaning}`}`;
}

/** `encrypted, packets 15, 16`; empty where none is. */
export function hiddenAlertsText({ alerts }: TlsFacts, words: ReportWords): string {
  const hidden = alerts.filter(({ level }) => level === null).map(({ at }) => at.number);
  if (hidden.length === 0) return "";
  return `${words.application.hidden}, ${words.packetList(hidden.join(", "), hidden.length === 1)}`;
}

function lookupTime(asked: NonNullable<AddressName["asked"]>, { answered }: AddressName): number {
  return nanosecondsBetween(asked, answered);
}
