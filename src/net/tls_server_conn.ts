/**
 * The server's end of a TLS connection, with the calls of a `Deno.Conn`. The handshake is part of the first read, so that
 * whoever never finishes it meets the same deadline as whoever never sends a request.
 */
import type { Duplex } from "node:stream";
import { type SecureContext, TLSSocket } from "node:tls";
import { ConnStream } from "./conn_stream.ts";
import { closeQuietly } from "./linger.ts";
import { isClosedHere, isPeerError } from "./peer_error.ts";

/** First byte of every TLS connection: a record of the handshake (RFC 8446 5.1). */
const HANDSHAKE = 0x16;
/** Bytes read to see what it is: more than the first message of most clients. */
const FIRST = 2048;
/** Bytes handed over at a time: the callback of a write says only that all of it was taken. */
const PIECE = 64 << 10;
/** The same for a client that takes its time: smaller steps show that it does take something. */
const SLOW_PIECE = 4 << 10;
/** A piece that takes longer was taken slowly, ms. */
const SLOW = 1000;

export class TlsServerConn {
  readonly remoteAddr: Deno.Addr;
  readonly localAddr: Deno.Addr;
  /** The client's first byte began no TLS: what it sends is read as it is, and so is what is written to it. */
  plain = false;
  readonly #conn: Deno.TcpConn;
  readonly #context: SecureContext;
  #begun: Promise<void> | null = null;
  /** Null for a client without TLS. */
  #stream: Duplex | null = null;
  #rest: Uint8Array | null = null;
  #ended = false;
  #error: unknown = null;
  #wake: (() => void) | null = null;
  #piece = PIECE;

  constructor(conn: Deno.TcpConn, context: SecureContext) {
    this.#conn = conn;
    this.#context = context;
    this.remoteAddr = conn.remoteAddr;
    this.localAddr = conn.localAddr;
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    await (this.#begun ??= this.#begin());
    for (;;) {
      if (this.#rest !== null) return this.#hand(this.#rest, buffer);
      if (this.#error !== null) throw this.#error;
      if (this.#ended) return null;
      if (this.#stream === null) return await this.#conn.read(buffer);
      this.#stream.resume();
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
  }

  /** What is written before the client has said anything waits until it has. */
  async write(bytes: Uint8Array): Promise<number> {
    await (this.#begun ??= this.#begin());
    if (this.#error !== null) throw this.#error;
    const stream = this.#stream;
    if (stream === null) return await this.#conn.write(bytes);
    const piece = bytes.length <= this.#piece ? bytes : bytes.subarray(0, this.#piece);
    const begin = performance.now();
    await new Promise<void>((resolve, reject) => {
      stream.write(piece, (error) => error ? reject(this.#error ?? asDeno(error)) : resolve());
    });
    this.#piece = performance.now() - begin > SLOW ? SLOW_PIECE : PIECE;
    return piece.length;
  }

  /** Says that nothing more comes: close_notify, then FIN. */
  async closeWrite(): Promise<void> {
    const stream = this.#stream;
    if (stream === null) return await this.#conn.closeWrite();
    if (stream.destroyed) return;
    await new Promise<void>((resolve) => {
      stream.once("close", () => resolve());
      stream.end(() => resolve());
    });
  }

  close(): void {
    this.#error ??= new Deno.errors.BadResource("The connection is closed");
    this.#stream?.destroy();
    closeQuietly(this.#conn);
    this.#awake();
  }

  setNoDelay(noDelay = true): void {
    this.#conn.setNoDelay(noDelay);
  }

  /** Waits for the first byte and decides by it. */
  async #begin(): Promise<void> {
    const buffer = new Uint8Array(FIRST);
    const count = await this.#conn.read(buffer);
    if (count === null) {
      this.#ended = true;
      return;
    }
    const first = buffer.subarray(0, count);
    this.plain = first[0] !== HANDSHAKE;
    if (this.plain) this.#rest = first;
    else this.#secure(new ConnStream(this.#conn, first));
  }

  #secure(wire: ConnStream): void {
    const options = {
      isServer: true,
      secureContext: this.#context,
      ALPNProtocols: ["http/1.1"],
      allowHalfOpen: true,
    };
    const [inner, settings] = [wire, options] as unknown as ConstructorParameters<typeof TLSSocket>;
    const stream = new TLSSocket(inner, settings) as unknown as Duplex;
    this.#stream = stream;
    wire.on("error", (error: unknown) => this.#fail(error));
    wire.on("close", () => this.#end());
    stream.on("error", (error: unknown) => this.#fail(error));
    stream.on("end", () => this.#end());
    stream.on("close", () => this.#end());
    stream.on("data", this.#arrive);
    stream.pause();
  }

  #fail(error: unknown): void {
    this.#error ??= asDeno(error);
    this.#awake();
  }

  #end(): void {
    this.#ended = true;
    this.#awake();
  }

  /** Nothing more is taken until this has been read: what the kernel holds back slows the client down. */
  readonly #arrive = (bytes: Uint8Array): void => {
    this.#stream!.pause();
    this.#rest = this.#rest === null ? bytes : joined(this.#rest, bytes);
    this.#awake();
  };

  #awake(): void {
    this.#wake?.();
    this.#wake = null;
  }

  #hand(bytes: Uint8Array, buffer: Uint8Array): number {
    const count = Math.min(bytes.length, buffer.length);
    buffer.set(bytes.subarray(0, count));
    this.#rest = count < bytes.length ? bytes.subarray(count) : null;
    return count;
  }
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

/** An error of the network stays what it is; any other is a client that speaks TLS wrongly. */
function asDeno(error: unknown): unknown {
  if (isPeerError(error) || isClosedHere(error)) return error;
  return new Deno.errors.InvalidData(error instanceof Error ? error.message : String(error));
}
