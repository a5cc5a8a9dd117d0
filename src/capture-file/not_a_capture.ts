/**
 * What to say of a file that is no capture: its first bytes, and what they usually belong to.
 */

/** First bytes, what they belong to, and the command that undoes what tcplab does not. */
const KNOWN: readonly (readonly [first: string, what: string, pipe?: string])[] = [
  ["1f8b", "a gzip file"],
  ["28b52ffd", "a Zstandard file"],
  ["fd377a58", "an xz file", "xz -dc"],
  ["04224d18", "an LZ4 file", "lz4 -dc"],
  ["425a68", "a bzip2 file", "bzip2 -dc"],
  ["504b0304", "a ZIP archive", "unzip -p"],
  ["736e6f6f70", "a snoop capture"],
  ["34cdb2a1", "a capture of a patched libpcap"],
  ["a1b2cd34", "a capture of a patched libpcap"],
  ["7f454c46", "a program"],
  ["89504e47", "a PNG picture"],
  ["25504446", "a PDF document"],
];

/** One line about a file that begins with `start`. */
export function notACapture(start: Uint8Array): string {
  const hex = Array.from(start.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0"));
  const known = KNOWN.find(([first]) => hex.join("").startsWith(first));
  const [, name, pipe] = known ?? [];
  const way = pipe === undefined ? "" : `; try ${pipe} FILE | tcplab explain -`;
  const what = name === undefined ? "" : `, as ${name} does${way}`;
  return `not a pcap or pcapng capture: it begins with ${hex.slice(0, 4).join(" ")}${what}`;
}
