/**
 * The flows of many captures in ClickHouse: two servers, one table over both, ten questions, each held against one process
 * that looks at every flow. The SQL is that of docs/scale.md.
 *
 *     deno task scale:clickhouse [CAPTURE|FOLDER]...
 *
 * Prints how fast flows come in, and a row a question. Exit 1 where an answer differs.
 */
import { fromFileUrl } from "@std/path";
import { captureFiles } from "../../src/reading/feeds/capture_files.ts";
import { ClickHouseServers } from "./clickhouse_servers.ts";
import { documented } from "./documented.ts";
import { type Answer, type FlowRecord, QUESTIONS } from "./questions.ts";

const MAIN = fromFileUrl(new URL("../../main.ts", import.meta.url));
const CAPTURES = fromFileUrl(new URL("../captures", import.meta.url));
/** tcplab processes at a time. */
const AT_A_TIME = 2;
/** Rows of the table that tells how fast rows come in. */
const MANY = 100_000;
const INSERT = "(line) FORMAT TabSeparated";

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

/** Lines as ClickHouse's TabSeparated wants them. */
function asRows(lines: string): ReadableStream<Uint8Array> {
  return new Blob([lines.replaceAll("\\", "\\\\")]).stream();
}

async function flowsOf(path: string): Promise<string> {
  const args = ["run", "-A", "--no-check", MAIN, "explain", path, "--format", "flows"];
  const { stdout } = await new Deno.Command(Deno.execPath(), { args, stdin: "null", stderr: "null" }).output();
  return new TextDecoder().decode(stdout);
}

/** Has tcplab processes load captures by turns into both shards' sides of the table; gives all lines. */
async function load(servers: ClickHouseServers, paths: readonly string[]): Promise<string> {
  const waiting = [...paths.entries()];
  const lines: string[] = [];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, path] = next;
      const text = await flowsOf(path);
      lines.push(text);
      if (text !== "") await servers.ask(index, `INSERT INTO flows ${INSERT}`, asRows(text));
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  return lines.join("");
}

/** The same rows again and again in a table of their own; gives rows a second. */
async function rowsPerSecond(servers: ClickHouseServers, lines: string, tables: readonly string[]): Promise<number> {
  const here = tables[0]!.replace("flows_here", "many_here");
  const over = tables[1]!.replaceAll("flows_here", "many_here").replace("TABLE flows", "TABLE many");
  for (const shard of servers.ports.keys()) await servers.ask(shard, here);
  await servers.ask(0, over);
  const rows = lines.split("\n").length - 1;
  const text = lines.repeat(Math.ceil(MANY / rows));
  const begin = performance.now();
  await servers.ask(0, `INSERT INTO many ${INSERT}`, asRows(text));
  const seconds = (performance.now() - begin) / 1000;
  return Number(await servers.ask(0, "SELECT count() FROM many")) / seconds;
}

/** Values alike, but for the last place that seconds are rounded to. */
function isSame(one: Answer, other: Answer): boolean {
  const same = (a: string | number, b: string | number | undefined): boolean =>
    a === b || (typeof a === "number" && typeof b === "number" && Math.abs(a - b) < 2e-6);
  return one.length === other.length && one.every((row, i) => row.every((value, j) => same(value, other[i]?.[j])));
}

const paths = await captureFiles(Deno.args.length > 0 ? Deno.args : [CAPTURES]);
const { table, questions } = await documented("ClickHouse");
const tables = table.split(/;\n/);
await using servers = await ClickHouseServers.start().catch((error) => {
  say(error instanceof Deno.errors.NotFound ? "clickhouse-server is needed, and not installed" : String(error));
  Deno.exit(1);
});
for (const shard of servers.ports.keys()) {
  for (const statement of tables) await servers.ask(shard, statement);
}
const begin = performance.now();
const lines = await load(servers, paths);
const seconds = (performance.now() - begin) / 1000;
const flows: FlowRecord[] = lines.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
say(`${paths.length} captures, ${flows.length} flows, ${Math.round(lines.length / flows.length)} bytes a flow`);
say(`${Math.round(paths.length * 3600 / seconds)} captures an hour, by ${AT_A_TIME} processes at a time`);
for (const shard of servers.ports.keys()) {
  say(`shard ${shard}: ${(await servers.ask(shard, "SELECT count() FROM flows_here")).trim()} flows`);
}
let different = 0;
for (const { key, answer } of QUESTIONS) {
  const expected = answer(flows);
  const { data } = JSON.parse(await servers.ask(1, `${questions.get(key)} FORMAT JSONCompact`));
  const got: Answer = data.map((row: unknown[]) =>
    row.map((value, i) => typeof expected[0]?.[i] === "number" ? Number(value) : value)
  );
  const same = isSame(expected, got);
  if (!same) different++;
  say(`${same ? "same     " : "DIFFERENT"} ${key}: ${JSON.stringify(same ? got[0] ?? [] : { expected, got })}`);
}
say(`${Math.round(await rowsPerSecond(servers, lines, tables))} rows a second into both shards`);
say(`${QUESTIONS.length} questions, ${different} answered otherwise`);
if (different > 0) Deno.exitCode = 1;
