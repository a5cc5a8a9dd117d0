/** `tcplab why`: where the time of each conversation went. */
import { DONE } from "../../../base/exit_code.ts";
import { defineCommand } from "../../line/command.ts";
import { WHY_FLAGS } from "./why_flags.ts";

export const why = defineCommand({
  description:
    "Reads a capture (pcap or pcapng, gzip or zstd of either; - for standard input) once, and cuts the time of each conversation " +
    "into what it was waiting for: a program, a window, the path, a timer after a loss. The parts add up to the whole. " +
    "The verdict is the largest of them, with how sure it is; the remedy says how long it would have taken without. " +
    "Of several captures the conversations stand in one list.\n\n" +
    "A capture at the sender shows most. At the receiver, the sender's reasons are inferred from what arrives.",
  positionals: [{
    name: "FILE...",
    help: "Capture file, or a folder of them; - for standard input",
    required: true,
    captures: true,
  }],
  pages: true,
  flags: WHY_FLAGS,
  examples: [
    { line: "tcplab why capture.pcapng", does: "The conversations that lost most time, and why" },
    { line: "tcplab why capture.pcapng --stream 0 --format json", does: "One conversation, for a program" },
    { line: "tcplab why capture.pcapng --html why.html", does: "As a page, the packets of each span linked" },
    { line: "tcplab why day/", does: "The worst conversations of all captures in a folder" },
    { line: "tcplab why rotation.pcap* --join", does: "Of the files of a rotation, as one capture" },
    { line: "tcpdump -w - tcp | tcplab why -", does: "Of what is captured until Ctrl-C" },
  ],

  async run({ flags, positionals }, terminal) {
    const { captureFiles } = await import("../../../reading/feeds/capture_files.ts");
    const { runWhy } = await import("./run_why.ts");
    const { pageFile, showPage } = await import("../../line/shown_page.ts");
    const html = await pageFile(flags);
    const code = await runWhy(await captureFiles(positionals), { ...flags, html }, terminal);
    if (flags.open && html !== undefined && code === DONE) await showPage(html, terminal);
    return code;
  },
});
