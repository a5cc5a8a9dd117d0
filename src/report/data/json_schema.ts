/**
 * What the machine formats of `explain` look like, as a JSON Schema (draft 2020-12): `--schema` prints it, and a test holds what is printed of
 * captures against it. Units: times since 1970 as text with nine decimals, lengths of time in seconds, sizes in bytes.
 */
import { CAUSES } from "../../diagnosis/terms/cause.ts";

type Schema = Readonly<Record<string, unknown>>;

const seconds: Schema = { type: "number", description: "seconds" };
const maybeSeconds: Schema = { type: ["number", "null"], description: "seconds; null where nothing was measured" };
const count: Schema = { type: "integer", minimum: 0 };
const bytes: Schema = { type: "integer", minimum: 0, description: "bytes" };
const text: Schema = { type: "string" };
const maybeText: Schema = { type: ["string", "null"] };
const moment: Schema = { type: ["string", "null"], pattern: "^-?\\d+\\.\\d{9}$", description: "seconds since 1970" };
const packetNumber: Schema = { type: "integer", minimum: 0, description: "a packet's number, from 1; 0 for none" };
const certainty: Schema = { enum: ["certain", "likely", "possible"] };
const list = (items: Schema): Schema => ({ type: "array", items });
const reference = (name: string): Schema => ({ $ref: `#/$defs/${name}` });
const either = (...schemas: readonly Schema[]): Schema => ({ anyOf: schemas });
const nothing: Schema = { type: "null" };

/** An object of these fields and no others; those in `optional` may be left out. */
function object(properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: "object", properties, required, additionalProperties: false };
}

const port: Schema = { type: "integer", minimum: 0, maximum: 65535 };

const packet = object({
  number: packetNumber,
  time: moment,
  linkType: count,
  length: bytes,
  capturedLength: bytes,
  src: { type: ["string", "null"] },
  dst: { type: ["string", "null"] },
  tcp: object({
    srcPort: port,
    dstPort: port,
    stream: count,
    flags: list({ enum: ["FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR", "AE"] }),
    seq: count,
    ack: count,
    seqRaw: count,
    ackRaw: count,
    len: bytes,
    window: bytes,
    windowRaw: count,
    options: list({ type: "object", properties: { kind: text }, required: ["kind"] }),
  }),
  icmp: object({
    type: count,
    code: count,
    mtu: { type: ["integer", "null"] },
    quotes: object({
      srcPort: { type: ["integer", "null"] },
      dstPort: { type: ["integer", "null"] },
      seqRaw: { type: ["integer", "null"] },
      stream: { type: ["integer", "null"] },
      packet: { type: ["integer", "null"] },
    }),
  }),
  analysis: list(text),
  acks: { type: ["integer", "null"] },
  rtt: maybeSeconds,
  bytesInFlight: { type: ["integer", "null"], description: "bytes" },
  completeness: { type: ["integer", "null"] },
  explanations: list(object({ code: text, certainty, text })),
  problem: object({ offset: count, reason: text }),
}, ["tcp", "icmp", "problem"]);

const finding = object({ code: text, certainty, packets: list(packetNumber), text, advice: text }, ["advice"]);
const story = object({ title: text, paragraphs: list(text) });
const endpoint = object({ address: text, port });

const direction = object({
  packets: count,
  bytes: { ...bytes, description: "bytes of data, each of the stream once" },
  bytesSentAgain: bytes,
  segments: count,
  copies: count,
  retransmissions: count,
  largestSegment: bytes,
  zeroWindows: count,
  outOfOrder: count,
  duplicateAcks: count,
  lostSegments: count,
  rttSamples: count,
  rttTotal: seconds,
  rttMinimum: maybeSeconds,
  rttMaximum: maybeSeconds,
  synPacket: packetNumber,
  finPacket: packetNumber,
  rstPacket: packetNumber,
});

/** A name that the server's address was an answer for. */
const name = object({
  name: text,
  asker: { type: "string", description: "the address that asked" },
  askedPacket: packetNumber,
  answeredPacket: packetNumber,
  askedBefore: {
    ...maybeSeconds,
    description: "seconds before the conversation; null where the question is not there",
  },
  answeredBefore: { type: "number", description: "seconds before the conversation" },
});

const end: Schema = { enum: ["client", "server"] };

