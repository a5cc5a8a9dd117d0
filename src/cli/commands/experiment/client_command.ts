/** `tcplab client`: the client of the echo experiments. */
import { DONE, INTERRUPTED } from "../../../base/exit_code.ts";
import { Failure, UsageError } from "../../../base/failure.ts";
import type { EchoClientResult } from "../../../experiment/echo_client.ts";
import type { SocketError } from "../../../experiment/socket_error.ts";
import { ECHO_PRESETS, ECHO_VARIANTS } from "../../../experiment/preset.ts";
import { defineCommand } from "../../line/command.ts";
import { choice, decimal, integer, list, toggle } from "../../line/flag.ts";
import { quote } from "../../../base/quote.ts";
import { JSON_EVENTS, variantList } from "./variant_list.ts";

const LARGEST_READ = 16_777_216;

export const client = defineCommand({
  description: "Connects, sends each message, reads as often as it was told, and closes, whatever is left unread. " +
    "A variant sets the options to those of one experiment; each can be changed. The transcript on standard output " +
    "is that of the same program in Python. As those programs do, it sends everything before it reads: where both " +
    "sides have more to send than the kernel holds, they wait for each other, and --timeout ends it.\n\n" +
    variantList("client") + "\n\n" + JSON_EVENTS,
  positionals: [
    { name: "HOST", help: "Name or address of the server (default: 127.0.0.1)", required: false },
    { name: "PORT", help: "Port of the server (default: the variant's)", required: false },
  ],
  flags: {
    variant: choice(ECHO_VARIANTS, { help: "Experiment to play", default: "v1" }),
    message: list({
      help: "Text to send, or - for standard input; several are sent one after the other, each with its reads",
      placeholder: "TEXT",
    }),
    times: integer({ help: "Copies of the message in one send", minimum: 1, maximum: 1_000_000_000 }),
    sends: integer({ help: "Sends in a row before anything is read", minimum: 1, maximum: 1_000_000 }),
    reads: integer({ help: "Reads after the sends", minimum: 0, maximum: 1_000_000_000 }),
    readSize: integer({ help: "Bytes asked for with each read", unit: "bytes", minimum: 1, maximum: LARGEST_READ }),
    delay: decimal({ help: "Pause before each read", unit: "s", minimum: 0, maximum: 86_400, default: 0 }),
    noDelay: toggle({ help: "Switch Nagle's algorithm off (TCP_NODELAY)" }),
    timeout: decimal({
      help: "Longest wait for the connection, a send, and a read",
      unit: "s",
      minimum: 0.001,
      maximum: 86_400,
    }),
    json: toggle({ help: "Print events as JSON, one object a line, instead of the transcript" }),
  },
  examples: [
    { line: "tcplab client --variant v2", does: "Send 20 bytes to the server on this machine, read once, close" },
    { line: "tcplab client --variant v0 10.0.2.15 12345", does: "Talk to a server on another machine" },
    { line: "tcplab client --message - --reads 2 --timeout 5s 127.0.0.1 < notes.txt", does: "Send a file's bytes" },
  ],

  async run({ flags, positionals }, terminal) {
    const preset = ECHO_PRESETS[flags.variant];
    const host = readHost(positionals[0] || "127.0.0.1", positionals[1]);
    const port = readPort(positionals[1], preset.port);
    const { runEchoClient } = await import("../../../experiment/echo_client.ts");
    const { eventJson } = await import("../../../experiment/event_json.ts");
    const { transcriptLine } = await import("../../../experiment/transcript.ts");
    const { readMessages } = await import("./client_messages.ts");
    const { EventPrinter } = await import("./event_printer.ts");
    // An error is the command's last line, on standard error.
    const printer = new EventPrinter(
      terminal,
      flags.json
        ? eventJson
        : (event) => event.type === "error" ? undefined : transcriptLine(event, "client", preset.words),
    );
    const { interrupted } = terminal;
    const signal = AbortSignal.any([interrupted, printer.stopped]);
    const messages = await readMessages(flags.message, Deno.stdin.readable, signal);
    if (messages?.some((message) => message.length === 0)) {
      await terminal.err("tcplab: the message is empty: nothing is sent, and the server has nothing to answer\n");
    }
    const result = await runEchoClient({
      host,
      port,
      messages: messages ?? preset.client.messages,
      times: flags.times ?? preset.client.times,
      sends: flags.sends ?? preset.client.sends,
      reads: flags.reads ?? preset.client.reads,
      readSize: flags.readSize ?? preset.client.readSize,
      delay: flags.delay * 1000,
      noDelay: flags.noDelay,
      timeout: flags.timeout === undefined ? undefined : flags.timeout * 1000,
      signal,
      onEvent: printer.listener,
    });
    await printer.finish();
    if (result.outcome === "failed") {
      throw new Failure(failureLine(result, { host, port, variant: flags.variant }));
    }
    return interrupted.aborted ? INTERRUPTED : DONE;
  },
});

/** The host; a port in its place, or HOST:PORT in one word, gets the way it is written here. */
function readHost(typed: string, port: string | undefined): string {
  if (port === undefined && /^\d+$/.test(typed)) {
    // As an address, a number alone is an old way to write all 32 bits of it: nobody means that.
    throw new UsageError(`HOST comes before PORT: ${typed} looks like a port: write 127.0.0.1 ${typed}`);
  }
  const joined = /^([^:]+|\[.*\]):(\d+)$/.exec(typed);
  if (joined === null) return typed;
  throw new UsageError(`HOST and PORT are two words: found ${typed}; write tcplab client ${joined[1]} ${joined[2]}`);
}

/** The port as a number, `preset` where none was typed. */
function readPort(typed: string | undefined, preset: number): number {
  if (typed === undefined) return preset;
  const port = /^\d{1,5}$/.test(typed) ? Number(typed) : 0;
  if (port < 1 || port > 65_535) throw new UsageError(`PORT is a whole number from 1 to 65535: found ${quote(typed)}`);
  return port;
}

type Failed = Extract<EchoClientResult, { outcome: "failed" }>;

interface Server {
  readonly host: string;
  readonly port: number;
  readonly variant: string;
}

/** What failed, at which server, and what to do next. */
function failureLine({ step, error }: Failed, { host, port, variant }: Server): string {
  const server = `${host.includes(":") ? `[${host.replace(/^\[|\]$/g, "")}]` : host}:${port}`;
  const said = `${error.name}: ${error.message}`;
  if (error.code === "ENOTFOUND") return `Cannot find ${quote(host)}: ${said}; check the name, or give an address`;
  if (step === "connect") return `Cannot connect to ${server}: ${said}${connectAdvice(error, variant)}`;
  const doing = step === "send" ? "Cannot send to" : "Cannot receive from";
  const advice = error.code === undefined
    ? "; it is too slow or waits for more; allow more time with --timeout"
    : error.code === "ETIMEDOUT"
    ? "; the way to it broke down"
    : "; the server closed the connection";
  return `${doing} ${server}: ${said}${advice}`;
}

function connectAdvice({ code }: SocketError, variant: string): string {
  switch (code) {
    case "ECONNREFUSED":
      return `; nothing listens there: start tcplab echo --variant ${variant}, or name another PORT`;
    case "ETIMEDOUT":
      return "; nothing answered: check the address and firewalls";
    case undefined:
      return "; nothing answered: check the address and firewalls, or allow more time with --timeout";
    default:
      return "; check the address and this machine's network";
  }
}
