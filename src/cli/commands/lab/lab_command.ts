/** `tcplab lab`: two virtual hosts, a wire between them, a scenario played, captured and explained. */
import { defineCommand } from "../../line/command.ts";
import { languageOf } from "../../line/reader_language.ts";
import { SCENARIO_NAMES } from "./scenario_names.ts";
import { choice, decimal, integer, list, onOff, text, toggle } from "../../line/flag.ts";
import { FORMAT_NAMES } from "../../line/output_format_names.ts";
import { LANGUAGES } from "../../../language/language.ts";

const OWN = "Your own programs";
const HOSTS = "Hosts";
const LINK = "Link";

export const lab = defineCommand({
  name: "lab",
  summary: "Play an experiment between two virtual hosts, and have every packet explained",
  description:
    "Starts two hosts in network namespaces of their own (no root needed), puts a wire between them that loses, " +
    "delays and reorders packets as it is told, plays a scenario, and explains what was on the wire. What each " +
    "program printed stands under its host, the packets as arrows between. Nothing is left behind.\n\n" +
    "With --server and --client your own programs run on the two hosts, whatever they are written in; with a " +
    "scenario, one of them takes the place of the scenario's own.\n\n" +
    "A scenario is a name of --list, or a JSON file of one's own (tcplab lab --schema prints what may be in it). " +
    "Faults are repeatable: the same --seed gives the same faults to the same packets.",
  positionals: [{
    name: "SCENARIO",
    help: "A scenario's name, or a JSON file that describes one",
    required: false,
    suggestions: SCENARIO_NAMES,
  }],
  flags: {
    server: text({ help: "Run this command on the server's host", placeholder: "COMMAND", group: OWN }),
    client: text({
      help: "Run this command on the client's host, where the names client and server are known",
      placeholder: "COMMAND",
      group: OWN,
    }),
    ready: decimal({
      help: "Start the client after this long (default: when the server listens)",
      unit: "s",
      minimum: 0,
      maximum: 3600,
      group: OWN,
    }),
    stdin: choice(["client", "server"], { help: "The program that reads this terminal, file or pipe", group: OWN }),
    ipv6: toggle({ help: "The hosts have IPv6 addresses too, and their names mean these", group: OWN }),
    list: toggle({ help: "Tell the scenarios in a table" }),
    check: toggle({ help: "Say what this machine can do" }),
    apparmor: toggle({ help: "Print an AppArmor profile that allows this program its hosts (Ubuntu 24.04)" }),
    schema: toggle({ help: "Print the JSON schema of scenario files" }),
    loopback: toggle({ help: "Play on 127.0.0.1 of this machine, without hosts and wire of our own" }),
    pcap: text({ help: "Write the capture (.pcap: classic, else pcapng)", placeholder: "FILE", group: "Output" }),
    html: text({ help: "Write the whole run as a page for the browser", placeholder: "FILE", group: "Output" }),
    kernel: text({
      help: "Write what the hosts' kernels say of their connections as ndjson; - for standard output",
      placeholder: "FILE",
      group: "Output",
    }),
    format: choice(FORMAT_NAMES, {
      help: "How the report is printed",
      placeholder: "FORMAT",
      default: "text",
      group: "Output",
    }),
    lang: choice(LANGUAGES, {
      help: "Language of the explanations (default: as LANG says, else English)",
      group: "Output",
    }),
    quiet: toggle({
      help:
        "The report only: nothing while it happens, no suggestions; what was written is still told on standard error",
      short: "q",
      group: "Output",
    }),
    timeout: decimal({
      help: "End the scenario after this long",
      unit: "s",
      minimum: 0.1,
      maximum: 86_400,
      default: 120,
    }),
    delay: decimal({ help: "Time from one host to the other", unit: "ms", minimum: 0, maximum: 60_000, group: LINK }),
    jitter: decimal({ help: "Up to this much more, by chance", unit: "ms", minimum: 0, maximum: 60_000, group: LINK }),
    loss: decimal({
      help: "Share of packets that are lost, in percent: 2 or 2%",
      unit: "%",
      minimum: 0,
      maximum: 100,
      group: LINK,
    }),
    reorder: decimal({
      help: "Share of packets that the next one overtakes",
      unit: "%",
      minimum: 0,
      maximum: 100,
      group: LINK,
    }),
    duplicate: decimal({
      help: "Share of packets that arrive twice",
      unit: "%",
      minimum: 0,
      maximum: 100,
      group: LINK,
    }),
    corrupt: decimal({
      help: "Share of packets in which a bit is flipped",
      unit: "%",
      minimum: 0,
      maximum: 100,
      group: LINK,
    }),
    rate: decimal({
      help: "Speed of the wire in each direction",
      unit: "bit/s",
      minimum: 1000,
      maximum: 1e12,
      group: LINK,
    }),
    mtu: integer({ help: "Largest IP packet", unit: "bytes", minimum: 576, maximum: 65_535, group: LINK }),
    offload: onOff({ help: "Hosts leave segmentation and checksums to their network card", group: LINK }),
    drop: list({
      help: "Lose particular packets: client:4, server:data:3, client:syn:1-2",
      placeholder: "PACKET",
      group: LINK,
    }),
    set: list({
      help: "A kernel setting of one host or both: client:tcp_sack=0, net.core.wmem_max=65536",
      placeholder: "SETTING",
      group: HOSTS,
    }),
    congestion: list({
      help: "Congestion control of one host or both: reno, client:bbr",
      placeholder: "NAME",
      group: HOSTS,
    }),
    interfaces: choice(["tun", "veth"], {
      help: "How hosts get their interfaces (default: tun where /dev/net/tun is open to this user, else veth)",
      group: HOSTS,
    }),
    seed: integer({ help: "Where chance begins", minimum: 0, maximum: 2 ** 31, group: LINK }),
  },
  examples: [
    {
      line: "tcplab lab --server 'python3 server.py 5050' --client 'python3 client.py server 5050'",
      does: "Your own programs on the wire",
    },
    { line: "tcplab lab v2", does: "Nagle's algorithm and a reset, played and explained" },
    { line: "tcplab lab v1 --drop server:data:1 --pcap lost.pcapng", does: "Lose one packet, keep the capture" },
    { line: "tcplab lab slow-start --loss 2% --seed 7 --format summary", does: "Losses by chance, repeatable" },
    { line: "tcplab lab --list", does: "All scenarios" },
    { line: "tcplab lab --check", does: "What is missing on this machine, and how to allow it" },
  ],

  async run({ flags, positionals, given }, terminal) {
    const { runLabCommand } = await import("./run_lab.ts");
    return await runLabCommand(positionals[0], { ...flags, lang: languageOf(flags.lang) }, { given, terminal });
  },
});
