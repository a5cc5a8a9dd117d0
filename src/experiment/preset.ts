/**
 * The classic TCP experiments as data. Every number here is also an option of `tcplab echo` or `tcplab client`, so a
 * preset is a starting point, not a limit.
 */

/** What the server of an experiment does with each client. */
export interface ServerPreset {
  /** Bytes asked for with each read. */
  readonly buffer: number;
  /** Pause before each read, ms. */
  readonly delay: number;
  /** How often the upper-cased bytes are sent back. */
  readonly repeat: number;
  /** Reads and replies after which the server closes; `undefined`: it goes on to the client's end of stream. */
  readonly exchanges: number | undefined;
}

/** What the client of an experiment sends and reads. */
export interface ClientPreset {
  /** One after the other; each is sent `sends` times, then `reads` reads follow. */
  readonly messages: readonly string[];
  /** Copies of the message in one send. */
  readonly times: number;
  /** Sends in a row before anything is read. */
  readonly sends: number;
  readonly reads: number;
  /** Bytes asked for with each read. */
  readonly readSize: number;
}

/** The words in front of the values in a transcript. They end in the spaces that `print` put there. */
export interface TranscriptWords {
  readonly connection: string;
  readonly serverReceived: string;
  readonly clientReceived: string;
  /** Printed when the server has closed a connection, where the experiment's server says so. */
  readonly disconnected: string | undefined;
}

/** One experiment. */
export interface EchoPreset {
  readonly name: EchoVariant;
  /** What the experiment shows, one line. */
  readonly shows: string;
  readonly port: number;
  readonly server: ServerPreset;
  readonly client: ClientPreset;
  readonly words: TranscriptWords;
}

export const ECHO_VARIANTS = ["v0", "v1", "v2", "v3", "v4"] as const;

export type EchoVariant = typeof ECHO_VARIANTS[number];

/** `print("Connection from: ", address)` puts a second space behind the first. */
const PART_A_WORDS: TranscriptWords = {
  connection: "Connection from:  ",
  serverReceived: "Received:  ",
  clientReceived: "Server sent:  ",
  disconnected: "Client disconnected",
};

const WORDS: TranscriptWords = {
  connection: "New connection from: ",
  serverReceived: "received: ",
  clientReceived: "received data: ",
  disconnected: undefined,
};

/** What the later experiments vary. */
const PLAIN_SERVER: ServerPreset = { buffer: 1024, delay: 0, repeat: 1, exchanges: undefined };
const PLAIN_CLIENT: ClientPreset = { messages: ["Hello, World!"], times: 1, sends: 1, reads: 1, readSize: 1024 };

/** Every experiment, by its name. */
export const ECHO_PRESETS: Readonly<Record<EchoVariant, EchoPreset>> = {
  v0: {
    name: "v0",
    shows: "Two messages and two answers; the server closes first",
    port: 12345,
    server: { ...PLAIN_SERVER, buffer: 100, exchanges: 2 },
    client: {
      ...PLAIN_CLIENT,
      messages: ["Ada Lovelace, Charles Babbage, 1843", "123456789, 987654321"],
      readSize: 100,
    },
    words: PART_A_WORDS,
  },
  v1: {
    name: "v1",
    shows: "One message, one answer; the client closes first",
    port: 5050,
    server: PLAIN_SERVER,
    client: PLAIN_CLIENT,
    words: WORDS,
  },
  v2: {
    name: "v2",
    shows: "A buffer of 5 bytes: replies held back by Nagle's algorithm, then a reset",
    port: 5050,
    server: { ...PLAIN_SERVER, buffer: 5 },
    client: { ...PLAIN_CLIENT, messages: ["World! Hello, World!"] },
    words: WORDS,
  },
  v3: {
    name: "v3",
    shows: "An answer 1000 times as long, left unread: large segments, then a reset",
    port: 5050,
    server: { ...PLAIN_SERVER, repeat: 1000 },
    client: { ...PLAIN_CLIENT, reads: 2 },
    words: WORDS,
  },
  v4: {
    name: "v4",
    shows: "Four sends in a row to a server that sleeps 5 s before each read",
    port: 5050,
    server: { ...PLAIN_SERVER, delay: 5000 },
    client: { ...PLAIN_CLIENT, times: 10, sends: 4 },
    words: WORDS,
  },
};
