/** `tcplab capture`: live capture of this machine's interfaces. */
import { defineCommand } from "../../line/command.ts";
import { CAPTURE_FLAGS } from "./capture_flags.ts";

/** What filters begin with most: for the shells. */
const FILTER_WORDS = "tcp udp icmp icmp6 arp ip ip6 host net port portrange src dst not and or less greater vlan".split(
  " ",
);

export const capture = defineCommand({
  description:
    "Captures packets of one interface or of all (any), and prints a line for each; --explain says more of each, " +
    "--write keeps them in a pcapng file. FILTER is an expression in the language of tcpdump, such as " +
    "'tcp port 80 and host 10.0.0.1'; it runs in the kernel, so only what is asked for comes through. Packets that " +
    "came faster than they could be kept are counted and told at the end. Needs root or CAP_NET_RAW; started by sudo, it " +
    "gives root's rights back before it opens a file. Ctrl-C ends it, with exit code 0.",
  positionals: [{
    name: "FILTER...",
    help: "Which packets, in the language of pcap-filter(7)",
    required: false,
    suggestions: FILTER_WORDS,
  }],
  flags: CAPTURE_FLAGS,
  endedByUser: true,
  examples: [
    { line: "sudo tcplab capture --port 8080 --explain", does: "Explain what goes over port 8080, as it happens" },
    {
      line: "sudo tcplab capture -i lo -w lo.pcapng --duration 10s",
      does: "Keep ten seconds of the loopback interface",
    },
    {
      line: "sudo tcplab capture -w - --count 100 | tcplab explain -",
      does: "A hundred packets, then the whole report",
    },
    {
      line: "sudo tcplab capture --processes 'tcp[tcpflags] & tcp-syn != 0'",
      does: "Who opens connections, and which process it is",
    },
    {
      line: "sudo tcplab capture -w ring.pcapng -C 100 -W 10 net 10.0.0.0/8",
      does: "The latest gigabyte of a network's traffic, in ten files",
    },
    {
      line: "tcplab capture -r big.pcapng -w web.pcapng port 80 or port 443",
      does: "Of a capture, the packets that a filter keeps",
    },
  ],

  async run({ flags, positionals }, terminal) {
    const { runCapture } = await import("./run_capture.ts");
    return await runCapture(flags, positionals.join(" "), terminal);
  },
});
