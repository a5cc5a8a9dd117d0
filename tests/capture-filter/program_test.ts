import { assertEquals, assertThrows } from "@std/assert";
import { compileForFile, compileForKernel } from "../../src/capture-filter/compile/compile_filter.ts";
import { parseFilter } from "../../src/capture-filter/language/parse_filter.ts";
import { disassemble } from "../../src/capture-filter/program/disassemble.ts";
import * as code from "../../src/capture-filter/program/instruction.ts";
import { type Instruction, instruction } from "../../src/capture-filter/program/instruction.ts";
import { type Ancillary, FilterMachine } from "../../src/capture-filter/program/run_program.ts";
import { keptBy } from "./keeping.ts";
import { linkPackets } from "./mixed_packets.ts";

function run(program: readonly Instruction[], bytes: readonly number[], ancillary?: Ancillary): number {
  const view = new DataView(Uint8Array.from(bytes).buffer);
  return ancillary === undefined
    ? new FilterMachine(program).run(view, bytes.length)
    : new FilterMachine(program).run(view, bytes.length, ancillary);
}

/** What is in A after these instructions, by comparing: 1 where it is `value`. */
function leaves(value: number, steps: readonly Instruction[], bytes: readonly number[] = []): boolean {
  const ending = [
    { code: code.JUMP_IF_EQUAL, jt: 0, jf: 1, k: value },
    instruction(code.RETURN, 1),
    instruction(code.RETURN, 0),
  ];
  return run([...steps, ...ending], bytes) === 1;
}

Deno.test("the filter machine computes as 32 bits without a sign", () => {
  const cases = [
    [code.ADD, 0xffff_ffff, 2, 1],
    [code.SUBTRACT, 1, 2, 0xffff_ffff],
    [code.MULTIPLY, 0xffff_ffff, 0xffff_ffff, 1],
    [code.DIVIDE, 0xffff_fffe, 2, 0x7fff_ffff],
    [code.REMAINDER, 0xffff_ffff, 10, 5],
    [code.AND, 0xffff_fff0, 0x8000_00ff, 0x8000_00f0],
    [code.OR, 0x8000_0000, 1, 0x8000_0001],
    [code.EXCLUSIVE_OR, 0xffff_ffff, 1, 0xffff_fffe],
    [code.SHIFT_LEFT, 0xf, 31, 0x8000_0000],
    [code.SHIFT_RIGHT, 0x8000_0000, 31, 1],
  ] as const;
  for (const [operation, a, operand, result] of cases) {
    const load = instruction(code.LOAD_IMMEDIATE, a);
    assertEquals(leaves(result, [load, instruction(operation, operand)]), true, `constant ${operation}`);
    const x = [instruction(code.LOAD_IMMEDIATE, operand), instruction(code.A_TO_X), load];
    assertEquals(leaves(result, [...x, instruction(operation | code.WITH_X)]), true, `X ${operation}`);
  }
  assertEquals(leaves(0xffff_ffff, [instruction(code.LOAD_IMMEDIATE, 1), instruction(code.NEGATE)]), true);
  const byZero = [instruction(code.DIVIDE | code.WITH_X), instruction(code.RETURN, 1)];
  assertEquals(run(byZero, []), 0, "a division by zero drops the packet");
});

Deno.test("the filter machine drops a packet whose bytes end before a load", () => {
  const loads = [[code.LOAD_BYTE, 1], [code.LOAD_HALF, 2], [code.LOAD_WORD, 4]] as const;
  for (const [operation, size] of loads) {
    const program = [instruction(operation, 3), instruction(code.RETURN, 9)];
    assertEquals(run(program, new Array(3 + size).fill(0)), 9, `${size} bytes at the end`);
    assertEquals(run(program, new Array(2 + size).fill(0)), 0, `${size} bytes, one too far`);
  }
  const header = [instruction(code.LOAD_X_HEADER_LENGTH, 0), instruction(code.LOAD_BYTE_INDEXED, 1)];
  assertEquals(leaves(7, header, [0xf1, 0, 0, 0, 0, 7]), true, "four times the lower half of the byte, and one");
  assertEquals(run([...header, instruction(code.RETURN, 1)], [0xf1, 0, 0, 0, 0]), 0);
});

