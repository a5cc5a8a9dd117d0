/** The flags of `tcplab capture`. */
import { LANGUAGES } from "../../../language/language.ts";
import { choice, decimal, integer, text, toggle, type ValuesOf } from "../../line/flag.ts";

export const CAPTURE_FLAGS = {
  interface: text({ help: "Interface to capture; any for all", placeholder: "IFACE", default: "any", short: "i" }),
  port: integer({
    help: "Only packets from or to this port (TCP, UDP, SCTP)",
    placeholder: "PORT",
    minimum: 1,
    maximum: 65_535,
  }),
  host: text({ help: "Only packets from or to this address, IPv4 or IPv6", placeholder: "ADDRESS" }),
  write: text({ help: "Write pcapng to this file; - for standard output", placeholder: "FILE", short: "w" }),
  explain: toggle({ help: "Explain each packet as it comes" }),
  lang: choice(LANGUAGES, { help: "Language of the explanations (default: as LANG says, else English)" }),
  count: integer({ help: "Stop after this many packets", minimum: 1, short: "c" }),
  duration: decimal({ help: "Stop after this long", unit: "s", minimum: 0.1, maximum: 31_536_000 }),
};

/** The values that `run` receives. */
export type CaptureFlags = ValuesOf<typeof CAPTURE_FLAGS>;
