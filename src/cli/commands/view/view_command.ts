/** `tcplab view`: a capture of any size in the browser. */
import { defineCommand } from "../../line/command.ts";
import { VIEW_FLAGS } from "./view_flags.ts";

export const view = defineCommand({
  description:
    "Reads a capture once, notes where its packets stand, and serves pages about it to this machine's browser: its " +
    "conversations, the worst first; each conversation explained when it is looked at; all packets, however many. The " +
    "address holds a secret, and nobody else gets an answer.\n\n" +
    "Ends with Ctrl-C, or when the last page has been closed. Keys on every page: ? lists them.",
  positionals: [{ name: "FILE", help: "Capture file, - for standard input", required: true, captures: true }],
  flags: VIEW_FLAGS,
  examples: [
    { line: "tcplab view capture.pcapng --open", does: "Look at a capture in the browser" },
    { line: "tcplab view capture.pcapng --port 8088 --stay", does: "At an address whose port is known, until Ctrl-C" },
  ],

  async run({ flags, positionals }, terminal) {
    const { runView } = await import("./run_view.ts");
    return await runView(positionals[0]!, flags, terminal);
  },
});
