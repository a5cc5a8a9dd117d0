import { assert, assertEquals } from "@std/assert";
import { Analyser } from "../../src/analysis/analyser.ts";
import { openCapture } from "../../src/capture-file/capture_input.ts";
import { records } from "../capture-file/records.ts";
import { sourceAddress } from "../../src/packet/address.ts";
import { dissect } from "../../src/packet/dissect.ts";
import { flagNames } from "../../src/packet/flags.ts";
import { Packet } from "../../src/packet/packet.ts";
import { verdictsOf } from "./trace.ts";

const folder = "../shared/captures";
const verdictFiles = exists(`${folder}/expected`)
  ? [...Deno.readDirSync(`${folder}/expected`)].map((entry) => entry.name)
  : [];

Deno.test({
  name: `analyse() agrees with tshark on every packet of the captures in ${folder} (skipped where they are absent)`,
  ignore: verdictFiles.length === 0,
  fn: async () => {
    for (const file of verdictFiles) {
      const capture = file.replace(/\.tsv$/, "");
      const path = ["public", "report", "synthetic"].map((kind) => `${folder}/${kind}/${capture}`).find(exists);
      assert(path !== undefined, capture);
      const [, ...expected] = Deno.readTextFileSync(`${folder}/expected/${file}`).replace(/\n$/, "").split("\n");
      assertEquals(await rows(path), expected.map(columns), capture);
    }
  },
});

/** A line's columns, the verdicts in the last one sorted. */
function columns(line: string): string[] {
  const cells = line.split("\t");
  const last = cells.pop()!;
  return [...cells, last.split(",").sort().join(",")];
}

/** The same columns from our analysis. */
async function rows(path: string): Promise<string[][]> {
  const first = new Analyser();
  await eachPacket(path, (packet) => first.analyse(packet));
  first.finish();
  const analyser = new Analyser({ foresight: first.gathered });
  const found: string[][] = [];
  await eachPacket(path, (packet) => {
    const p = analyser.analyse(packet);
    if (p === null) return;
    found.push([
      packet.number,
      `${packet.seconds}.${String(packet.nanoseconds).padStart(9, "0")}`,
      sourceAddress(packet),
      packet.srcPort,
      packet.dstPort,
      p.conversation.index,
      flagColumn(packet),
      p.seq,
      p.ack,
      packet.payloadLength,
      p.window,
      p.conversation.completeness,
      p.acks ?? "",
      p.bytesInFlight ?? "",
      verdictsOf(p).sort().join(","),
    ].map(String));
  });
  return found;
}

/** Flags as the files have them: twelve places, a letter or a dot. */
function flagColumn(packet: Packet): string {
  const names = flagNames(packet.flags);
  const letters = ["AE", "CWR", "ECE", "URG", "ACK", "PSH", "RST", "SYN", "FIN"].map((name) =>
    (names as readonly string[]).includes(name) ? name[0] : "."
  );
  return `...${letters.join("")}`;
}

async function eachPacket(path: string, visit: (packet: Packet) => void): Promise<void> {
  const packet = new Packet();
  using file = Deno.openSync(path);
  using input = await openCapture(file);
  for await (const record of records(input)) visit(dissect(record, packet));
  assertEquals(input.problem, null);
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}
