/** `tcplab capture`: live capture of this machine's interfaces. */
import { defineCommand } from "../../line/command.ts";
import { CAPTURE_FLAGS } from "./capture_flags.ts";

export const capture = defineCommand({
  description:
    "Captures packets of one interface or of all (any), and prints a line for each; --explain says more of each, " +
    "--write keeps them in a pcapng file. A filter in the kernel lets only what is asked for through. Packets that " +
    "came faster than they could be kept are counted and told at the end. Needs root or CAP_NET_RAW.",
  positionals: [],
  flags: CAPTURE_FLAGS,
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
  ],

  async run({ flags }, terminal) {
    const { runCapture } = await import("./run_capture.ts");
    return await runCapture(flags, terminal);
  },
});
