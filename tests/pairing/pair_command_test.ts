/** `tcplab pair` as users call it: formats, languages, files, and input that cannot be compared. */
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { Failure, UsageError } from "../../src/base/failure.ts";
import type { CaptureRecord } from "../../src/capture-file/capture_record.ts";
import { CaptureReader } from "../../src/capture-file/capture_reader.ts";
import { PcapngWriter } from "../../src/capture-file/pcapng_writer.ts";
import { type PairWishes, runPair } from "../../src/cli/commands/pair/run_pair.ts";
import { tablesOf } from "../../src/language/all_tables.ts";
import { LANGUAGES } from "../../src/language/language.ts";
import { textWidth } from "../../src/output/layout.ts";
import { CHANGE_CODES } from "../../src/pairing/terms/change.ts";
import { MemoryTerminal } from "../cli/memory_terminal.ts";
import { Random } from "../random.ts";
import { type RandomRun, randomRun } from "./play/random_run.ts";
import { spoil } from "./play/spoil.ts";

/** A run with NAT, losses and a clock that is off. */
const RUN = findRun((run) => run.changes.includes("nat") && run.offset === 1234.567);
const OTHER = findRun((run) => run.changes.length === 0);

function findRun(wanted: (run: RandomRun) => boolean): RandomRun {
  for (let seed = 1;; seed++) {
    const run = randomRun(seed);
    if (wanted(run)) return run;
  }
}