/** A TLS handshake, as far as it is not encrypted; versions, cipher suites and alerts by their IANA names. */
const tls = object({
  helloFrom: { ...end, description: "who sent the ClientHello" },
  helloPacket: packetNumber,
  serverName: { ...maybeText, description: "server name indication" },
  offeredVersions: list(text),
  offeredProtocols: { ...list(text), description: "ALPN" },
  answerPacket: { ...packetNumber, description: "the ServerHello's packet; 0 for none" },
  plainAnswerPacket: { ...packetNumber, description: "where an answer that is no TLS begins; 0 for none" },
  version: maybeText,
  cipherSuite: maybeText,
  protocol: { ...maybeText, description: "ALPN; null where it is encrypted, as in TLS 1.3, or not chosen" },
  resumed: { type: "boolean", description: "an earlier session was taken up" },
  retried: { type: "boolean", description: "the server asked for another ClientHello" },
  finishedPacket: packetNumber,
  handshake: { ...maybeSeconds, description: "seconds from the ClientHello to finishedPacket" },
  roundTrips: count,
  alerts: list(object({
    from: end,
    packet: packetNumber,
    encrypted: { type: "boolean" },
    level: maybeText,
    description: maybeText,
    code: { type: ["integer", "null"] },
  })),
  alertCount: { ...count, description: "all alerts; the first four are listed" },
});

const conversation = object({
  stream: count,
  client: endpoint,
  server: endpoint,
  roles: { enum: ["syn", "syn-ack", "lower-port", "first-packet"] },
  completeness: count,
  start: moment,
  end: moment,
  duration: seconds,
  initialRtt: maybeSeconds,
  fromClient: reference("direction"),
  fromServer: reference("direction"),
  verdicts: { type: "object", additionalProperties: count },
  names: { ...list(reference("name")), description: "the likeliest first" },
  tls: either(reference("tls"), nothing),
  http2PrefacePacket: { ...packetNumber, description: "where HTTP/2 begins without TLS; 0 for nowhere" },
  findings: list(reference("finding")),
  story: either(story, nothing),
});

const spent: Schema = { type: "object", propertyNames: { enum: CAUSES }, additionalProperties: seconds };

const flow = object({
  schema: { const: 1 },
  capture: text,
  stream: count,
  communityId: { type: "string", pattern: "^1:[A-Za-z0-9+/]{27}=$" },
  start: moment,
  end: moment,
  duration: seconds,
  client: text,
  clientPort: port,
  server: text,
  serverPort: port,
  roles: { enum: ["syn", "syn-ack", "lower-port", "first-packet"] },
  clientPackets: count,
  clientBytes: bytes,
  clientBytesSentAgain: bytes,
  clientIpBytes: bytes,
  clientRetransmissions: count,
  serverPackets: count,
  serverBytes: bytes,
  serverBytesSentAgain: bytes,
  serverIpBytes: bytes,
  serverRetransmissions: count,
  initialRtt: maybeSeconds,
  rtt: maybeSeconds,
  leastRtt: maybeSeconds,
  history: text,
  connState: text,
  lost: seconds,
  cause: { enum: CAUSES },
  causeEnd: { enum: ["client", "server", null] },
  causeShare: { type: "number", minimum: 0, maximum: 1 },
  certainty,
  findings: list(text),
  possibleFindings: list(text),
  serverName: { ...maybeText, description: "the server's name, at most 64 characters of it" },
  lookup: { ...maybeSeconds, description: "seconds the client waited for the name of the address" },
  tls: either(
    object({
      version: maybeText,
      cipher: maybeText,
      protocol: { ...maybeText, description: "ALPN" },
      handshake: maybeSeconds,
      alerts: { ...list(text), description: "the first four: end, level and name" },
    }),
    nothing,
  ),
  budget: spent,
  clientBudget: spent,
  serverBudget: spent,
});

const document = object({
  capture: object({
    name: text,
    format: text,
    linkTypes: list(text),
    packets: count,
    tcpPackets: count,
    otherTraffic: list(object({
      name: { ...text, description: "what packets beside TCP are, by their evidence" },
      probable: { type: "boolean", description: "the evidence leaves room for something else" },
      packets: count,
      bytes,
    })),
    bytes,
    first: moment,
    last: moment,
    conversations: count,
    problem: either(object({ offset: count, reason: text }), nothing),
  }),
  packets: list(reference("packet")),
  conversations: list(reference("conversation")),
  findings: list(reference("finding")),
  summary: either(story, nothing),
});

/** The schema of the document of `--format json`; `packet` is a line of `ndjson`, `flow` one of `flows`. */
export const JSON_SCHEMA: Schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "tcplab explain",
  description:
    "--format json is the document itself, --format ndjson a $defs/packet a line, --format flows a $defs/flow a line",
  ...document,
  $defs: { packet, conversation, direction, finding, flow, name, tls },
};
