/**
 * Asks tshark and tcplab for the TCP header inside each packet, whatever stands around it, and prints a row for each kind of
 * link, tag and tunnel: its captures, the packets with TCP in them, and how many of these are read alike.
 *
 *     deno task compare:layers CAPTURE|FOLDER...
 *
 * tshark is needed. Kinds are tshark's names of protocols (`tshark -G protocols`); a packet counts for each that is around its TCP.
 * TCP that an ICMP error quotes is no packet's own. Exit 1 where packets are read otherwise, which are named.
 */
import { askTshark, kindsOf } from "./inner_of_tshark.ts";
import { capturesIn } from "./captures_in.ts";
import { innerSegments } from "./inner_segments.ts";

/** Differences that are named of each kind. */
const NAMED = 5;

/** What was found of one kind. */
class Kind {
  captures = 0;
  packets = 0;
  same = 0;
  readonly different: string[] = [];
}

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

const kinds = new Map<string, Kind>();
const left: string[] = [];
const paths = Deno.args.flatMap(capturesIn);
for (const path of paths) {
  const theirs = await askTshark(path);
  const ours = await innerSegments(path);
  if (theirs === null || ours === null) {
    left.push(`${path}: not read by ${theirs === null ? "tshark" : "tcplab"}`);
    continue;
  }
  const here = new Set<Kind>();
  for (const [number, { protocols, segment }] of theirs) {
    const read = ours.get(number) ?? "";
    if (segment === "" && read === "") continue;
    for (const name of kindsOf(protocols)) {
      let kind = kinds.get(name);
      if (kind === undefined) kinds.set(name, kind = new Kind());
      here.add(kind);
      kind.packets++;
      if (read === segment) kind.same++;
      else kind.different.push(`${path} packet ${number}: ours ${read || "none"}, tshark's ${segment || "none"}`);
    }
  }
  for (const kind of here) kind.captures++;
}
say(`${paths.length} captures; ${left.length} are left out`);
say(`${"kind".padEnd(16)}${"captures".padStart(9)}${"packets".padStart(9)}${"same".padStart(9)}`);
for (const [name, { captures, packets, same }] of [...kinds].sort(([a], [b]) => a < b ? -1 : 1)) {
  say(`${name.padEnd(16)}${[captures, packets, same].map((count) => String(count).padStart(9)).join("")}`);
}
for (const line of left) say(line);
for (const [name, { different }] of kinds) for (const line of different.slice(0, NAMED)) say(`${name}: ${line}`);
Deno.exit([...kinds.values()].every(({ different }) => different.length === 0) ? 0 : 1);
