/** `tcplab echo`: the server of the echo experiments. */
import { DONE, INTERRUPTED } from "../../../base/exit_code.ts";
import { ECHO_PRESETS, ECHO_VARIANTS, type ServerPreset } from "../../../experiment/preset.ts";
import { defineCommand } from "../../line/command.ts";
import { choice, decimal, integer, text, toggle } from "../../line/flag.ts";
import { JSON_EVENTS, variantList } from "./variant_list.ts";

/** 16 MiB: more than any kernel hands over in one read. */
const LARGEST_BUFFER = 16_777_216;

export const echo = defineCommand({
  description:
    "Accepts one client at a time, reads at most --buffer bytes, answers with the same bytes in upper case " +
    "(ASCII letters only), and goes on until the client's end of stream. A variant sets the options to those of one " +
    "experiment; each can be changed. The transcript on standard output is that of the same program in Python. " +
    "A client that resets or times out is reported, and the next one is served.\n\n" + variantList("server") + "\n\n" +
    JSON_EVENTS,
  positionals: [],
  flags: {
    variant: choice(ECHO_VARIANTS, { help: "Experiment to play", default: "v1" }),
    host: text({
      help: "Address to listen on; 0.0.0.0 for every interface",
      placeholder: "ADDRESS",
      default: "127.0.0.1",
    }),
    port: integer({
      help: "Port to listen on; 0 for any free one (default: the variant's)",
      placeholder: "PORT",
      minimum: 0,
      maximum: 65_535,
    }),
    buffer: integer({ help: "Bytes asked for with each read", unit: "bytes", minimum: 1, maximum: LARGEST_BUFFER }),
    delay: decimal({ help: "Pause before each read", unit: "s", minimum: 0, maximum: 86_400 }),
    repeat: integer({ help: "Copies of the answer to send", minimum: 1, maximum: 1_000_000_000 }),
    exchanges: integer({
      help: "Reads and answers before the server closes; 0: go on to the end of stream",
      minimum: 0,
    }),
    concurrent: toggle({ help: "Serve all clients at once" }),
    noDelay: toggle({ help: "Switch Nagle's algorithm off (TCP_NODELAY)" }),
    timeout: decimal({
      help: "Longest wait for a client to send or to read",
      unit: "s",
      minimum: 0.001,
      maximum: 86_400,
    }),
    count: integer({ help: "Stop after this many clients", minimum: 1 }),
    json: toggle({ help: "Print events as JSON, one object a line, instead of the transcript" }),
  },
  examples: [
    { line: "tcplab echo --variant v2 --count 1", does: "Read 5 bytes at a time, serve one client, and stop" },
    { line: "tcplab echo --variant v3 --host 0.0.0.0", does: "Serve other machines too" },
    { line: "tcplab echo --buffer 16 --repeat 3 --port 0 --json", does: "An experiment of one's own, on a free port" },
  ],

  async run({ flags }, terminal) {
    const { runEchoServer } = await import("../../../experiment/echo_server.ts");
    const { eventJson } = await import("../../../experiment/event_json.ts");
    const { transcriptLine } = await import("../../../experiment/transcript.ts");
    const { EventPrinter } = await import("./event_printer.ts");
    const preset = ECHO_PRESETS[flags.variant];
    const printer = new EventPrinter(
      terminal,
      flags.json ? eventJson : (event) => transcriptLine(event, "server", preset.words),
    );
    const { interrupted } = terminal;
    await runEchoServer({
      ...serverOptions(preset.server, flags),
      host: flags.host,
      port: flags.port ?? preset.port,
      concurrent: flags.concurrent,
      noDelay: flags.noDelay,
      timeout: milliseconds(flags.timeout),
      count: flags.count,
      signal: AbortSignal.any([interrupted, printer.stopped]),
      async onEvent(event) {
        if (event.type === "listening") await terminal.err(listeningLine(flags.variant, event.local));
        await printer.listener(event);
      },
    });
    await printer.finish();
    return interrupted.aborted ? INTERRUPTED : DONE;
  },
});

/** The preset's parameters, each yielding to its option. */
function serverOptions(
  preset: ServerPreset,
  { buffer, delay, repeat, exchanges }: { [K in keyof ServerPreset]?: number | undefined },
): ServerPreset {
  return {
    buffer: buffer ?? preset.buffer,
    delay: milliseconds(delay) ?? preset.delay,
    repeat: repeat ?? preset.repeat,
    exchanges: exchanges === undefined ? preset.exchanges : exchanges || undefined,
  };
}

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}

function listeningLine(variant: string, { hostname, port }: Deno.NetAddr): string {
  const address = hostname.includes(":") ? `[${hostname}]:${port}` : `${hostname}:${port}`;
  const reach = hostname === "127.0.0.1" || hostname === "::1"
    ? " for this machine only (--host 0.0.0.0 for others too)"
    : hostname === "0.0.0.0" || hostname === "::"
    ? " (every interface of this machine)"
    : "";
  return `Echo server ${variant} listens on ${address}${reach}; Ctrl-C stops it\n`;
}
