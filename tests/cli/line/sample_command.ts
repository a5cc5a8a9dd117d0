/** A command with one flag of every kind, for the tests of the command line. */
import { type Command, defineCommand } from "../../../src/cli/line/command.ts";
import { choice, decimal, integer, list, onOff, text, toggle } from "../../../src/cli/line/flag.ts";

export const SAMPLE: Command = {
  name: "sample",
  summary: "Show one flag of every kind",
  ...defineCommand({
    description:
      "First paragraph, long enough that it has to be wrapped when the terminal has only forty columns.\n\nSecond.",
    positionals: [
      { name: "SCENARIO", help: "What to play", required: true, choices: ["v1", "v2", "http-root"] },
      { name: "FILE...", help: "Files to read", required: false },
    ],
    flags: {
      port: integer({
        help: "Port to listen on",
        short: "p",
        placeholder: "PORT",
        default: 5050,
        minimum: 0,
        maximum: 65535,
      }),
      delay: integer({ help: "Wait before each read", unit: "ms", minimum: 0, default: 0, group: "Timing" }),
      timeout: decimal({ help: "Give up after", unit: "s", minimum: 0, maximum: 3600, group: "Timing" }),
      buffer: integer({ help: "Bytes read at most", unit: "bytes", minimum: 1, maximum: 1 << 30 }),
      rate: decimal({ help: "Speed of the link", unit: "bit/s", minimum: 1 }),
      loss: decimal({ help: "Packets lost", unit: "%", minimum: 0, maximum: 100, default: 0 }),
      noDelay: toggle({ help: "Switch Nagle's algorithm off" }),
      json: toggle({ help: "Print events as JSON", short: "j" }),
      offload: onOff({ help: "Segmentation offload", default: true }),
      message: text({ help: "What to send; - reads standard input", placeholder: "TEXT", short: "m" }),
      html: text({ help: "Write a page", placeholder: "FILE" }),
      variant: choice(["v0", "v1", "v2"], { help: "Which experiment", default: "v1" }),
      drop: list({ help: "Drop a packet", placeholder: "N" }),
      secret: toggle({ help: "For processes of our own", hidden: true }),
    },
    examples: [{ line: "tcplab sample v1", does: "Plays the first one" }],
    run: () => Promise.resolve(0),
  }),
};
