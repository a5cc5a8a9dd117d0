/**
 * What may be in a scenario file, as a JSON Schema (draft 2020-12). The reader checks files against this very value, so
 * the schema that `tcplab lab --schema` prints is the truth.
 */
import { FAULT_ACTIONS } from "../wire/fault.ts";
import { PACKET_KINDS } from "../wire/segment_view.ts";

/** The part of JSON Schema that this schema uses and `schema_check.ts` understands. */
export interface Schema {
  readonly type?: "object" | "array" | "string" | "number" | "integer" | "boolean";
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly enum?: readonly (string | number)[];
  readonly const?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  /** Exactly one fits: told apart by the property that is constant in each. */
  readonly oneOf?: readonly Schema[];
  /** Of different types: told apart by it. */
  readonly anyOf?: readonly Schema[];
  /** `#/$defs/NAME`: a definition of the whole schema, for what holds its own kind. */
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  /** Whole values that fit: for readers. */
  readonly examples?: readonly unknown[];
}

const PORT: Schema = { type: "integer", minimum: 1, maximum: 65_535 };
const MILLISECONDS: Schema = { type: "number", minimum: 0, maximum: 600_000 };
const SHARE: Schema = { type: "number", minimum: 0, maximum: 1 };
const END: Schema = { type: "string", enum: ["client", "server"] };

type Properties = Readonly<Record<string, Schema>>;

function object(properties: Properties, required: readonly string[], description?: string): Schema {
  return {
    type: "object",
    ...(description === undefined ? {} : { description }),
    properties,
    required,
    additionalProperties: false,
  };
}

function step(
  name: string,
  description: string,
  properties: Properties = {},
  required: readonly string[] = [],
): Schema {
  return object({ do: { const: name }, ...properties }, ["do", ...required], description);
}

const BYTES: Schema = { type: "integer", minimum: 1, maximum: 100_000_000 };
const TIMES: Schema = { type: "integer", minimum: 1, maximum: 10_000 };
const SENDING: Properties = { times: TIMES, every: MILLISECONDS };
const NOTE: Schema = { type: "string", minLength: 1 };
const SIZE: Schema = { type: "integer", minimum: 1, maximum: 1_000_000 };
const FLAG: Schema = { type: "boolean" };
/** What a step calls the socket that it opens, and which one a step is about. */
const AS: Properties = { as: { ...NOTE, description: "The socket's name, where a script has more than one" } };
const ON: Properties = { on: { ...NOTE, description: "The name of the socket" } };
const STEPS: Schema = { type: "array", items: { $ref: "#/$defs/step" } };

const OPTIONS = object(
  {
    "receive-buffer": { ...BYTES, description: "SO_RCVBUF, bytes" },
    "send-buffer": { ...BYTES, description: "SO_SNDBUF, bytes" },
    "linger": { type: "integer", minimum: 0, maximum: 3600, description: "SO_LINGER, seconds; 0: close sends RST" },
    "no-delay": { ...FLAG, description: "TCP_NODELAY: Nagle's algorithm off" },
    "cork": { ...FLAG, description: "TCP_CORK: full segments only" },
    "quick-ack": { ...FLAG, description: "TCP_QUICKACK: no delayed ACKs, for now" },
    "keep-alive": { ...FLAG, description: "SO_KEEPALIVE" },
    "user-timeout": { type: "integer", minimum: 0, maximum: 86_400_000, description: "TCP_USER_TIMEOUT, ms" },
    "max-segment": { type: "integer", minimum: 88, maximum: 32_767, description: "TCP_MAXSEG, bytes" },
    "window-clamp": { ...BYTES, description: "TCP_WINDOW_CLAMP, bytes" },
    "congestion": { ...NOTE, description: "TCP_CONGESTION: reno, cubic ..." },
    "fast-open": {
      type: "integer",
      minimum: 0,
      maximum: 1000,
      description: "TCP Fast Open: 1 on connect, a queue on listen",
    },
  },
  [],
  "Options of a socket",
);

