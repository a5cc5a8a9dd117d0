/** A server or a client of the experiments, running in this process, and what it reported. */
import { type EchoClientOptions, type EchoClientResult, runEchoClient } from "../../src/experiment/echo_client.ts";
import type { EchoEvent } from "../../src/experiment/echo_event.ts";
import { type EchoServerOptions, type EchoServerResult, runEchoServer } from "../../src/experiment/echo_server.ts";
import { ECHO_PRESETS, type TranscriptWords } from "../../src/experiment/preset.ts";
import { type EchoRole, transcriptLine } from "../../src/experiment/transcript.ts";

/** Events as they come, and a way to wait for one. */
export class EventLog {
  readonly events: EchoEvent[] = [];
  readonly #waiting = new Set<() => void>();

  readonly listener = (event: EchoEvent): void => {
    this.events.push(event);
    for (const look of this.#waiting) look();
  };

  /** Resolves as soon as `enough` says so of all events so far. */
  until(enough: (events: readonly EchoEvent[]) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!enough(this.events)) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** The lines of the transcript so far. */
  transcript(role: EchoRole, words: TranscriptWords): string[] {
    return this.events.map((event) => transcriptLine(event, role, words)).filter((line) => line !== undefined);
  }

  count(type: EchoEvent["type"]): number {
    return this.events.filter((event) => event.type === type).length;
  }
}

export interface RunningServer {
  readonly port: number;
  readonly log: EventLog;
  readonly done: Promise<EchoServerResult>;
  /** Interrupts the server and waits for its end. */
  stop(): Promise<EchoServerResult>;
}

/** Starts a server on a free port of 127.0.0.1: v1's unless `options` say otherwise. */
export async function startServer(options: Partial<EchoServerOptions> = {}): Promise<RunningServer> {
  const log = new EventLog();
  const controller = new AbortController();
  const done = runEchoServer({
    ...ECHO_PRESETS.v1.server,
    host: "127.0.0.1",
    port: 0,
    signal: controller.signal,
    onEvent: log.listener,
    ...options,
  });
  await Promise.race([done, log.until((events) => events.length > 0)]);
  const first = log.events[0];
  const stop = () => {
    controller.abort();
    return done;
  };
  return { port: first?.type === "listening" ? first.local.port : 0, log, done, stop };
}

/** Runs a client against a port of 127.0.0.1: v1's unless `options` say otherwise. */
export async function playClient(
  port: number,
  options: Partial<EchoClientOptions> = {},
): Promise<{ result: EchoClientResult; log: EventLog }> {
  const log = new EventLog();
  const result = await runEchoClient({
    ...ECHO_PRESETS.v1.client,
    host: "127.0.0.1",
    port,
    onEvent: log.listener,
    ...options,
  });
  return { result, log };
}

/** Reads up to `length` bytes, or to the end of stream. */
export async function readExactly(conn: Deno.Conn, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const count = await conn.read(bytes.subarray(filled));
    if (count === null) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
