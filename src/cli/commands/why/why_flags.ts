/** The flags of `tcplab why`. */
import { choice, integer, text, toggle, type ValuesOf } from "../../line/flag.ts";

export const WHY_FLAGS = {
  format: choice(["text", "json", "md"], {
    short: "f",
    help: "How the result is printed",
    placeholder: "FORMAT",
    default: "text",
  }),
  html: text({ help: "Write the capture as a page for the browser, with a band of the time", placeholder: "FILE" }),
  open: toggle({ help: "Open the page in the browser; without --html it is a temporary file" }),
  other: text({
    help:
      "A second capture of the same traffic, taken elsewhere: losses, delays and changes between the two are told as well",
    placeholder: "FILE",
  }),
  join: toggle({ help: "Several captures are one, their packets in the order of time", group: "Selection" }),
  stream: integer({ help: "One conversation only, by its index", minimum: 0, group: "Selection" }),
  top: integer({
    help: "At most so many conversations (default: 10 in text, 1000 in json and md)",
    minimum: 1,
    maximum: 1_000_000,
    group: "Selection",
  }),
  sort: choice(["lost", "duration", "bytes", "packets", "number"], {
    help: "What comes first; lost is the time that a change could win",
    placeholder: "ORDER",
    alike: { "lost-time": "lost" },
    default: "lost",
    group: "Selection",
  }),
  lang: choice(["en", "he"], { help: "Language of the sentences (default: as LANG says, else English)" }),
  width: integer({
    variable: "TCPLAB_WIDTH",
    help: "Columns to lay text out in (default: the terminal's)",
    minimum: 40,
    maximum: 1000,
  }),
};

/** The values that `run` receives. */
export type WhyFlags = Omit<ValuesOf<typeof WHY_FLAGS>, "open">;
