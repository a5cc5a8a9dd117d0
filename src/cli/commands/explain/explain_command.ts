/** `tcplab explain`: a capture analysed as tshark does, and explained in words. */
import { defineCommand } from "../../line/command.ts";
import type { Flag } from "../../line/flag.ts";
import { DONE } from "../../../base/exit_code.ts";
import { UsageError } from "../../../base/failure.ts";
import { isStandardOutput } from "../../../output/standard_output.ts";
import { CONVERSATIONS, EXPLAIN_FLAGS } from "./explain_flags.ts";
import { CONVERSATION_FORMAT_HELP, FORMAT_HELP, isConversationFormat } from "../../line/output_format_names.ts";

const FORMATS = Object.entries({ ...FORMAT_HELP, ...CONVERSATION_FORMAT_HELP });

const FILTER_HELP = [
  "host ADDRESS, net 10.0.0.0/8, port 80-90",
  "                            either end; with src or dst before it, the sender or the receiver",
  "stream {0 3-5}              conversations by their index",
  "flag NAME                   FIN SYN RST PSH ACK URG ECE CWR AE",
  "analysis NAME               retransmission, duplicate_ack, zero_window ...; any for all of them",
  "code NAME                   an explanation's code: rst-unread-data, nagle-coalesced ...",
  "NAME                        a flag, an analysis name or a code",
  "len > 1000, rtt > 100ms, time 10s..20s, window 0 ...",
  "                            numbers of the packet, compared by == != < <= > >=, A..B or in {...}",
  "duration, packets, bytes, retransmissions",
  "                            numbers of its conversation, compared alike",
  "finding NAME, cause NAME    what was found of its conversation, what that waited for",
  "conversation where TEST     its conversation has a packet for which the test is true",
  "tcp.flags.reset == 1, ip.addr == ADDRESS ...",
  "                            the words of Wireshark's display filters",
  "not A, A and B, A or B, ( A )",
];

export const explain = defineCommand({
  description:
    "Reads a capture (pcap or pcapng, gzip or zstd of either; - for standard input), follows its TCP conversations as " +
    "Wireshark does, and says of each packet what it is, why it was sent, and what it changes. The capture is read " +
    "in constant memory, however large it is.\n\n" +
    `Formats:\n${FORMATS.map(([name, help]) => `  ${name.padEnd(15)}${help}`).join("\n")}\n\n` +
    `Filters choose the packets that are shown; all are analysed:\n${
      FILTER_HELP.map((line) => `  ${line}`).join("\n")
    }`,
  positionals: [{
    name: "FILE...",
    help: "Capture file, or a folder of them; - for standard input",
    required: true,
    unless: "schema",
    captures: true,
  }],
  pages: true,
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
    if (flags.schema) {
      const { JSON_SCHEMA } = await import("../../../report/data/json_schema.ts");
      await terminal.out(JSON.stringify(JSON_SCHEMA, null, 2) + "\n");
      return DONE;
    }
    const { captureFiles } = await import("../../../reading/feeds/capture_files.ts");
    const files = await captureFiles(positionals);
    const { format } = flags;
    if (isConversationFormat(format)) {
      const { runConversations } = await import("./run_conversations.ts");
      return await runConversations(files, { ...flags, format }, terminal);
    }
    refuseWhatOrdersLists(given);
    const { explainAll } = await import("./explain_all.ts");
    const { pageFile, showPage } = await import("../../line/shown_page.ts");
    const html = await pageFile(flags);
    const prints = given.has("format") ||
      (flags.pcapng === undefined && html === undefined && flags.expect.length === 0);
    refuseTwice({ ...flags, html }, prints);
    const code = await explainAll(files, { ...flags, html, format, prints, overviews: !given.has("format") }, terminal);
    if (flags.open && html !== undefined && code === DONE) await showPage(html, terminal);
    return code;
  },
});

/** Throws where an option is given that only lists of conversations have a use for. */
function refuseWhatOrdersLists(given: ReadonlySet<string>): void {
  const option = Object.entries<Flag<unknown>>(EXPLAIN_FLAGS).find(([name, { group }]) =>
    group === CONVERSATIONS && given.has(name)
  );
  if (option === undefined) return;
  throw new UsageError(`Option --${option[0]} is about lists of conversations: it goes with --format conversations`);
}

/** Throws where two results would go to standard output. */
function refuseTwice(
  { html, pcapng }: { readonly html: string | undefined; readonly pcapng: string | undefined },
  prints: boolean,
): void {
  const named = [["--html", html], ["--pcapng", pcapng]] as const;
  const taking = named.flatMap(([option, path]) => path !== undefined && isStandardOutput(path) ? [option] : []);
  const [first, second] = [...taking, ...(prints ? ["--format"] : [])];
  if (first === undefined || second === undefined || taking.length === 0) return;
  throw new UsageError(`Options ${first} and ${second} cannot both write to standard output`);
}