function fileOf(records: readonly CaptureRecord[]): Uint8Array {
  const writer = new PcapngWriter();
  const parts = [writer.header()];
  const ids = new Map<number, number>();
  for (const record of records) {
    let id = ids.get(record.linkType);
    if (id === undefined) {
      const made = writer.addInterface({ linkType: record.linkType });
      parts.push(made.block);
      ids.set(record.linkType, id = made.id);
    }
    parts.push(writer.packet(record, { interfaceId: id }));
  }
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

interface Called {
  readonly out: string;
  readonly err: string;
}

/** Runs the command on two captures in a folder of their own. */
async function call(
  a: readonly CaptureRecord[],
  b: readonly CaptureRecord[],
  { terminal = new MemoryTerminal({ columns: 80 }), ...flags }: Partial<PairWishes> & { terminal?: MemoryTerminal } =
    {},
  look: (folder: string) => Promise<void> = () => Promise.resolve(),
): Promise<Called> {
  const folder = await Deno.makeTempDir();
  try {
    const paths = { a: join(folder, "a.pcapng"), b: join(folder, "b.pcapng") };
    await Deno.writeFile(paths.a, fileOf(a));
    await Deno.writeFile(paths.b, fileOf(b));
    const inFolder = (name: string | undefined) => name === undefined ? undefined : join(folder, name);
    const wishes: PairWishes = {
      ...{ format: "text", lang: "en", top: 10, width: undefined, prints: true, ...flags },
      html: inFolder(flags.html),
      pcapng: inFolder(flags.pcapng),
    };
    assertEquals(await runPair(paths, wishes, terminal), 0);
    await look(folder);
    return { out: terminal.printed, err: terminal.errors };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("every language has a sentence for every change", () => {
  for (const language of LANGUAGES) {
    const { pair } = tablesOf(language);
    assertEquals(CHANGE_CODES.filter((code) => pair.changes[code] === undefined), [], language);
  }
});

Deno.test("text fits into the columns", async () => {
  for (const lang of LANGUAGES) {
    for (const width of [40, 80, 120]) {
      const { out } = await call(RUN.client.records, RUN.server.records, { lang, width });
      for (const line of out.split("\n")) {
        assert(textWidth(line) <= width || line.includes("pcapng"), `${width}: ${line}`);
      }
    }
  }
});

Deno.test("one packet was lost, several were, and on which way", () => {
  const { lost } = tablesOf("en").pair;
  const told = ([fromClient, fromServer]: [string, string], count: string): string =>
    lost(count, "29", { fromClient, fromServer });
  assertEquals(told(["0", "1"], "1"), "1 of 29 packets was lost between them, on the way from server to client.");
  assertEquals(told(["4", "0"], "4"), "4 of 29 packets were lost between them, on the way from client to server.");
  assertEquals(
    told(["4", "1"], "5"),
    "5 of 29 packets were lost between them: 4 from client to server, 1 from server to client.",
  );
});

Deno.test("addresses of both ends that are translated are told together", async () => {
  const moved = RUN.server.records.map((record) => {
    const copy = Object.assign(Object.create(Object.getPrototypeOf(record)), record, { bytes: record.bytes.slice() });
    translate(copy.bytes, copy.linkType === 1 ? (copy.bytes[12] === 0x81 ? 18 : 14) : 0);
    return copy;
  });
  const { out } = await call(RUN.client.records, moved, { format: "json" });
  const { conversations: [only] } = JSON.parse(out);
  const [nat] = only.changes.filter(({ code }: { code: string }) => code === "nat");
  assertEquals(nat.text.includes(only.client) && nat.text.includes(only.server), true);
  assertStringIncludes(nat.text, "192.168.9.9:5050");
});

/** Writes another address in the place of the server's; both checksums are moved by what the sum of the words is (RFC 1624). */
function translate(bytes: Uint8Array, start: number): void {
  if (bytes[start]! >> 4 !== 4) return;
  const [from, to] = [[10, 0, 2, 15], [192, 168, 9, 9]];
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (const at of [start + 12, start + 16]) {
    if (!from.every((byte, index) => bytes[at + index] === byte)) continue;
    for (const [index, byte] of to.entries()) bytes[at + index] = byte;
    const moved = [0, 2].reduce((sum, i) => sum + ((to[i]! << 8) | to[i + 1]!) - ((from[i]! << 8) | from[i + 1]!), 0);
    for (const sum of [start + 10, start + 36]) {
      const field = 0xffff - view.getUint16(sum) + moved + 0xffff;
      view.setUint16(sum, 0xffff - ((field & 0xffff) + (field >> 16)));
    }
  }
}

Deno.test("JSON is the contract", async () => {
  const { out } = await call(RUN.client.records, RUN.server.records, { format: "json" });
  const document = JSON.parse(out);
  assertEquals(Object.keys(document), ["related", "clock", "changes", "conversations", "datagrams", "alone"]);
  assertEquals(Object.keys(document.clock), ["offset", "error", "skewPpm", "steps"]);
  assertEquals(Object.keys(document.changes[0]), ["code", "text"]);
  const [conversation] = document.conversations;
  assertEquals(Object.keys(conversation), ["client", "server", "changes", "clientToServer", "serverToClient"]);
  assertEquals(Object.keys(conversation.clientToServer), [
    ...["sent", "arrived", "lost", "undecided", "duplicated", "reordered", "notCapturedA", "notCapturedB", "delay"],
  ]);
  assertEquals(Object.keys(conversation.clientToServer.delay), ["min", "median", "max"]);
  assert(Math.abs(document.clock.offset - 1234.567) < 0.5);
});

Deno.test("swapped captures: said, and counted from the side of each sender", async () => {
  const straight = JSON.parse((await call(RUN.client.records, RUN.server.records, { format: "json" })).out);
  const { out, err } = await call(RUN.server.records, RUN.client.records, { format: "json" });
  const [one, other] = [straight.conversations[0], JSON.parse(out).conversations[0]];
  assertStringIncludes(err, "nearer to the server");
  for (const direction of ["clientToServer", "serverToClient"]) {
    assertEquals(other[direction].lost, one[direction].lost, direction);
    assertEquals(other[direction].sent, one[direction].sent, direction);
  }
});

Deno.test("the same capture, captures without a packet in common, the same one at another time: one line each", async () => {
  const same = await call(RUN.client.records, RUN.client.records);
  assertEquals(same.out, "A and B are the same capture: the same packets at the same times.\n");
  const terminal = new MemoryTerminal({ columns: 80 });
  const called = (format: "text" | "json") =>
    assertRejects(
      () => call(RUN.client.records, OTHER.server.records, { format, terminal }),
      Failure,
      "nothing in common: no packet of one is in the other",
    );
  await called("text");
  assertEquals(terminal.printed, "");
  await called("json");
  assertEquals(JSON.parse(terminal.printed), {
    ...{ related: false, clock: null, changes: [], conversations: [] },
    ...{ datagrams: [], alone: [] },
  });
});

Deno.test("an empty capture and two standard inputs are refused in one line", async () => {
  await assertRejects(() => call(RUN.client.records, []), Failure, "it holds no packets");
  const wishes = { format: "text", lang: "en", top: 10, width: undefined, html: undefined, pcapng: undefined } as const;
  const paths = { a: "-", b: "-" };
  await assertRejects(() => runPair(paths, { ...wishes, prints: true }, new MemoryTerminal()), UsageError);
});

Deno.test("captures of one direction only are compared in it", async () => {
  const random = new Random(1);
  const oneWay = spoil(RUN.server.packets.filter(({ from }) => from === "client"), {}, random);
  const { out } = await call(RUN.client.records, oneWay.records, { format: "json" });
  const [{ clientToServer, serverToClient }] = JSON.parse(out).conversations;
  const lost = RUN.client.packets.flatMap(({ from, arrived }, at) => from === "client" && !arrived() ? [at + 1] : []);
  assertEquals(clientToServer.lost, lost);
  assertEquals([serverToClient.lost, serverToClient.undecided], [[], []]);
});

Deno.test("captures that begin later and end earlier: what they could not see is not lost", async () => {
  const times = RUN.server.packets.map(({ time }) => time);
  const [from, until] = [times[Math.floor(times.length / 4)]!, times[Math.floor(times.length * 3 / 4)]!];
  const part = spoil(RUN.server.packets, { from, until }, new Random(1));
  const { out } = await call(RUN.client.records, part.records, { format: "json" });
  const [{ clientToServer }] = JSON.parse(out).conversations;
  for (const number of clientToServer.lost) assertEquals(RUN.client.packets[number - 1]!.arrived(), false, `${number}`);
});

Deno.test("the page holds a cross for each lost packet, and nothing from elsewhere", async () => {
  for (const lang of LANGUAGES) {
    await call(RUN.client.records, RUN.server.records, { html: "page.html", prints: false, lang }, async (folder) => {
      const page = await Deno.readTextFile(join(folder, "page.html"));
      const { out } = await call(RUN.client.records, RUN.server.records, { format: "json" });
      const [{ clientToServer, serverToClient }] = JSON.parse(out).conversations;
      const lost = clientToServer.lost.length + serverToClient.lost.length;
      assertEquals(page.match(/<g class="lost">/g)?.length ?? 0, lost);
      assertEquals(/(src|href)="(?!data:)/.test(page), false);
    });
  }
});

Deno.test("the merged capture holds both, in the order of one clock, and says what was lost", async () => {
  await call(RUN.client.records, RUN.server.records, { pcapng: "both.pcapng", prints: false }, async (folder) => {
    const reader = new CaptureReader();
    reader.push(await Deno.readFile(join(folder, "both.pcapng")));
    reader.end();
    let [last, lost] = [-Infinity, 0];
    const names: Record<string, number> = {};
    for (let record = reader.next(); record !== null; record = reader.next()) {
      const time = record.seconds - 1_606_500_000 + record.nanoseconds / 1e9;
      assert(time >= last, "times do not go back");
      last = time;
      names[record.interfaceName] = (names[record.interfaceName] ?? 0) + 1;
      if (record.comments.includes("lost")) lost++;
    }
    assertEquals(names, { A: RUN.client.records.length, B: RUN.server.records.length });
    const truth = [...RUN.client.packets, ...RUN.server.packets].filter(({ arrived }) => !arrived()).length;
    assertEquals(lost, truth);
  });
});
