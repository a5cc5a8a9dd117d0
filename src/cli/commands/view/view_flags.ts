/** The flags of `tcplab view`. */
import { LANGUAGES } from "../../../language/language.ts";
import { choice, integer, toggle, type ValuesOf } from "../../line/flag.ts";

export const VIEW_FLAGS = {
  port: integer({ help: "Port to serve on, on this machine alone; 0 for any free one", maximum: 65535, default: 0 }),
  open: toggle({ help: "Open the address in the browser" }),
  follow: toggle({
    help: "Watch the file for packets that are still being written; standard input is watched by itself",
  }),
  stay: toggle({ help: "Go on when the last page has been closed" }),
  lang: choice(LANGUAGES, { help: "Language of pages and explanations (default: as LANG says, else English)" }),
};

/** The values that `run` receives. */
export type ViewFlags = ValuesOf<typeof VIEW_FLAGS>;
