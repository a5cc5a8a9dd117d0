/** Every captured packet with a verdict of tshark 4.4 beside it: ours must be the same. */
import { assertEquals } from "@std/assert";
import { runExplain } from "../../../src/cli/commands/explain/run_explain.ts";
import { MemoryTerminal } from "../memory_terminal.ts";
import { explainFlags } from "../explain_flags.ts";

const CAPTURES = "../shared/captures";
const FOLDERS = ["report", "public", "synthetic"];
const LETTERS: Readonly<Record<string, string>> = {
  FIN: "F",
  SYN: "S",
  RST: "R",
  PSH: "P",
  ACK: "A",
  URG: "U",
  ECE: "E",
  CWR: "C",
};

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}

const present = exists(CAPTURES);

/** What tshark says of one packet, by column. */
type Row = Readonly<Record<string, string>>;

function rowsOf(tsv: string): Row[] {
  const [head, ...lines] = tsv.trimEnd().split("\n").map((line) => line.split("\t"));
  return lines.map((cells) => Object.fromEntries(head!.map((name, i) => [name, cells[i] ?? ""])));
}

/** One line of ndjson in tshark's columns; `flags` as the set of its letters. */
// deno-lint-ignore no-explicit-any -- the test reads what a program outside reads
function asRow(packet: any): Row {
  const { tcp } = packet;
  return {
    frame: String(packet.number),
    time_epoch: packet.time,
    src: packet.src,
    sport: String(tcp.srcPort),
    dport: String(tcp.dstPort),
    stream: String(tcp.stream),
    flags: tcp.flags.map((name: string) => LETTERS[name]).sort().join(""),
    seq_rel: String(tcp.seq),
    ack_rel: String(tcp.ack),
    len: String(tcp.len),
    win_scaled: String(tcp.window),
    completeness_final: String(packet.completeness),
    acks_frame: String(packet.acks ?? ""),
    bytes_in_flight: String(packet.bytesInFlight ?? ""),
    analysis_flags: packet.analysis.toSorted().join(","),
  };
}

function normal(row: Row): Row {
  return {
    ...row,
    // tshark shows reserved bits as R before the nine flags.
    flags: row["flags"]!.slice(3).replaceAll(/[^A-Z]/g, "").split("").sort().join(""),
    src: row["src"]!,
    analysis_flags: row["analysis_flags"]!.split(",").filter((name) => name !== "").sort().join(","),
  };
}

const verdicts = present ? [...Deno.readDirSync(`${CAPTURES}/expected`)].map(({ name }) => name).sort() : ["(absent)"];

for (const verdict of verdicts) {
  const name = verdict.replace(/\.tsv$/, "");
  const suffix = present ? "" : " (skipped: the captures are not here)";
  Deno.test({
    name: `explain agrees with tshark on every packet of ${name}${suffix}`,
    ignore: !present,
    async fn() {
      const path = FOLDERS.map((folder) => `${CAPTURES}/${folder}/${name}`).find(exists)!;
      const terminal = new MemoryTerminal();
      assertEquals(await runExplain(path, explainFlags({ format: "ndjson" }), terminal), 0, terminal.errors);
      const lines = terminal.printed.trimEnd().split("\n").map((line) => JSON.parse(line));
      const ours = lines.filter(({ tcp }) => tcp !== undefined).map(asRow);
      assertEquals(ours, rowsOf(await Deno.readTextFile(`${CAPTURES}/expected/${verdict}`)).map(normal));
    },
  });
}
