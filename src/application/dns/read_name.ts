/**
 * Domain names in DNS messages (RFC 1035 3.1 and 4.1.4): labels, and pointers to labels that stand before.
 */

/** Longest name, RFC 1035 2.3.4, and so the most labels one can have. */
const LONGEST = 255;
const POINTER = 0xc0;

/** A name, and where the message goes on behind it. */
export interface ReadName {
  readonly name: string;
  readonly end: number;
}

/**
 * The name at `at` of a message that begins at `start` and ends at `end`; null where it is none. A pointer leads to what stands
 * before it only, so that no chain of them can go round.
 */
export function readName(
  bytes: Uint8Array,
  at: number,
  { start, end }: { start: number; end: number },
): ReadName | null {
  const labels: string[] = [];
  let length = 0;
  let behind = -1;
  let lowest = at;
  for (let place = at;;) {
    if (place >= end) return null;
    const size = bytes[place]!;
    if ((size & POINTER) === POINTER) {
      if (place + 2 > end) return null;
      const target = start + (((size & ~POINTER) << 8) | bytes[place + 1]!);
      if (target >= lowest) return null;
      if (behind < 0) behind = place + 2;
      lowest = place = target;
      continue;
    }
    if ((size & POINTER) !== 0) return null;
    if (size === 0) return { name: labels.join("."), end: behind < 0 ? place + 1 : behind };
    length += size + 1;
    if (length >= LONGEST || place + 1 + size > end) return null;
    labels.push(labelText(bytes, place + 1, size));
    place += size + 1;
  }
}

/** Lower case, because names are compared without it (RFC 4343); what is no ordinary character as `\123`. */
function labelText(bytes: Uint8Array, at: number, size: number): string {
  let text = "";
  for (let i = at; i < at + size; i++) {
    const byte = bytes[i]!;
    const plain = byte > 0x20 && byte < 0x7f && byte !== 0x2e && byte !== 0x5c;
    text += plain ? String.fromCharCode(byte).toLowerCase() : "\\" + String(byte).padStart(3, "0");
  }
  return text;
}
