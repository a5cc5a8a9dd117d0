/**
 * Filters packets of many kinds, over every link type, with each filter expression of the tests, and asks tcpdump for the same.
 * Prints a table: how many packets each keeps, and whether they are the same ones. `--write FILE` writes the numbers down that the
 * tests expect.
 *
 *     deno run -A tests/fuzz/filters_beside_tcpdump.ts [--write FILE]
 */
import { pcapHeader, pcapRecord } from "../../src/capture-file/pcap_writer.ts";
import { CaptureReader } from "../../src/capture-file/capture_reader.ts";
import { concatenate } from "../../src/base/concatenate.ts";
import { FilterSyntaxError } from "../../src/capture-filter/language/filter_syntax_error.ts";
import { expressionsFor } from "../capture-filter/expressions.ts";
import { keptBy } from "../capture-filter/keeping.ts";
import { LINK_TYPES, type LinkPacket, linkPackets } from "../capture-filter/mixed_packets.ts";

const PACKETS = 600;

/** A capture whose packets have their places as times. */
function captureOf(linkType: number, packets: readonly LinkPacket[]): Uint8Array {
  const records = packets.map(({ bytes, length }, place) =>
    pcapRecord({ seconds: place, nanoseconds: 0, length, data: bytes }, "us")
  );
  return concatenate([pcapHeader(linkType, "us"), ...records]);
}

/** The places that tcpdump keeps, or its error. */
async function askTcpdump(path: string, expression: string, options: readonly string[]): Promise<number[] | string> {
  const args = [...options, "-r", path, "-w", "-", "--", ...(expression === "" ? [] : [expression])];
  const { code, stdout, stderr } = await new Deno.Command("tcpdump", { args }).output();
  if (code !== 0) return new TextDecoder().decode(stderr).trim().split("\n").at(-1) ?? "";
  const reader = new CaptureReader();
  reader.push(stdout);
  reader.end();
  const places: number[] = [];
  for (let record = reader.next(); record !== null; record = reader.next()) places.push(record.seconds);
  return places;
}

function ask(expression: string, linkType: number, packets: readonly LinkPacket[]): number[] | string {
  try {
    return keptBy(expression, linkType, packets);
  } catch (error) {
    if (error instanceof FilterSyntaxError) return error.message;
    throw error;
  }
}

async function compareLink(linkType: number, folder: string): Promise<{ rows: string[]; different: number }> {
  const packets = linkPackets(linkType, PACKETS);
  const path = `${folder}/${linkType}.pcap`;
  await Deno.writeFile(path, captureOf(linkType, packets));
  const rows: string[] = [];
  let different = 0;
  for (const expression of expressionsFor(linkType)) {
    const ours = ask(expression, linkType, packets);
    let theirs = await askTcpdump(path, expression, []);
    let verdict = "same";
    if (!isSame(ours, theirs)) {
      // Its optimizer moves loads: of a packet that the capture cut it may then decide before it reads beyond the end.
      theirs = await askTcpdump(path, expression, ["-O"]);
      verdict = isSame(ours, theirs) ? "same without its optimizer" : "DIFFERENT";
    }
    if (verdict === "DIFFERENT") different++;
    const show = (result: number[] | string) =>
      typeof result === "string" ? `refused (${result})` : String(result.length);
    say(`| ${linkType} | \`${expression}\` | ${show(ours)} | ${show(theirs)} | ${verdict} |`);
    const sum = typeof theirs === "string" ? "refused" : `${theirs.length} ${theirs.reduce((a, b) => a + b, 0)}`;
    rows.push(`${linkType}\t${expression}\t${sum}`);
  }
  return { rows, different };
}

function isSame(ours: number[] | string, theirs: number[] | string): boolean {
  return (typeof ours === "string" && typeof theirs === "string") || JSON.stringify(ours) === JSON.stringify(theirs);
}

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(line + "\n"));
}

const folder = await Deno.makeTempDir();
try {
  say("| link type | expression | kept | tcpdump | |\n|---|---|---|---|---|");
  const rows: string[] = [];
  let different = 0;
  for (const linkType of LINK_TYPES) {
    const found = await compareLink(linkType, folder);
    rows.push(...found.rows);
    different += found.different;
  }
  say(`\n${rows.length} questions, ${different} answered differently`);
  if (Deno.args[0] === "--write") await Deno.writeTextFile(Deno.args[1]!, rows.join("\n") + "\n");
  Deno.exitCode = different > 0 ? 1 : 0;
} finally {
  await Deno.remove(folder, { recursive: true });
}