const STEP_KINDS: readonly Schema[] = [
  step("listen", "Listens on a port; the other host starts then", {
    port: PORT,
    backlog: { type: "integer", minimum: 0, maximum: 4096, description: "Connections that may wait to be accepted" },
    options: OPTIONS,
  }, ["port"]),
  step("accept", "Takes the next connection", AS),
  step("connect", "Connects to the other host; from fixes the local port", {
    port: PORT,
    from: PORT,
    options: OPTIONS,
    ...AS,
  }, ["port"]),
  step("send", "Sends a text, or so many bytes of a pattern", { text: NOTE, bytes: BYTES, ...SENDING, ...ON }),
  step("receive", "Reads so many bytes, size at most at a time", {
    bytes: BYTES,
    size: SIZE,
    every: MILLISECONDS,
    ...ON,
  }, ["bytes"]),
  step("receive-until", "Reads until what was read ends with a text", { text: NOTE, ...ON }, ["text"]),
  step("receive-all", "Reads to the end of the stream, size bytes at most at a time", {
    size: SIZE,
    every: MILLISECONDS,
    ...ON,
  }),
  step("wait", "Does nothing for a time", { ms: MILLISECONDS }, ["ms"]),
  step("await-packet", "Waits until the wire has seen the nth packet of a kind from one end", {
    from: END,
    kind: { type: "string", enum: PACKET_KINDS },
    nth: { type: "integer", minimum: 1 },
  }, ["from", "kind", "nth"]),
  step("tell", "Tells the other host something, past the wire", { what: NOTE }, ["what"]),
  step("await", "Waits until the other host tells it", { what: NOTE }, ["what"]),
  step("set", "Sets options of a connection", { options: OPTIONS, ...ON }, ["options"]),
  step("keep-alive", "Switches SO_KEEPALIVE on", ON),
  step("no-delay", "Switches Nagle's algorithm off", ON),
  step("close-write", "Closes the sending side", ON),
  step("close", "Closes the connection", ON),
  step("stop-listening", "Closes the socket that listens; connections that wait there are reset"),
  step("open-udp", "Opens a UDP socket, on a port, or for the other host's port to", { port: PORT, to: PORT, ...AS }),
  step("receive-datagram", "Takes the next datagrams", { times: TIMES, ...ON }),
  step("repeat", "Plays steps so often; {n} in their names and texts is the round, from 1", {
    times: TIMES,
    steps: STEPS,
  }, ["times", "steps"]),
  step("together", "Plays all parts at the same time", { parts: { type: "array", items: STEPS } }, ["parts"]),
];

const VARIANT: Schema = { type: "string", enum: ["v0", "v1", "v2", "v3", "v4"] };
const THINKS: Schema = { type: "array", items: MILLISECONDS, description: "Pause after each thing received, ms" };

const PROGRAM: Schema = {
  oneOf: [
    object({ program: { const: "echo-server" }, variant: VARIANT, thinks: THINKS }, ["program", "variant"]),
    object({ program: { const: "echo-client" }, variant: VARIANT, thinks: THINKS }, ["program", "variant"]),
    object({ program: { const: "http-server" }, port: PORT }, ["program", "port"], "The classic server and its site"),
    object({ program: { const: "browser" }, port: PORT, path: NOTE }, ["program", "port", "path"]),
    object(
      { program: { const: "command" }, command: NOTE, ready: MILLISECONDS },
      ["program", "command"],
      "A command line of one's own; ready: of a server, start the client after so many ms, listening or not",
    ),
    object({ program: { const: "script" }, steps: STEPS }, ["program", "steps"]),
  ],
};

const FAULT = object(
  {
    action: { type: "string", enum: FAULT_ACTIONS },
    from: END,
    kind: { type: "string", enum: PACKET_KINDS, description: "any where it is left out" },
    nth: { type: "integer", minimum: 1, description: "Which packet of that kind and direction, from 1" },
    count: { type: "integer", minimum: 1, description: "How many from there on" },
    behind: { type: "integer", minimum: 1, description: "For hold: how many packets go first" },
  },
  ["action", "from", "nth"],
);

/** A number for both directions, or a text as the command line has it, which may be one for each: `5ms/40ms`. */
function eachWay(number: Schema, description: string): Schema {
  return { description, anyOf: [number, { type: "string", minLength: 1 }] };
}

const DELAY: Schema = { ...MILLISECONDS, maximum: 60_000 };
const RATE: Schema = { type: "number", minimum: 1000 };
const TEXT: Schema = { type: "string", minLength: 1 };

