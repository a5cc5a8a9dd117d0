/**
 * What two programs do with a connection: pairs of scripts, of the kinds that captures are full of.
 */
import type { Random } from "../../random.ts";
import type { Program, Step } from "./program.ts";

const MS = 1e6;
const SECOND = 1e9;

export interface Pair {
  readonly client: Program;
  readonly server: Program;
}

const write = (bytes: number): Step => ({ do: "write", bytes });
const sleep = (time: number): Step => ({ do: "sleep", time });
const read = (bytes: number, { piece = 65536, pause = 0, patience = 0 } = {}): Step => ({
  do: "read",
  bytes,
  piece,
  pause,
  patience,
});
const readAll = (): Step => read(Infinity);
const CLOSE: Step = { do: "close" };
const SHUTDOWN: Step = { do: "shutdown" };

/** A time a program takes: mostly short, now and then a round number of seconds, as sleeps are. */
function thinks(random: Random): number {
  if (random.chance(0.5)) return random.unit() * 2 * MS;
  if (random.chance(0.3)) return random.int(1, 6) * SECOND;
  if (random.chance(0.3)) return random.pick([40, 100, 200, 500]) * MS;
  return random.unit() * 3 * SECOND;
}

type Kind = (random: Random) => { client: Step[]; server: Step[] };

/** Questions and answers, one after the other. */
const exchanges: Kind = (random) => {
  const client: Step[] = [];
  const server: Step[] = [];
  let [asked, answered] = [0, 0];
  for (let i = random.int(1, 6); i > 0; i--) {
    const ask = random.int(1, 800);
    const answer = random.pick([random.int(1, 400), random.int(400, 20_000), random.int(20_000, 90_000)]);
    client.push(write(ask), read(answered += answer));
    server.push(read(asked += ask), sleep(thinks(random)), write(answer));
    if (random.chance(0.4)) client.push(sleep(thinks(random)));
  }
  client.push(CLOSE);
  server.push(readAll(), CLOSE);
  return { client, server };
};

/** Head and body in two writes, and an answer to both. */
const twoWrites: Kind = (random) => {
  const client: Step[] = [];
  const server: Step[] = [];
  let [asked, answered] = [0, 0];
  for (let i = random.int(2, 8); i > 0; i--) {
    const [head, body, answer] = [random.int(10, 300), random.int(10, 1200), random.int(10, 500)];
    client.push(write(head), write(body), read(answered += answer));
    server.push(read(asked += head + body), write(answer));
  }
  client.push(CLOSE);
  server.push(readAll(), CLOSE);
  return { client, server };
};

/** The server sends a file and closes; the client reads it at its own pace. */
const download: Kind = (random) => {
  const ask = random.int(20, 300);
  const bytes = random.int(3_000, 400_000);
  const slow = random.chance(0.3);
  const pace = slow ? { piece: random.int(500, 20_000), pause: random.int(2, 400) * MS } : {};
  const server = [read(ask), sleep(thinks(random)), write(bytes), ...(random.chance(0.6) ? [] : [readAll()]), CLOSE];
  return { client: [write(ask), read(Infinity, pace), CLOSE], server };
};

const upload: Kind = (random) => {
  const bytes = random.int(3_000, 300_000);
  const pace = random.chance(0.3) ? { piece: random.int(500, 20_000), pause: random.int(2, 300) * MS } : {};
  const pieces = random.int(1, 5);
  const writes = Array.from({ length: pieces }, () => [write(Math.ceil(bytes / pieces)), sleep(thinks(random) / 4)])
    .flat();
  return {
    client: [...writes, SHUTDOWN, readAll(), CLOSE],
    server: [read(Infinity, pace), write(random.int(1, 300)), CLOSE],
  };
};

/** A sample at a fixed interval, that nobody answers. */
const telemetry: Kind = (random) => {
  const every = random.pick([20, 40, 50, 100, 200, 500, 1000]) * MS;
  const size = random.int(20, 200);
  const grows = random.chance(0.3);
  const client = Array.from({ length: random.int(5, 30) }, (_, i) => [write(grows ? size + i : size), sleep(every)])
    .flat();
  return { client: [...client, CLOSE], server: [readAll(), CLOSE] };
};

/** Keys, one by one, each echoed. */
const typing: Kind = (random) => {
  const count = random.int(3, 20);
  const client: Step[] = [];
  const server: Step[] = [];
  for (let i = 1; i <= count; i++) {
    client.push(write(1), sleep(random.int(30, 400) * MS));
    server.push(read(i), write(1));
  }
  return { client: [...client, CLOSE], server: [...server, readAll(), CLOSE] };
};

