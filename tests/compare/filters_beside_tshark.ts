/**
 * Asks tshark and tcplab for the packets that the same filter chooses, and prints a row a filter and capture:
 *
 *     deno task compare:filters [CAPTURE|FOLDER]...
 *
 * The captures of `tests/captures` if none is named. What an older tshark judges otherwise is printed and not counted. Exit 1
 * where they choose different packets.
 */
import { join } from "@std/path";
import { FOLDER } from "../captures/captures.ts";
import { tsharkVersion } from "../captures/tshark.ts";
import { capturesIn } from "./captures_in.ts";
import { packetsChosen, packetsOfTshark } from "./chosen_packets.ts";
import { FILTER_PAIRS } from "./filter_pairs.ts";

/** Those of the lab, and those made by hand that hold every verdict. */
const OWN = ["lab", "made/verdicts.pcapng", "made/tcp_options.pcapng"].map((name) => FOLDER + name);

/** All captures as one file, in the order of time: tshark starts slowly. */
async function joined(captures: readonly string[], folder: string): Promise<string> {
  const path = join(folder, "all.pcapng");
  const { success, stderr } = await new Deno.Command("mergecap", { args: ["-w", path, ...captures] }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return path;
}

function difference(ours: readonly number[], theirs: readonly number[]): string {
  const [us, them] = [new Set(ours), new Set(theirs)];
  const only = (numbers: readonly number[], others: ReadonlySet<number>) => numbers.filter((n) => !others.has(n));
  const [more, less] = [only(ours, them), only(theirs, us)];
  if (more.length + less.length === 0) return "same";
  const told = (what: string, numbers: readonly number[]) =>
    numbers.length === 0 ? [] : [`${what}: ${numbers.slice(0, 8).join(" ")}${numbers.length > 8 ? " ..." : ""}`];
  return [...told("only ours", more), ...told("only tshark's", less)].join("; ");
}

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

const places = Deno.args.length > 0 ? Deno.args : OWN;
const folder = await Deno.makeTempDir();
const version = tsharkVersion() ?? 0;
let different = 0;
try {
  const captures = places.flatMap(capturesIn);
  const all = await joined(captures, folder);
  say(`${captures.length} captures in one, tshark ${version}`);
  for (const { ours, wireshark, since = 0 } of FILTER_PAIRS) {
    const [us, them] = [await packetsChosen(all, ours), await packetsOfTshark(all, wireshark)];
    const verdict = difference(us, them);
    const old = since > version ? `tshark ${since} and later: ` : "";
    if (verdict !== "same" && old === "") different++;
    const text = ours === wireshark ? ours : `${ours}   (${wireshark})`;
    say(`${String(us.length).padStart(6)} ${String(them.length).padStart(6)}  ${old}${verdict}  ${text}`);
  }
  say(`${FILTER_PAIRS.length} filters, ${different} choose different packets`);
} finally {
  await Deno.remove(folder, { recursive: true });
}
Deno.exit(different === 0 ? 0 : 1);
