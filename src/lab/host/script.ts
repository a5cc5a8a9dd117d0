/**
 * Plays a script: socket calls one after the other, each with its line in the transcript.
 */
import { pythonError, socketError } from "../../experiment/socket_error.ts";
import { type BoundConnection, connectFrom } from "../../linux/bound_connection.ts";
import { formatAddress } from "../../net/address.ts";
import { kernelClose } from "../../net/kernel_close.ts";
import { listenTcp } from "../../net/listen.ts";
import { closeQuietly } from "../../net/linger.ts";
import { pause } from "../../net/within.ts";
import { writeAll } from "../../net/write_all.ts";
import type { HostVoice } from "./host_voice.ts";
import type { Step } from "./program.ts";

/** Plays `steps`. A socket error is a line and the end; what is open then is closed. */
export async function playScript(steps: readonly Step[], peer: string, voice: HostVoice): Promise<void> {
  const player = new ScriptPlayer(peer, voice);
  try {
    for (const [index, step] of steps.entries()) {
      voice.step(`step ${index + 1}, ${describeStep(step)}`);
      await player.play(step);
    }
  } catch (error) {
    const failure = socketError(error);
    if (failure === undefined) throw error;
    voice.line(pythonError(failure));
  } finally {
    await player.end();
  }
}

/** A step as a reader of the scenario knows it: what it does, and to what. */
export function describeStep(step: Step): string {
  const { do: name, ...rest } = step;
  const details = Object.entries(rest).map(([key, value]) => `${key} ${JSON.stringify(value)}`);
  return [name, details.join(", ")].filter((part) => part !== "").join(" ");
}

/** Bytes sent where a script says only how many: letters in order, so that a reader sees which part is missing. */
export function patternBytes(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let index = 0; index < length; index++) bytes[index] = 0x61 + index % 26;
  return bytes;
}

type Connection = Deno.TcpConn | BoundConnection;

class ScriptPlayer {
  readonly #peer: string;
  readonly #voice: HostVoice;
  #listener: Deno.TcpListener | null = null;
  #conn: Connection | null = null;

  constructor(peer: string, voice: HostVoice) {
    this.#peer = peer;
    this.#voice = voice;
  }

  async play(step: Step): Promise<void> {
    switch (step.do) {
      case "listen":
        this.#listener = listenTcp({ hostname: "0.0.0.0", port: step.port });
        this.#voice.line(`listening on port ${step.port}`);
        return this.#voice.listening();
      case "accept":
        return await this.#accept();
      case "connect":
        return await this.#connect(step);
      case "send":
        return await this.#send(step);
      case "receive":
        return await this.#receive(step);
      case "wait":
        this.#voice.line(`sleeps ${step.ms} ms`);
        return await pause(step.ms);
      case "await-packet":
        return await this.#voice.seen(step);
      case "tell":
        return this.#voice.tell(step.what);
      case "await":
        return await this.#voice.told(step.what);
      default:
        return await this.#adjust(step.do);
    }
  }

  /** Closes what a script left open. */
  async end(): Promise<void> {
    if (this.#conn !== null) await this.#close();
    if (this.#listener !== null) closeQuietly(this.#listener);
  }

  async #accept(): Promise<void> {
    if (this.#listener === null) throw new Error("accept comes before listen");
    const conn = await this.#listener.accept();
    this.#conn = conn;
    this.#voice.line(`accepted ${formatAddress(conn.remoteAddr)}`);
  }

  async #connect({ port, from }: Extract<Step, { do: "connect" }>): Promise<void> {
    const hostname = this.#peer;
    if (from === undefined) {
      this.#conn = await Deno.connect({ hostname, port });
    } else {
      this.#conn = await connectFrom({ localPort: from, address: hostname, port });
    }
    this.#voice.line(`connected to ${hostname}:${port}${from === undefined ? "" : ` from port ${from}`}`);
  }

  async #send(step: Extract<Step, { do: "send" }>): Promise<void> {
    const bytes = "text" in step ? new TextEncoder().encode(step.text) : patternBytes(step.bytes);
    for (let time = 0; time < (step.times ?? 1); time++) {
      if (time > 0 && step.every !== undefined) await pause(step.every);
      await writeAll(this.#open(), bytes);
      this.#voice.line(`sent ${count(bytes.length)}`);
    }
  }

  async #receive({ bytes, size = 65536, every }: Extract<Step, { do: "receive" }>): Promise<void> {
    const conn = this.#open();
    const wanted = bytes === "end" ? Infinity : bytes;
    const buffer = new Uint8Array(Math.min(size, wanted));
    let received = 0;
    while (received < wanted) {
      if (received > 0 && every !== undefined) await pause(every);
      const length = await conn.read(buffer.subarray(0, Math.min(buffer.length, wanted - received)));
      if (length === null) break;
      received += length;
    }
    const ended = received < wanted;
    this.#voice.line(`received ${count(received)}${ended ? ", then the end of the stream" : ""}`);
  }

  async #adjust(what: "keep-alive" | "no-delay" | "close-write" | "close"): Promise<void> {
    const conn = this.#open();
    if (what === "close") {
      await this.#close();
      return this.#voice.line("closed");
    }
    if (what === "close-write") {
      await conn.closeWrite();
      return this.#voice.line("closed its sending side");
    }
    if (!("setKeepAlive" in conn)) throw new Error(`${what} is not possible on a connection with a fixed port`);
    if (what === "keep-alive") conn.setKeepAlive(true);
    else conn.setNoDelay(true);
    this.#voice.line(what === "keep-alive" ? "switched keep-alive on" : "switched Nagle's algorithm off");
  }

  async #close(): Promise<void> {
    const conn = this.#open();
    this.#conn = null;
    if ("setKeepAlive" in conn) await kernelClose(conn);
    else conn.close();
  }

  #open(): Connection {
    if (this.#conn === null) throw new Error("a step needs a connection, and there is none");
    return this.#conn;
  }
}

function count(bytes: number): string {
  return bytes === 1 ? "1 byte" : `${bytes} bytes`;
}
