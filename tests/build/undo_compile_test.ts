import { assertEquals, assertThrows } from "@std/assert";
import { NotCompiled, undoCompile } from "../../src/build/undo_compile.ts";

const PROGRAM_HEADERS = 3;
const SECTIONS = 5;

/** A small ELF-64 file: header, program headers, some bytes, section headers. */
function runtime(): Uint8Array {
  const sectionsAt = 64 + PROGRAM_HEADERS * 56 + 200;
  const bytes = new Uint8Array(sectionsAt + SECTIONS * 64).map((_, index) => (index * 7 + 13) % 251);
  bytes.fill(0, sectionsAt, sectionsAt + 64); // section 0 is the null section
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(32, 64n, true);
  view.setBigUint64(40, BigInt(sectionsAt), true);
  view.setUint16(56, PROGRAM_HEADERS, true);
  view.setUint16(58, 64, true);
  view.setUint16(60, SECTIONS, true);
  view.setUint16(62, SECTIONS - 1, true);
  return bytes;
}

/** What the compile step makes of it: both tables copied behind a page boundary, with two more entries each. */
function compiled(original: Uint8Array): Uint8Array {
  const appendedAt = 4096;
  const copyAt = appendedAt + (PROGRAM_HEADERS + 2) * 56 + 333;
  const bytes = new Uint8Array(copyAt + (SECTIONS + 2) * 64);
  bytes.set(original);
  const sectionsAt = original.length - SECTIONS * 64;
  bytes.set(original.subarray(64, 64 + PROGRAM_HEADERS * 56), appendedAt);
  bytes.fill(0xaa, copyAt - 333, copyAt);
  bytes.set(original.subarray(sectionsAt, original.length), copyAt);
  bytes.fill(0xbb, copyAt + (SECTIONS - 1) * 64);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(32, BigInt(appendedAt), true);
  view.setBigUint64(40, BigInt(copyAt), true);
  view.setUint16(56, PROGRAM_HEADERS + 2, true);
  view.setUint16(60, SECTIONS + 2, true);
  return bytes;
}

Deno.test("undoCompile() gives the runtime's very bytes back", () => {
  assertEquals(undoCompile(compiled(runtime())), runtime());
});

Deno.test("undoCompile() refuses what was not made by deno compile", () => {
  const damaged = (change: (bytes: Uint8Array, view: DataView) => void) => {
    const bytes = compiled(runtime());
    change(bytes, new DataView(bytes.buffer));
    return bytes;
  };
  const cases: { name: string; input: Uint8Array; expected: string }[] = [
    { name: "empty", input: new Uint8Array(), expected: "no 64-bit" },
    { name: "text", input: new TextEncoder().encode("#!/bin/sh\n".repeat(20)), expected: "no 64-bit" },
    { name: "32 bits", input: damaged((bytes) => bytes[4] = 1), expected: "no 64-bit" },
    { name: "the runtime itself", input: runtime(), expected: "nothing was appended" },
    { name: "cut off", input: compiled(runtime()).subarray(0, 4200), expected: "out of bounds" },
    { name: "other sections", input: damaged((bytes) => bytes[500] = 0), expected: "not in it" },
    { name: "no padding", input: damaged((bytes) => bytes[4000] = 1), expected: "other than padding" },
    { name: "odd entries", input: damaged((_, view) => view.setUint16(58, 63, true)), expected: "out of bounds" },
  ];
  for (const { name, input, expected } of cases) {
    assertThrows(() => undoCompile(input), NotCompiled, expected, name);
  }
});
