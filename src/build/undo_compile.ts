/**
 * Gives back the runtime from a program that `deno compile` made of it (Linux, x86-64).
 *
 * The compile step (libsui 0.16) leaves the runtime's bytes where they are and appends, page-aligned, a copy of the
 * program header table with two more entries, a note that holds the program, a string table, and a copy of the section
 * header table with two more entries. In the ELF header only e_phoff, e_phnum, e_shoff and e_shnum change. So the
 * original tables are still in the file, and undoing means pointing at them again and cutting off the rest.
 * Layout of the headers: System V ABI, "Object Files", ELF-64.
 */

/** Offsets into the ELF-64 header. */
const E_PHOFF = 32;
const E_SHOFF = 40;
const E_PHNUM = 56;
const E_SHENTSIZE = 58;
const E_SHNUM = 60;
const E_SHSTRNDX = 62;
const HEADER_LENGTH = 64;
/** The program header table directly follows the ELF header, as linkers write it. */
const ORIGINAL_PHOFF = 64;
/** Entries that the compile step adds to each table. */
const ADDED_ENTRIES = 2;

/** The reason why a file cannot be turned back. */
export class NotCompiled extends Error {
  override name = "NotCompiled";
}

function indexOf(haystack: Uint8Array, needle: Uint8Array, from: number): number {
  const first = needle[0] ?? 0;
  for (let at = haystack.indexOf(first, from); at >= 0; at = haystack.indexOf(first, at + 1)) {
    let length = 1;
    while (length < needle.length && haystack[at + length] === needle[length]) length++;
    if (length === needle.length) return at;
  }
  return -1;
}

/** The start of the original section header table: what the copied one repeats, once, earlier in the file. */
function findOriginalSections(program: Uint8Array, view: DataView): number {
  const entry = view.getUint16(E_SHENTSIZE, true);
  const copied = Number(view.getBigUint64(E_SHOFF, true));
  const nameTable = view.getUint16(E_SHSTRNDX, true);
  const end = copied + nameTable * entry;
  if (entry !== 64 || nameTable < 2 || copied >= program.length || end > program.length) {
    throw new NotCompiled("its section header table is out of bounds");
  }
  const known = program.subarray(copied + entry, end);
  const at = indexOf(program, known, HEADER_LENGTH);
  if (at < entry || at >= copied) throw new NotCompiled("the runtime's own section headers are not in it");
  if (indexOf(program.subarray(0, copied), known, at + 1) >= 0) {
    throw new NotCompiled("the runtime's own section headers are in it twice");
  }
  return at - entry;
}

/**
 * The bytes of the runtime inside a compiled program.
 *
 * Throws `NotCompiled` for anything that does not have the layout described above. Check the result's digest: a layout
 * that looks right is no proof of what the bytes are.
 */
export function undoCompile(program: Uint8Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(program.buffer, program.byteOffset, program.byteLength);
  if (program.length < HEADER_LENGTH || view.getUint32(0) !== 0x7f454c46 || program[4] !== 2 || program[5] !== 1) {
    throw new NotCompiled("it is no 64-bit little-endian ELF file");
  }
  const appended = Number(view.getBigUint64(E_PHOFF, true));
  if (appended <= ORIGINAL_PHOFF || appended >= program.length) throw new NotCompiled("nothing was appended to it");
  const sections = findOriginalSections(program, view);
  const count = view.getUint16(E_SHNUM, true) - ADDED_ENTRIES;
  const end = sections + count * view.getUint16(E_SHENTSIZE, true);
  if (end > appended || program.subarray(end, appended).some((byte) => byte !== 0)) {
    throw new NotCompiled("something other than padding lies between the runtime and the program");
  }
  const runtime = program.slice(0, end);
  const header = new DataView(runtime.buffer);
  header.setBigUint64(E_PHOFF, BigInt(ORIGINAL_PHOFF), true);
  header.setUint16(E_PHNUM, view.getUint16(E_PHNUM, true) - ADDED_ENTRIES, true);
  header.setBigUint64(E_SHOFF, BigInt(sections), true);
  header.setUint16(E_SHNUM, count, true);
  return runtime;
}
