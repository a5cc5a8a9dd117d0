/**
 * The server's end of a TLS connection, with the calls of a `Deno.Conn`. The handshake is part of the first read, so that
 * whoever never finishes it meets the same deadline as whoever never sends a request.
 */
import { Buffer } from "node:buffer";
import type { Socket } from "node:net";
import { type SecureContext, TLSSocket } from "node:tls";
import { errorCode } from "./peer_error.ts";

/** First byte of every TLS connection: a record of the handshake (RFC 8446 5.1). */
const HANDSHAKE = 0x16;
/** Bytes handed over at a time: the callback of a write says only that all of it was taken. */
const PIECE = 64 << 10;
/** The same for a client that takes its time: smaller steps show that it does take something. */
const SLOW_PIECE = 4 << 10;
/** A piece that takes longer was taken slowly, ms. */
const SLOW = 1000;

export class TlsServerConn {
  readonly remoteAddr: Deno.NetAddr;
  readonly localAddr: Deno.NetAddr;
  /** The client's first byte began no TLS: what it sends is read as it is, and so is what is written to it. */
  plain = false;
  readonly #socket: Socket;
  readonly #context: SecureContext;
  #stream: Socket;
  #begun: Promise<void> | null = null;
  #rest: Uint8Array | null = null;
  #ended = false;
  #error: unknown = null;
  #wake: (() => void) | null = null;
  #piece = PIECE;

  constructor(socket: Socket, context: SecureContext) {
    this.#socket = socket;
    this.#stream = socket;
    this.#context = context;
    this.remoteAddr = { transport: "tcp", hostname: socket.remoteAddress ?? "", port: socket.remotePort ?? 0 };
    this.localAddr = { transport: "tcp", hostname: socket.localAddress ?? "", port: socket.localPort ?? 0 };
    this.#follow(socket);
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    await (this.#begun ??= this.#begin());
    for (;;) {
      if (this.#rest !== null) return this.#hand(this.#rest, buffer);
      if (this.#error !== null) throw this.#error;
      if (this.#ended) return null;
      this.#stream.resume();
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
  }

  async write(bytes: Uint8Array): Promise<number> {
    if (this.#error !== null) throw this.#error;
    // A client that has said nothing yet is told whatever it is told (503) in its own language once it has.
    await (this.#begun ??= this.#begin());
    const piece = bytes.length <= this.#piece ? bytes : bytes.subarray(0, this.#piece);
    const begin = performance.now();
    await new Promise<void>((resolve, reject) => {
      this.#stream.write(piece, (error) => error ? reject(this.#error ?? asDeno(error)) : resolve());
    });
    this.#piece = performance.now() - begin > SLOW ? SLOW_PIECE : PIECE;
    return piece.length;
  }

  /** Says that nothing more comes: close_notify, then FIN. */
  async closeWrite(): Promise<void> {
    const stream = this.#stream;
    if (stream.destroyed) return;
    await new Promise<void>((resolve) => {
      stream.once("close", () => resolve());
      stream.end(() => resolve());
    });
  }

  close(): void {
    this.#error ??= new Deno.errors.BadResource("The connection is closed");
    this.#stream.destroy();
    this.#socket.destroy();
    this.#awake();
  }

  setNoDelay(noDelay = true): void {
    this.#socket.setNoDelay(noDelay);
  }

  /** Waits for the first byte and decides by it. */
  async #begin(): Promise<void> {
    const socket = this.#socket;
    const first = await new Promise<Uint8Array | null>((resolve) => {
      if (socket.destroyed) resolve(null);
      socket.once("data", resolve);
      socket.once("close", () => resolve(null));
      socket.once("end", () => resolve(null));
      socket.resume();
    });
    socket.pause();
    this.plain = first !== null && first[0] !== HANDSHAKE;
    if (first === null || this.plain) {
      this.#rest = first;
      socket.on("data", this.#arrive);
      return;
    }
    socket.unshift(Buffer.from(first));
    const options = {
      isServer: true,
      secureContext: this.#context,
      ALPNProtocols: ["http/1.1"],
      allowHalfOpen: true,
    };
    this.#stream = new TLSSocket(socket, options as ConstructorParameters<typeof TLSSocket>[1]) as unknown as Socket;
    this.#follow(this.#stream);
    this.#stream.on("data", this.#arrive);
    this.#stream.pause();
  }

  #follow(stream: Socket): void {
    stream.on("end", () => {
      if (this.#stream === stream) this.#ended = true;
      this.#awake();
    });
    stream.on("close", () => {
      this.#ended = true;
      this.#awake();
    });
    stream.on("error", (error: unknown) => {
      this.#error ??= asDeno(error);
      this.#awake();
    });
  }

  /** Nothing more is taken until this has been read: what the kernel holds back slows the client down. */
  readonly #arrive = (bytes: Uint8Array): void => {
    this.#stream.pause();
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

/** An error of the network keeps its code; any other is a client that speaks TLS wrongly. */
function asDeno(error: unknown): unknown {
  const code = errorCode(error);
  if (/^E[A-Z]+$/.test(code)) return error;
  return new Deno.errors.InvalidData(error instanceof Error ? error.message : String(error));
}
