/** The flags of `tcplab pair`. */
import { choice, integer, text, toggle, type ValuesOf } from "../../line/flag.ts";

export const PAIR_FLAGS = {
  format: choice(["text", "json"], {
    short: "f",
    help: "How the result is printed",
    placeholder: "FORMAT",
    default: "text",
  }),
  html: text({
    help: "Write a page for a browser: the findings, a ladder with both clocks, delays, all in one file",
    placeholder: "FILE",
    group: "Files",
  }),
  open: toggle({ help: "Open the page in the browser; without --html it is a temporary file", group: "Files" }),
  pcapng: text({
    help: "Write the packets of both captures as one, with two interfaces, B's times corrected, and comments",
    placeholder: "FILE",
    group: "Files",
  }),
  top: integer({
    help: "In text and page, tell at most so many conversations one by one",
    minimum: 0,
    maximum: 1_000_000,
    placeholder: "N",
    default: 10,
  }),
  lang: choice(["en", "he"], { help: "Language of the sentences (default: as LANG says, else English)" }),
  width: integer({ help: "Columns to lay text out in (default: the terminal's)", minimum: 40, maximum: 1000 }),
};

/** The values that `run` receives. */
export type PairFlags = Omit<ValuesOf<typeof PAIR_FLAGS>, "open">;