Deno.test("the filter machine asks what is known beside the bytes", () => {
  const program = compileForKernel(parseFilter("port 80"), { headers: "none", loopback: 1 });
  const packet = [0x45, 0, 0, 0, 0, 0, 0, 0, 0, 6, ...new Array(10).fill(0), 0, 80, 0, 9];
  const known = (type: number, index: number): Ancillary => (offset) =>
    offset === code.ANCILLARY_PROTOCOL ? 0x0800 : offset === code.ANCILLARY_PACKET_TYPE ? type : index;
  assertEquals(run(program, packet, known(0, 2)) > 0, true);
  assertEquals(run(program, packet, known(4, 2)) > 0, true, "going out");
  assertEquals(run(program, packet, known(4, 1)), 0, "going out on the loopback interface, which shows it again");
  assertEquals(run(program, packet, known(0, 1)) > 0, true, "coming in on it");
  assertEquals(run(program, packet), 0, "nothing known");
});

Deno.test("a filter for the kernel finds a VLAN tag in the packet and beside it", () => {
  const program = compileForKernel(parseFilter("vlan 5 and port 80"), { headers: "ethernet", loopback: 1 });
  const addresses = new Array(12).fill(0);
  const inside = [0x08, 0, 0x45, 0, 0, 0, 0, 0, 0, 0, 0, 6, ...new Array(10).fill(0), 0, 80, 0, 9];
  const beside = (id: number | null): Ancillary => (offset) =>
    offset === code.ANCILLARY_VLAN_PRESENT ? Number(id !== null) : offset === code.ANCILLARY_VLAN_TAG ? id : 0;
  assertEquals(run(program, [...addresses, ...inside], beside(0x2005)) > 0, true, "taken out by the kernel");
  assertEquals(run(program, [...addresses, ...inside], beside(6)), 0, "another VLAN");
  assertEquals(run(program, [...addresses, 0x81, 0, 0, 5, ...inside], beside(null)) > 0, true, "in the packet");
  assertEquals(run(program, [...addresses, ...inside], beside(null)), 0, "no VLAN");
});

Deno.test("a program keeps as many bytes as are asked for", () => {
  const program = compileForFile(parseFilter("tcp or udp"), 101, { snapLength: 96 })!;
  assertEquals(run(program, [0x45, 0, 0, 0, 0, 0, 0, 0, 0, 17]), 96);
});

Deno.test("jumps reach any distance", () => {
  const packets = linkPackets(1, 200);
  const odd = Array.from({ length: 120 }, (_, index) => `udp port ${40_001 + index}`);
  const long = [...odd, "port 80"].join(" or ");
  assertEquals(keptBy(long, 1, packets), keptBy("port 80", 1, packets), "far to keep");
  const not = odd.map((test) => `not ${test}`);
  assertEquals(keptBy([...not, "port 80"].join(" and "), 1, packets), keptBy("port 80", 1, packets), "far to drop");
  const program = compileForFile(parseFilter(odd.join(" or ")), 1)!;
  for (const { jt, jf } of program) assertEquals(jt < 256 && jf < 256, true);
});

Deno.test("a filter that is too long for the kernel is refused", () => {
  const long = Array.from({ length: 1000 }, (_, index) => `host 10.0.${index >> 8}.${index & 255}`).join(" or ");
  assertThrows(() => compileForFile(parseFilter(long), 1), Error, "the filter is too long");
});

Deno.test("disassemble() prints a program in the usual notation", () => {
  const text = disassemble(compileForFile(parseFilter("tcp[tcpflags] & (tcp-syn|tcp-fin) != 0"), 1)!);
  assertEquals(
    text,
    [
      "(000) ldh      [12]",
      "(001) jeq      #0x800           jt 2\tjf 10",
      "(002) ldb      [23]",
      "(003) jeq      #0x6             jt 4\tjf 10",
      "(004) ldh      [20]",
      "(005) jset     #0x1fff          jt 10\tjf 6",
      "(006) ldxb     4*([14]&0xf)",
      "(007) ldb      [x + 27]",
      "(008) jset     #0x3             jt 9\tjf 10",
      "(009) ret      #262144",
      "(010) ret      #0",
      "",
    ].join("\n"),
  );
});
