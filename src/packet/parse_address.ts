/**
 * IP addresses from text, for whatever builds packets.
 */

/** The bytes of an IPv4 address in dotted decimal form or an IPv6 address in any form of RFC 4291 2.2, or null. */
export function parseAddress(text: string): Uint8Array | null {
  return text.includes(":") ? parseIpv6(text) : parseIpv4(text);
}

function parseIpv4(text: string): Uint8Array | null {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return null;
  return Uint8Array.from(parts, Number);
}

function parseIpv6(text: string): Uint8Array | null {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const head = groups(halves[0]!);
  const tail = halves.length === 2 ? groups(halves[1]!) : [];
  if (head === null || tail === null) return null;
  const missing = 16 - head.length - tail.length;
  if (halves.length === 2 ? missing < 2 : missing !== 0) return null;
  return Uint8Array.from([...head, ...new Array<number>(missing).fill(0), ...tail]);
}

/** The bytes of groups between colons; the last may be an IPv4 address. */
function groups(text: string): number[] | null {
  if (text === "") return [];
  const bytes: number[] = [];
  for (const [i, part] of text.split(":").entries()) {
    const last = i === text.split(":").length - 1;
    const dotted = last && part.includes(".") ? parseIpv4(part) : null;
    if (dotted !== null) bytes.push(...dotted);
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) bytes.push(parseInt(part, 16) >> 8, parseInt(part, 16) & 255);
    else return null;
  }
  return bytes;
}
