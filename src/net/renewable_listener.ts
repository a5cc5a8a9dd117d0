/**
 * A TLS listener whose certificate can be replaced while it listens. A Deno listener keeps the certificate it was opened
 * with, so another one is opened on the same port (SO_REUSEPORT), and the first is closed when the kernel has had time to
 * hand over what it had begun to accept there.
 */
import { closeQuietly } from "./linger.ts";
import { type ListenOptions, listenTls, type TlsMaterial } from "./listen.ts";

/** How long the one before goes on accepting, ms: connections whose handshake (SYN) it has begun belong to it. */
const HANDING_OVER = 200;

/** Nothing has come for this time, ms; and how often that is waited for before the listener is closed all the same. */
const QUIET = 20;
const MOST_WAITS = 100;

type Outcome = { readonly conn: Deno.TlsConn } | { readonly error: unknown };

export class RenewableListener {
  readonly addr: Deno.NetAddr;
  readonly #options: ListenOptions;
  readonly #handingOver = new Map<Deno.TlsListener, ReturnType<typeof setTimeout>>();
  readonly #wanted: (() => void)[] = [];
  readonly #waiting: ((outcome: Outcome) => void)[] = [];
  #current: Deno.TlsListener;
  #accepted = 0;
  #closed = false;

  /** Listens, on a port that others of this user can then share. Throws `Failure`. */
  constructor(options: ListenOptions, tls: TlsMaterial) {
    this.#current = listenTls({ ...options, reusePort: true }, tls);
    this.addr = this.#current.addr as Deno.NetAddr;
    this.#options = { ...options, port: this.addr.port, reusePort: true };
    this.#acceptFrom(this.#current);
  }

  /** The next connection. Rejects with what the system says, with `BadResource` once closed. */
  async accept(): Promise<Deno.TlsConn> {
    const outcome = await this.#next();
    if ("error" in outcome) throw outcome.error;
    return outcome.conn;
  }

  /** New connections get this certificate. Throws `Failure` where it cannot be used; the one before stays then. */
  replace(tls: TlsMaterial): void {
    if (this.#closed) return;
    const before = this.#current;
    this.#current = listenTls(this.#options, tls);
    this.#acceptFrom(this.#current);
    this.#handingOver.set(before, setTimeout(() => this.#closeWhenQuiet(before), HANDING_OVER));
  }

  /** Closing resets what waits to be accepted, so it is done after a while in which nothing came. */
  async #closeWhenQuiet(listener: Deno.TlsListener): Promise<void> {
    for (let wait = 0; wait < MOST_WAITS && !this.#closed; wait++) {
      const before = this.#accepted;
      await new Promise((resolve) => setTimeout(resolve, QUIET));
      if (this.#accepted === before) break;
    }
    this.#handingOver.delete(listener);
    closeQuietly(listener);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const [listener, timer] of this.#handingOver) {
      clearTimeout(timer);
      closeQuietly(listener);
    }
    closeQuietly(this.#current);
    for (const resolve of this.#wanted.splice(0)) resolve();
    for (const waiter of this.#waiting.splice(0)) {
      waiter({ error: new Deno.errors.BadResource("The listener is closed") });
    }
  }

  #next(): Promise<Outcome> {
    if (this.#closed) return Promise.resolve({ error: new Deno.errors.BadResource("The listener is closed") });
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#wanted.shift()?.();
    });
  }

  /** Takes one connection at a time: what nobody has asked for waits in the kernel. */
  async #acceptFrom(listener: Deno.TlsListener): Promise<void> {
    while (!this.#closed) {
      try {
        const conn = await listener.accept();
        this.#accepted++;
        await this.#put({ conn });
      } catch (error) {
        const ended = this.#closed || (listener !== this.#current && !this.#handingOver.has(listener));
        if (ended || error instanceof Deno.errors.BadResource || error instanceof Deno.errors.Interrupted) return;
        await this.#put({ error });
      }
    }
  }

  /** Hands it to whoever waits; resolves once somebody has it. */
  async #put(outcome: Outcome): Promise<void> {
    while (!this.#closed && this.#waiting.length === 0) {
      await new Promise<void>((resolve) => this.#wanted.push(resolve));
    }
    const waiter = this.#waiting.shift();
    if (waiter !== undefined) waiter(outcome);
    else if ("conn" in outcome) closeQuietly(outcome.conn);
  }
}
