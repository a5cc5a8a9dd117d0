/** `tcplab pair`: two captures of the same traffic, and what happened between them. */
import { DONE } from "../../../base/exit_code.ts";
import { defineCommand } from "../../line/command.ts";
import { PAIR_FLAGS } from "./pair_flags.ts";

export const pair = defineCommand({
  description:
    "Reads two captures of the same traffic, taken at two places: at client and server, before and behind a firewall. It " +
    "says which packets were lost between them, how long each was on the way, what a box in the middle changed, and whose " +
    "clock is off. Packets are matched by the streams that they belong to, so address translation, shifted sequence " +
    "numbers, segmentation offload, other link types and captures that miss packets do no harm.\n\n" +
    "A is meant to be the capture nearer to the client. Where it is not, that is said, and packet numbers stay those of the " +
    "file that they are counted in.",
  positionals: [
    { name: "A", help: "Capture nearer to the client, - for standard input", required: true, captures: true },
    { name: "B", help: "Capture nearer to the server", required: true, captures: true },
  ],
  pages: true,
  flags: PAIR_FLAGS,
  examples: [
    { line: "tcplab pair client.pcapng server.pcapng", does: "What happened between two captures" },
    { line: "tcplab pair client.pcapng server.pcapng --html pair.html", does: "A ladder with both clocks" },
    { line: "tcplab pair before.pcap after.pcap --format json", does: "For a program" },
  ],

  async run({ flags, positionals, given }, terminal) {
    const { runPair } = await import("./run_pair.ts");
    const [a, b] = positionals;
    const { pageFile, showPage } = await import("../../line/shown_page.ts");
    const html = await pageFile(flags);
    const prints = given.has("format") || (html === undefined && flags.pcapng === undefined);
    const code = await runPair({ a: a!, b: b! }, { ...flags, html, prints }, terminal);
    if (flags.open && html !== undefined && code === DONE) await showPage(html, terminal);
    return code;
  },
});