/** Reads five bytes at a time and answers each piece, as the echo experiments do; perhaps it closes too early. */
const echo: Kind = (random) => {
  const bytes = random.int(10, 60);
  const piece = random.int(3, 9);
  const server: Step[] = [];
  for (let had = piece; had <= bytes; had += piece) {
    server.push(read(had, { piece }), write(piece));
    if (random.chance(0.1)) server.push(sleep(thinks(random)));
  }
  const wanted = random.chance(0.5) ? bytes - bytes % piece : random.int(1, piece);
  return {
    client: [write(bytes), read(wanted), ...(random.chance(0.3) ? [sleep(thinks(random))] : []), CLOSE],
    server: random.chance(0.3) ? [...server.slice(0, random.int(2, 6)), CLOSE] : [...server, readAll(), CLOSE],
  };
};

/** The client does not wait for the whole answer. */
const cancelled: Kind = (random) => {
  const bytes = random.int(20_000, 400_000);
  const wanted = random.int(1, bytes);
  const last: Step = random.chance(0.1) ? { do: "abort" } : CLOSE;
  return { client: [write(100), read(wanted), last], server: [read(100), write(bytes), CLOSE] };
};

/** The client loses patience. */
const impatient: Kind = (random) => ({
  client: [
    write(random.int(20, 300)),
    read(1, { patience: random.int(1, 30) * SECOND }),
    random.chance(0.1) ? { do: "abort" } : CLOSE,
  ],
  server: [read(20), sleep(random.int(1, 45) * SECOND), write(random.int(10, 5_000)), CLOSE],
});

/** Nothing is said: a health check, a scan, a connection kept in reserve. */
const unused: Kind = (random) => {
  const waits = random.pick([0, random.unit() * SECOND, random.int(2, 60) * SECOND]);
  const last: Step = random.chance(0.1) ? { do: "abort" } : CLOSE;
  return random.chance(0.5)
    ? { client: [sleep(waits), last], server: [readAll(), CLOSE] }
    : { client: [readAll(), CLOSE], server: [read(1, { patience: Math.max(waits, MS) }), last] };
};

/** Long silence between two exchanges, or at the end. */
const idle: Kind = (random) => {
  const time = random.pick([random.int(5, 60), random.int(60, 900), random.int(900, 4_000)]) * SECOND;
  const again = [write(100), read(1000), CLOSE];
  return {
    client: [write(50), read(500), sleep(time), ...again],
    server: random.chance(0.4)
      ? [read(50), write(500), read(150, { patience: time * (0.5 + random.unit()) }), write(500), CLOSE]
      : [read(50), write(500), read(150), write(500), readAll(), CLOSE],
  };
};

/** One end vanishes without a word. */
const crash: Kind = (random) => {
  const rest: Step[] = [sleep(random.int(1, 20) * SECOND), write(200), read(900), CLOSE];
  return random.chance(0.5)
    ? { client: [write(50), read(500), { do: "crash" }], server: [read(50), write(500), ...rest] }
    : { client: [write(50), read(500), ...rest], server: [read(50), write(500), { do: "crash" }] };
};

/** The server closes with a part of the request unread. */
const unread: Kind = (random) => {
  const bytes = random.int(10, 20_000);
  return {
    client: [write(bytes), readAll(), CLOSE],
    server: [
      read(random.int(1, bytes)),
      ...(random.chance(0.5) ? [write(random.int(5, 500))] : []),
      sleep(thinks(random) / 8),
      CLOSE,
    ],
  };
};

const KINDS: readonly Kind[] = [
  exchanges,
  exchanges,
  exchanges,
  twoWrites,
  download,
  download,
  upload,
  telemetry,
  typing,
  echo,
  echo,
  cancelled,
  impatient,
  unused,
  idle,
  crash,
  unread,
];

/** A pair of programs that speak to each other, of a random kind. */
export function drawPrograms(random: Random): Pair {
  const { client, server } = random.pick(KINDS)(random);
  return { client: program(client, random), server: program(server, random) };
}

function program(steps: readonly Step[], random: Random): Program {
  const asks = random.chance(0.15);
  return {
    steps,
    nodelay: random.chance(0.3),
    keepAlive: asks ? random.pick([1, 5, 15, 60, 300]) * SECOND : 0,
    keepAliveEvery: random.int(1, 20) * SECOND,
    keepAliveCount: random.int(2, 9),
  };
}
