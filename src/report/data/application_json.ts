/** Names and TLS of a conversation for programs: packets by number, lengths of time in seconds, numbers by their IANA names. */
import { nanosecondsBetween } from "../../base/moment.ts";
import type { AddressName, ApplicationFacts, Place, TlsAlert, TlsFacts } from "../../application/facts.ts";
import { alertLevelName, alertName, cipherSuiteName, tlsVersionName } from "../../application/tls/registry.ts";
import type { Conversation } from "../../analysis/conversation.ts";

/** The fields of a conversation that tell of its application. */
export function applicationValue(
  { names, tls, http2Preface }: ApplicationFacts,
  { firstSeconds: seconds, firstNanoseconds: nanoseconds }: Conversation,
): { readonly names: unknown; readonly tls: unknown; readonly http2PrefacePacket: number } {
  return {
    names: names.map((name) => nameValue(name, { number: 0, seconds, nanoseconds })),
    tls: tls === null ? null : tlsValue(tls),
    http2PrefacePacket: http2Preface,
  };
}

function nameValue({ name, asker, asked, answered }: AddressName, start: Place): unknown {
  return {
    name,
    asker,
    askedPacket: numberOf(asked),
    answeredPacket: answered.number,
    askedBefore: secondsBetween(asked, start),
    answeredBefore: secondsBetween(answered, start),
  };
}

function tlsValue(tls: TlsFacts): unknown {
  const { hello, answer, finished, plainAnswer, version, cipherSuite } = tls;
  return {
    helloFrom: tls.helloFromClient ? "client" : "server",
    helloPacket: hello.number,
    serverName: tls.serverName,
    offeredVersions: tls.offeredVersions.map(tlsVersionName),
    offeredProtocols: tls.offeredProtocols,
    answerPacket: numberOf(answer),
    plainAnswerPacket: numberOf(plainAnswer),
    version: version === null ? null : tlsVersionName(version),
    cipherSuite: cipherSuite === null ? null : cipherSuiteName(cipherSuite),
    protocol: tls.protocol,
    resumed: tls.resumed,
    retried: tls.retried,
    finishedPacket: numberOf(finished),
    handshake: secondsBetween(hello, finished),
    roundTrips: tls.roundTrips,
    alerts: tls.alerts.map(alertValue),
    alertCount: tls.alertCount,
  };
}

function alertValue({ fromClient, at, level, description }: TlsAlert): unknown {
  return {
    from: fromClient ? "client" : "server",
    packet: at.number,
    encrypted: level === null,
    level: level === null ? null : alertLevelName(level),
    description: description === null ? null : alertName(description),
    code: description,
  };
}

/** A packet's number; 0 for none. */
function numberOf(at: Place | null): number {
  return at?.number ?? 0;
}

function secondsBetween(from: Place | null, to: Place | null): number | null {
  return from === null || to === null ? null : nanosecondsBetween(from, to) / 1e9;
}
