/**
 * The client of the echo experiments: connects, sends, reads as often as it was told, and closes, whatever is left
 * unread.
 */
import { kernelClose, prepareKernelClose } from "../net/kernel_close.ts";
import { closeQuietly } from "../net/linger.ts";
import { Interrupted, type Limits, pause, within } from "../net/within.ts";
import { type CloseReason, type EchoListener, now } from "./echo_event.ts";
import type { ClientPreset } from "./preset.ts";
import { type SocketError, socketError } from "./socket_error.ts";
import { writeRepeated } from "./write_repeated.ts";

/** A preset's parameters (`...ECHO_PRESETS.v2.client`), with the messages as text or bytes, and whom to connect to. */
export interface EchoClientOptions extends Omit<ClientPreset, "messages"> {
  /** Address or name of the server. */
  readonly host: string;
  readonly port: number;
  /** One after the other; text is sent as UTF-8. */
  readonly messages: readonly (string | Uint8Array)[];
  /** Pause before each read, ms. */
  readonly delay?: number;
  /** Switch Nagle's algorithm off (TCP_NODELAY). */
  readonly noDelay?: boolean;
  /** Longest wait of connecting, of a send and of a read, ms; `TimeoutError: timed out` then. None where absent. */
  readonly timeout?: number | undefined;
  /** Closes the connection and ends the run. */
  readonly signal?: AbortSignal;
  /** Receives `connection`, then what was sent and received. */
  readonly onEvent?: EchoListener;
}

/** What a client was doing. */
export type ClientStep = "connect" | "send" | "receive";

/** How a client's run ended. */
export type EchoClientResult =
  | { readonly outcome: "done" }
  | { readonly outcome: "failed"; readonly step: ClientStep; readonly error: SocketError }
  | { readonly outcome: "interrupted" };

/**
 * Runs an echo client once; by the end its socket is closed. What goes wrong on the socket is an `error` event and part
 * of the result, not a rejection.
 */
export async function runEchoClient(options: EchoClientOptions): Promise<EchoClientResult> {
  if (options.signal?.aborted) return { outcome: "interrupted" };
  await prepareKernelClose();
  const run = new ClientRun(options);
  try {
    await run.play();
    await run.close("done");
    return { outcome: "done" };
  } catch (thrown) {
    if (thrown instanceof Interrupted || options.signal?.aborted) {
      await run.close("interrupted");
      return { outcome: "interrupted" };
    }
    const error = socketError(thrown);
    if (error === undefined) {
      run.abandon();
      throw thrown;
    }
    await run.fail(error);
    return { outcome: "failed", step: run.step, error };
  }
}

/** One connection and how far it has come. */
class ClientRun {
  readonly #options: EchoClientOptions;
  readonly #onEvent: EchoListener;
  #conn: Deno.TcpConn | undefined;
  #received = 0;
  #sent = 0;
  step: ClientStep = "connect";

  constructor(options: EchoClientOptions) {
    this.#options = options;
    this.#onEvent = options.onEvent ?? (() => {});
  }

  /** Connects and has the conversation. */
  async play(): Promise<void> {
    const { messages, sends, reads, noDelay } = this.#options;
    const conn = await connect(this.#options);
    this.#conn = conn;
    if (noDelay) conn.setNoDelay(true);
    const { localAddr: local, remoteAddr: remote } = conn;
    await this.#onEvent({ type: "connection", time: now(), connection: 1, local, remote });
    for (const message of messages) {
      const bytes = typeof message === "string" ? new TextEncoder().encode(message) : message;
      this.step = "send";
      for (let send = 0; send < sends; send++) await this.#send(conn, bytes);
      this.step = "receive";
      for (let read = 0; read < reads; read++) {
        if (!await this.#read(conn)) return;
      }
    }
  }

  async #send(conn: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
    const { times } = this.#options;
    await writeRepeated(conn, bytes, this.#options);
    const length = bytes.length * times;
    this.#sent += length;
    await this.#onEvent({ type: "sent", time: now(), connection: 1, bytes, times, length });
  }

  /** Reads once; false at the end of stream. A buffer for each read: the listener may keep what it is shown. */
  async #read(conn: Deno.TcpConn): Promise<boolean> {
    const { readSize, delay = 0, signal } = this.#options;
    if (delay > 0) await pause(delay, signal);
    const buffer = new Uint8Array(readSize);
    const count = await within(conn.read(buffer), this.#options);
    const bytes = buffer.subarray(0, count ?? 0);
    this.#received += bytes.length;
    await this.#onEvent({ type: "received", time: now(), connection: 1, bytes });
    return count !== null;
  }

  /** Closes as a Python program does, with what is unread left unread; or at once after an interruption. */
  async close(reason: CloseReason): Promise<void> {
    const conn = this.#conn;
    if (conn === undefined) return;
    if (reason === "interrupted") closeQuietly(conn);
    else await kernelClose(conn);
    await this.#closed(reason);
  }

  /** Reports what went wrong and closes. After a deadline the read or write still waits: only `conn.close()` ends it. */
  async fail(error: SocketError): Promise<void> {
    const connection = this.#conn === undefined ? undefined : 1;
    await this.#onEvent({ type: "error", time: now(), connection, error });
    if (this.#conn === undefined) return;
    if (error.code === undefined) closeQuietly(this.#conn);
    else await kernelClose(this.#conn);
    await this.#closed("error");
  }

  /** Closes without a word. */
  abandon(): void {
    if (this.#conn !== undefined) closeQuietly(this.#conn);
  }

  async #closed(reason: CloseReason): Promise<void> {
    const counts = { received: this.#received, sent: this.#sent };
    await this.#onEvent({ type: "closed", time: now(), connection: 1, reason, ...counts });
  }
}

/**
 * Connects within the limits. `localhost` means 127.0.0.1: the experiments are about IPv4, and a first attempt on ::1
 * would put packets into the capture that the lesson does not speak of.
 */
async function connect({ host, port, timeout, signal }: EchoClientOptions & Limits): Promise<Deno.TcpConn> {
  const hostname = host.toLowerCase() === "localhost" ? "127.0.0.1" : host.replace(/^\[(.*)\]$/, "$1");
  const abandoned = new AbortController();
  const connecting = Deno.connect({ hostname, port, signal: abandoned.signal });
  try {
    return await within(connecting, { timeout, signal });
  } catch (error) {
    abandoned.abort();
    connecting.then((late) => late.close(), () => {});
    throw error;
  }
}
