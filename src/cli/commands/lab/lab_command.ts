/** `tcplab lab`: two virtual hosts, a wire between them, a scenario played, captured and explained. */
import { defineCommand } from "../../line/command.ts";
import { languageOf } from "../../line/reader_language.ts";
import { SCENARIO_NAMES } from "./scenario_names.ts";
import { LAB_FLAGS } from "./lab_flags.ts";

export const lab = defineCommand({
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
  flags: LAB_FLAGS,
  examples: [
    {
      line: "tcplab lab --server 'python3 server.py 5050' --client 'python3 client.py server 5050'",
      does: "Your own programs on the wire",
    },
    { line: "tcplab lab v2", does: "Nagle's algorithm and a reset, played and explained" },
    { line: "tcplab lab v1 --drop server:data:1 --pcap lost.pcapng", does: "Lose one packet, keep the capture" },
    { line: "tcplab lab slow-start --loss 2% --seed 7 --format summary", does: "Losses by chance, repeatable" },
    {
      line: "tcplab lab slow-start --rate 10mbit/1mbit --queue 30 --queue-kind codel",
      does: "A slow line with a short queue",
    },
    { line: "tcplab lab v1 --box nat --box ttl=3", does: "Boxes between the hosts" },
    {
      line: "tcplab lab v1 --expect 'no analysis retransmission; client says HELLO'",
      does: "A check for scripts: exit code 1 and one line where it does not hold",
    },
    {
      line: "tcplab lab slow-start --delay 10..80 --loss 0,1",
      does: "Every combination, and a table of what came of it",
    },
    { line: "tcplab lab --list", does: "All scenarios" },
    { line: "tcplab lab --check", does: "What is missing on this machine, and how to allow it" },
  ],

  async run({ flags, positionals, given }, terminal) {
    const { runLabCommand } = await import("./run_lab.ts");
    return await runLabCommand(positionals[0], { ...flags, lang: languageOf(flags.lang) }, { given, terminal });
  },
});
