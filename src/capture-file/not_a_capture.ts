/**
 * What to say of a file that is no capture that is read: its first bytes, what they usually belong to, and what to do.
 */

/** Another program turns it into one that is read. */
const EDITCAP = "editcap -F pcapng FILE capture.pcapng turns it into one";
const TEXT2PCAP = "text2pcap FILE capture.pcapng turns it into one";

/** A command that undoes what tcplab does not. */
function pipe(command: string): string {
  return `try ${command} FILE | tcplab explain -`;
}

/** First bytes, what they belong to, and what to do with it. */
const KNOWN: readonly (readonly [first: string, what: string, way?: string])[] = [
  ["1f8b", "a gzip file"],
  ["28b52ffd", "a Zstandard file"],
  ["fd377a58", "an xz file", pipe("xz -dc")],
  ["04224d18", "an LZ4 file", pipe("lz4 -dc")],
  ["425a68", "a bzip2 file", pipe("bzip2 -dc")],
  ["504b0304", "a ZIP archive", pipe("unzip -p")],
  ["34cdb2a1", "a capture of a patched libpcap", EDITCAP],
  ["a1b2cd34", "a capture of a patched libpcap", EDITCAP],
  ["6274736e6f6f70", "a Bluetooth HCI log (btsnoop)", "it holds no IP packets"],
  ["5452534e49464620", "a Sniffer capture", EDITCAP],
  ["58435000", "a NetXRay or Windows Sniffer capture", EDITCAP],
  ["697074726163652", "a capture of AIX iptrace", EDITCAP],
  ["7f766572", "an OmniPeek capture", EDITCAP],
  ["4f62736572766572", "a Network Instruments Observer capture", EDITCAP],
  ["05564e46", "a Visual Networks capture", EDITCAP],
  ["aaaaaaaa", "an InfoVista 5View capture", EDITCAP],
  ["0000020012050010", "a K12 capture", EDITCAP],
  ["2b2d2d2d2d2d2d2d", "a K12 text file", EDITCAP],
  ["303030303020", "a hexdump as text", TEXT2PCAP],
  ["3030303020", "a hexdump as text", TEXT2PCAP],
  ["3030303030302", "a hexdump as text", TEXT2PCAP],
  ["3030303030303030", "a hexdump as text", TEXT2PCAP],
  ["7f454c46", "a program"],
  ["89504e47", "a PNG picture"],
  ["25504446", "a PDF document"],
];

/** What has no first bytes of its own is told by the fields behind them. */
const FORMS: readonly (readonly [isOne: (bytes: Uint8Array) => boolean, what: string, way: string])[] = [
  [isErf, "an Endace ERF capture", EDITCAP],
  [isPacketLogger, "an Apple PacketLogger file", "it holds Bluetooth and no IP packets"],
  [isTraceLog, "a Windows event trace (.etl)", "etl2pcapng FILE capture.pcapng turns it into one"],
];

/** One line about a file that begins with `start`. */
export function notACapture(start: Uint8Array): string {
  const hex = Array.from(start.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0"));
  const known = KNOWN.find(([first]) => hex.join("").startsWith(first));
  const likely = FORMS.find(([isOne]) => isOne(start));
  const told = known === undefined
    ? likely === undefined ? "" : `, and may be ${likely[1]}; ${likely[2]}`
    : `, as ${known[1]} does${known[2] === undefined ? "" : `; ${known[2]}`}`;
  return `not a pcap, pcapng, snoop or NetMon capture: it begins with ${hex.slice(0, 4).join(" ")}${told}`;
}

/** Extensible Record Format: a type that there is, record and wire lengths that fit each other, a flags byte (Endace's document). */
function isErf(bytes: Uint8Array): boolean {
  if (bytes.length < 16) return false;
  const type = bytes[8]! & 0x7f;
  const record = (bytes[10]! << 8) | bytes[11]!;
  const wire = (bytes[14]! << 8) | bytes[15]!;
  return type >= 1 && type <= 48 && record >= 16 && record % 8 === 0 && wire > 0 && record <= wire + 64 &&
    isRecent(bytes);
}

/** The upper half of its time, little-endian, lies between 2000 and 2060. */
function isRecent(bytes: Uint8Array): boolean {
  const seconds = (bytes[4]! | (bytes[5]! << 8) | (bytes[6]! << 16) | (bytes[7]! << 24)) >>> 0;
  return seconds > 946_684_800 && seconds < 2_840_140_800;
}

/** A length, seconds, microseconds and a type, big-endian. */
function isPacketLogger(bytes: Uint8Array): boolean {
  if (bytes.length < 13) return false;
  const word = (at: number): number =>
    ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
  return word(0) >= 8 && word(0) < 65_536 && word(4) > 946_684_800 && word(8) < 1_000_000 &&
    [0, 1, 2, 3, 0xfc, 0xfd, 0xfe, 0xff].includes(bytes[12]!);
}

/** A buffer's size that is a power of two, little-endian, then its saved and current offset at the same value. */
function isTraceLog(bytes: Uint8Array): boolean {
  if (bytes.length < 12) return false;
  const word = (at: number): number =>
    (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
  const size = word(0);
  return size >= 4096 && size <= 1 << 24 && (size & (size - 1)) === 0 && word(4) === word(8) && word(4) > 0 &&
    word(4) <= size;
}
