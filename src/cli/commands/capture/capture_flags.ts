/** The flags of `tcplab capture`; the letters are those of tcpdump. */
import { LANGUAGES } from "../../../language/language.ts";
import { choice, decimal, integer, text, toggle, type ValuesOf } from "../../line/flag.ts";

/** How packets are printed. */
const CAPTURE_FORMATS = ["text", "ndjson"] as const;

export const CAPTURE_FLAGS = {
  interface: text({
    help: "Interface to capture; any for all",
    placeholder: "IFACE",
    default: "any",
    short: "i",
    group: "Packets",
  }),
  listInterfaces: toggle({ help: "List the interfaces and leave", short: "D", group: "Packets" }),
  promiscuous: toggle({
    help: "Take what the interface sees of other machines' traffic, too (tcpdump does, unless -p)",
    group: "Packets",
  }),
  read: text({
    help: "Take the packets from this capture file; - for standard input",
    placeholder: "FILE",
    short: "r",
    captures: true,
    group: "Packets",
  }),
  port: integer({
    help: "Only packets from or to this port (TCP, UDP, SCTP)",
    placeholder: "PORT",
    minimum: 1,
    maximum: 65_535,
    group: "Packets",
  }),
  host: text({ help: "Only packets from or to this address, IPv4 or IPv6", placeholder: "ADDRESS", group: "Packets" }),
  snaplen: integer({
    help: "Keep at most this many bytes of each packet",
    unit: "bytes",
    minimum: 1,
    maximum: 262_144,
    default: 262_144,
    short: "s",
    group: "Packets",
  }),
  count: integer({ help: "Stop after this many packets", minimum: 1, short: "c", group: "Packets" }),
  duration: decimal({
    help: "Stop after this long",
    unit: "s",
    minimum: 0.1,
    maximum: 31_536_000,
    group: "Packets",
  }),
  dumpFilter: toggle({ help: "Print the program that the filter becomes, and leave", short: "d", group: "Packets" }),
  write: text({
    help: "Write pcapng to this file; - for standard output",
    placeholder: "FILE",
    short: "w",
    group: "Files",
  }),
  fileSize: text({
    help: "Begin another file when one is larger than this many million bytes (10k, 10m, 10g: KiB, MiB, GiB)",
    placeholder: "SIZE",
    short: "C",
    group: "Files",
  }),
  rotateSeconds: integer({
    help: "Begin another file after this long; %H%M%S and the like in its name are the time it begins",
    unit: "s",
    minimum: 1,
    short: "G",
    group: "Files",
  }),
  fileCount: integer({
    help: "With --file-size: write over the oldest of so many files; with --rotate-seconds alone: stop after so many",
    minimum: 1,
    short: "W",
    group: "Files",
  }),
  explain: toggle({ help: "Explain each packet as it comes", group: "Output" }),
  format: choice(CAPTURE_FORMATS, {
    short: "f",
    help: "How packets are printed: text, or one JSON object a packet",
    placeholder: "FORMAT",
    default: "text",
    group: "Output",
  }),
  processes: toggle({ help: "Say which process of this machine a packet belongs to", group: "Output" }),
  lang: choice(LANGUAGES, {
    variable: "TCPLAB_LANG",
    help: "Language of the explanations (default: as LANG says, else English)",
    group: "Output",
  }),
  relinquish: text({
    help: "Go on as this user once the capture is open (default: the user that called sudo; root keeps all rights)",
    placeholder: "USER",
    short: "Z",
  }),
};

/** The values that `run` receives. */
export type CaptureFlags = ValuesOf<typeof CAPTURE_FLAGS>;
