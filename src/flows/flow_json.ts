/**
 * `--format flows`: one JSON object a conversation, flat, for engines that join the conversations of many captures. The names and
 * units are a contract: `schema` counts up when one changes (docs/scale.md). Seconds everywhere; absolute times are text,
 * because a float would lose nanoseconds.
 */
import { lookupTime, serverNameOf, type TlsAlert, type TlsFacts } from "../application/facts.ts";
import { alertLevelName, alertName, cipherSuiteName, tlsVersionName } from "../application/tls/registry.ts";
import { epochTime, momentAfter, nanosecondsBetween } from "../base/moment.ts";
import { communityIdOf } from "./community_id.ts";
import { type Flow, secondsByCause } from "./flow.ts";
import type { FlowFinding } from "./flow_judge.ts";

/** Version of the record. */
export const FLOW_SCHEMA = 1;

/** What others made longer is cut, so that a record keeps its size. */
const LONGEST_NAME = 64;
const LONGEST_PROTOCOL = 16;

/** One line without its line break. */
export function flowLine(flow: Flow): string {
  const { client, server, fromClient, fromServer, verdict, budget } = flow;
  return JSON.stringify({
    schema: FLOW_SCHEMA,
    capture: flow.capture,
    stream: flow.stream,
    communityId: communityIdOf(flow),
    start: epochTime(flow),
    end: epochTime(momentAfter(flow, flow.duration)),
    duration: flow.duration / 1e9,
    client: client.address,
    clientPort: client.port,
    server: server.address,
    serverPort: server.port,
    roles: flow.roles,
    clientPackets: fromClient.packets,
    clientBytes: fromClient.bytes,
    clientBytesSentAgain: fromClient.bytesSentAgain,
    clientIpBytes: fromClient.ipBytes,
    clientRetransmissions: fromClient.retransmissions,
    serverPackets: fromServer.packets,
    serverBytes: fromServer.bytes,
    serverBytesSentAgain: fromServer.bytesSentAgain,
    serverIpBytes: fromServer.ipBytes,
    serverRetransmissions: fromServer.retransmissions,
    initialRtt: seconds(flow.initialRtt),
    rtt: seconds(flow.rtt),
    leastRtt: seconds(flow.leastRtt),
    history: flow.history,
    connState: flow.state,
    lost: flow.lost / 1e9,
    cause: verdict.cause,
    causeEnd: verdict.end,
    causeShare: verdict.share,
    certainty: verdict.certainty,
    findings: codesOf(flow, (certainty) => certainty !== "possible"),
    possibleFindings: codesOf(flow, (certainty) => certainty === "possible"),
    ...applicationFields(flow),
    budget: secondsByCause(budget),
    clientBudget: secondsByCause(budget, "client"),
    serverBudget: secondsByCause(budget, "server"),
  });
}

/** Names and TLS, as far as an engine counts by them. */
function applicationFields({ application, client }: Flow): Readonly<Record<string, unknown>> {
  return {
    serverName: serverNameOf(application)?.slice(0, LONGEST_NAME) ?? null,
    lookup: seconds(lookupTime(application, client.address)),
    tls: application.tls === null ? null : tlsValue(application.tls),
  };
}

function tlsValue({ version, cipherSuite, protocol, hello, finished, alerts }: TlsFacts): unknown {
  return {
    version: version === null ? null : tlsVersionName(version),
    cipher: cipherSuite === null ? null : cipherSuiteName(cipherSuite),
    protocol: protocol?.slice(0, LONGEST_PROTOCOL) ?? null,
    handshake: finished === null ? null : nanosecondsBetween(hello, finished) / 1e9,
    alerts: alerts.map(alertWords),
  };
}

/** `client fatal unknown_ca`, `server encrypted`. */
function alertWords({ fromClient, level, description }: TlsAlert): string {
  const what = level === null || description === null
    ? "encrypted"
    : `${alertLevelName(level)} ${alertName(description) ?? description}`;
  return `${fromClient ? "client" : "server"} ${what}`;
}

function codesOf({ findings }: Flow, wanted: (certainty: FlowFinding["certainty"]) => boolean): readonly string[] {
  return findings.filter(({ certainty }) => wanted(certainty)).map(({ code }) => code);
}

function seconds(nanoseconds: number | null): number | null {
  return nanoseconds === null ? null : nanoseconds / 1e9;
}