/** What a direction is like. */
const ROAD: Properties = {
  delay: eachWay(DELAY, "One way, ms; or a text such as 5ms/40ms: client to server / server to client"),
  jitter: eachWay(DELAY, "Up to this much more, by chance, ms"),
  loss: eachWay(SHARE, "Share of the packets from 0 to 1; or a text such as 2% or 0/2%"),
  burstLoss: { ...TEXT, description: "Losses in bursts: 2%:5, or p=1%,r=20%,bad=100%,good=0%" },
  reorder: eachWay(SHARE, "Share that the next one overtakes"),
  duplicate: eachWay(SHARE, "Share that arrives twice"),
  corrupt: eachWay(SHARE, "Share in which a bit is flipped"),
  rate: eachWay(RATE, "Bits per second; or a text such as 10mbit/1mbit"),
};

const CHANGE = object(
  {
    after: { type: "number", minimum: 0, maximum: 86_400, description: "Seconds after the first packet" },
    down: eachWay({ type: "number", minimum: 0, maximum: 86_400 }, "The link is down for so long, s"),
    ...ROAD,
  },
  [],
  "Without after it comes together with the one before",
);

const LINK = object(
  {
    ...ROAD,
    queue: {
      description: "What may wait for a slow line: packets; or a text such as 64k or unlimited",
      anyOf: [{ type: "integer", minimum: 1 }, TEXT],
    },
    queueKind: { ...TEXT, description: "tail, codel or red" },
    ecn: { type: "boolean", description: "The queue marks packets instead of dropping them" },
    mtu: { type: "integer", minimum: 576, maximum: 65_535 },
    offload: { type: "boolean" },
    seed: { type: "integer", minimum: 0 },
    faults: { type: "array", items: FAULT },
    at: { type: "array", items: CHANGE, description: "What changes in time" },
    boxes: {
      type: "array",
      items: TEXT,
      description: "Boxes in the middle, from client to server: nat, mss=1200, mtu=1400:silent, ...",
    },
  },
  [],
  "What differs from a good link",
);

/** Settings under /proc/sys/net/ipv4 of a host of its own: only TCP's. */
const SETTINGS: Schema = {
  type: "object",
  additionalProperties: { type: "string" },
  description: "Kernel settings by name, such as tcp_sack: 0",
};

/** A whole scenario: a request is lost, its answer comes late. */
const EXAMPLE = {
  name: "lost-request",
  title: "The request is lost once",
  teaches: "The client's only segment is lost; after a timeout its kernel sends it again.",
  server: {
    program: "script",
    steps: [
      { do: "listen", port: 7000 },
      { do: "accept" },
      { do: "receive", bytes: 4 },
      { do: "send", text: "pong" },
      { do: "receive-all" },
      { do: "close" },
    ],
  },
  client: {
    program: "script",
    steps: [
      { do: "connect", port: 7000 },
      { do: "send", text: "ping" },
      { do: "receive", bytes: 4 },
      { do: "close" },
    ],
  },
  link: { delay: 20, faults: [{ action: "drop", from: "client", kind: "data", nth: 1 }] },
  expect: [["C SYN", "S SYN,ACK", "C ACK", "C 4 lost", "C 4 after 150ms", "S ACK ?", "S 4", "...", "C FIN,ACK", "..."]],
  next: [{ line: "tcplab lab lost-fin", why: "a FIN that is lost" }],
};

export const SCENARIO_SCHEMA: Schema & { readonly $schema: string; readonly title: string } = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "A scenario of tcplab lab",
  examples: [EXAMPLE],
  $defs: { step: { oneOf: STEP_KINDS } },
  ...object(
    {
      $schema: { type: "string" },
      name: NOTE,
      title: NOTE,
      teaches: { type: "string" },
      server: PROGRAM,
      client: PROGRAM,
      link: LINK,
      settings: object({ client: SETTINGS, server: SETTINGS }, []),
      steady: {
        type: "boolean",
        description:
          "No retransmission timeout is part of it: kernels wait a second before they take anything for lost",
      },
      ipv6: { type: "boolean", description: "The hosts use IPv6: scripts and own programs" },
      expect: {
        type: "array",
        items: { type: "array", items: NOTE },
        description: "The packets of each conversation, one text a packet: C SYN, S SYN,ACK, C 20, C ACK ?, ...",
      },
      next: { type: "array", items: object({ line: NOTE, why: NOTE }, ["line", "why"]) },
    },
    ["server", "client"],
  ),
};
