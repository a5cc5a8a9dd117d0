import { assert } from "@std/assert";
import { compileForFile, compileForKernel } from "../../src/capture-filter/compile/compile_filter.ts";
import { FilterSyntaxError } from "../../src/capture-filter/language/filter_syntax_error.ts";
import { parseFilter } from "../../src/capture-filter/language/parse_filter.ts";
import { disassemble } from "../../src/capture-filter/program/disassemble.ts";
import { type Instruction, RETURN } from "../../src/capture-filter/program/instruction.ts";
import { FilterMachine } from "../../src/capture-filter/program/run_program.ts";
import { Random } from "../random.ts";
import { expressionsFor } from "./expressions.ts";
import { LINK_TYPES, linkPackets } from "./mixed_packets.ts";

const WORDS =
  ("tcp udp ip ip6 arp host net port portrange src dst and or not ( ) [ ] : = != < > <= >= + - * / % & | ^ << >> ! && " +
    "|| 80 443 10.0.2.4 10.0.0.0/8 ::1 2001:db8::/32 02:00:00:00:00:01 ether proto vlan less greater len tcpflags tcp-syn http " +
    "1-2 mask 255.0.0.0 broadcast multicast inbound ifindex 0x1f 4294967295 4294967296 \\tcp name gateway").split(" ");

/** The expression compiled for a file or for the kernel; null where it is refused, as most are. */
function compiled(text: string, random: Random): Instruction[] | null {
  const addresses = new Map([["name", [Uint8Array.of(10, 0, 2, 4)]], ["http", []]]);
  try {
    const tree = parseFilter(text);
    if (random.chance(0.3)) {
      return compileForKernel(tree, { headers: random.pick(["ethernet", "none"]), loopback: 1 }, { addresses });
    }
    return compileForFile(tree, random.pick(LINK_TYPES), { addresses });
  } catch (error) {
    assert(error instanceof FilterSyntaxError, `${text}: ${error}`);
    assert(error.column >= 1 && error.column <= text.length + 1, `${text}: column ${error.column}`);
    return null;
  }
}

/** What the kernel asks of a program: jumps that stay inside it, an end. */
function checkProgram(program: readonly Instruction[], text: string): void {
  program.forEach(({ jt, jf, k }, index) => {
    for (const distance of [jt, jf]) {
      assert(distance >= 0 && distance < 256 && index + 1 + distance < program.length + Number(distance === 0), text);
    }
    assert(Number.isInteger(k) && k >= 0 && k <= 0xffff_ffff, text);
  });
  assert(program.at(-1)?.code === RETURN, text);
  assert(disassemble(program).split("\n").length === program.length + 1);
}

Deno.test("words in any order are a filter or refused with a column inside the text", () => {
  const random = new Random(7);
  const packets = [...linkPackets(1, 10), { bytes: new Uint8Array(0), length: 0 }];
  let accepted = 0;
  for (let round = 0; round < 20_000; round++) {
    const text = Array.from({ length: random.int(1, 9) }, () => random.pick(WORDS)).join(" ");
    const program = compiled(text, random);
    if (program === null) continue;
    accepted++;
    checkProgram(program, text);
    const { bytes, length } = random.pick(packets);
    new FilterMachine(program).run(new DataView(bytes.buffer), length);
  }
  assert(accepted > 100, `${accepted} accepted`);
});

Deno.test("expressions with a character changed are a filter or refused with a column inside the text", () => {
  const random = new Random(8);
  const known = LINK_TYPES.flatMap((linkType) => expressionsFor(linkType));
  for (let round = 0; round < 20_000; round++) {
    const text = random.pick(known);
    const at = random.int(0, text.length);
    const changed = text.slice(0, at) + random.pick([..." ()[]:/.-\\&|é\u0000a0"]) + text.slice(at + random.int(0, 1));
    const program = compiled(changed, random);
    if (program !== null) checkProgram(program, changed);
  }
});
