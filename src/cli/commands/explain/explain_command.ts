/** `tcplab explain`: a capture analysed as tshark does, and explained in words. */
import { defineCommand } from "../../line/command.ts";
import { EXPLAIN_FLAGS } from "./explain_flags.ts";
import { FORMAT_HELP, FORMAT_NAMES } from "../../line/output_format_names.ts";

const FILTER_HELP = [
  "host ADDRESS, port NUMBER   either end; with src or dst before it, the sender or the receiver",
  "stream NUMBER               the conversation's index",
  "flag NAME                   FIN SYN RST PSH ACK URG ECE CWR AE",
  "analysis NAME               retransmission, duplicate_ack, zero_window ...; any for all of them",
  "code NAME                   an explanation's code: rst-unread-data, nagle-coalesced ...",
  "NAME                        a flag, an analysis name or a code",
  "not A, A and B, A or B, ( A )",
];

export const explain = defineCommand({
  description:
    "Reads a capture (pcap or pcapng, gzip of either; - for standard input), follows its TCP conversations as " +
    "Wireshark does, and says of each packet what it is, why it was sent, and what it changes. The capture is read " +
    "in constant memory, however large it is.\n\n" +
    `Formats:\n${FORMAT_NAMES.map((name) => `  ${name.padEnd(9)}${FORMAT_HELP[name]}`).join("\n")}\n\n` +
    `Filters choose the packets that are shown; all are analysed:\n${
      FILTER_HELP.map((line) => `  ${line}`).join("\n")
    }`,
  positionals: [{ name: "FILE", help: "Capture file, - for standard input", required: true }],
  flags: EXPLAIN_FLAGS,
  examples: [
    { line: "tcplab explain capture.pcapng", does: "Explain every packet of a capture" },
    { line: "tcplab explain capture.pcapng --format summary", does: "What happened, conversation by conversation" },
    { line: "tcplab explain capture.pcapng --filter 'port 80 and not flag ACK'", does: "Only some packets" },
    {
      line: "tcplab explain capture.pcapng --expect 'no analysis retransmission; server-application < 50%'",
      does: "A check for scripts: exit code 1 and one line where it does not hold",
    },
    {
      line: "tcpdump -w - tcp | tcplab explain - --format ladder",
      does: "A sequence diagram of what was just captured",
    },
  ],

  async run({ flags, positionals, given }, terminal) {
    const { runExplain } = await import("./run_explain.ts");
    const prints = given.has("format") ||
      (flags.pcapng === undefined && flags.html === undefined && flags.expect.length === 0);
    return await runExplain(positionals[0]!, { ...flags, prints }, terminal);
  },
});
