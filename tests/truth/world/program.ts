/**
 * A program: what it does to its socket, one step after the other.
 */
export type Step =
  | { readonly do: "write"; readonly bytes: number }
  | { readonly do: "sleep"; readonly time: number }
  /**
   * Reads until it has had `bytes` in all since it began, in pieces of `piece` with a pause after each. At the end of the
   * stream, or when `patience` is over, it goes on with the last steps, from the first "close" or "abort" on.
   */
  | {
    readonly do: "read";
    readonly bytes: number;
    readonly piece: number;
    readonly pause: number;
    readonly patience: number;
  }
  | { readonly do: "shutdown" }
  | { readonly do: "close" }
  | { readonly do: "abort" }
  /** Its host forgets everything, as after a power failure. */
  | { readonly do: "crash" };

export interface Program {
  readonly steps: readonly Step[];
  readonly nodelay: boolean;
  /** Idle time before a keep-alive, ns; 0 without. And the time between two, and how many without answer. */
  readonly keepAlive: number;
  readonly keepAliveEvery: number;
  readonly keepAliveCount: number;
}

/** What a program needs of its socket. */
export interface Socket {
  readonly unread: number;
  readonly atEnd: boolean;
  readonly broken: boolean;
  write(bytes: number): void;
  read(bytes: number): number;
  shutdown(): void;
  close(): void;
  abort(): void;
  crash(): void;
  note(what: "sleep" | "wake" | "end-of-stream", bytes?: number): void;
  after(time: number, happen: () => void): void;
}

/** Runs a program's steps on a socket. */
export class Run {
  #at = 0;
  #had = 0;
  #reading = false;
  #deadline = 0;
  #done = false;

  constructor(readonly program: Program, readonly socket: Socket, readonly busy: () => number) {}

  /** The connection stands. */
  begin(): void {
    this.#soon();
  }

  /** Something has come, or the stream has ended. */
  wake(): void {
    if (this.#reading) this.#soon();
  }

  #soon(): void {
    this.socket.after(this.busy(), () => this.#step());
  }

  #next(): void {
    this.#at++;
    this.#reading = false;
    this.#soon();
  }

  #step(): void {
    const step = this.program.steps[this.#at];
    if (this.#done || step === undefined) return;
    const { socket } = this;
    if (socket.broken) {
      this.#done = true;
      return;
    }
    switch (step.do) {
      case "write":
        socket.write(step.bytes);
        return this.#next();
      case "sleep":
        socket.note("sleep");
        socket.after(step.time, () => {
          socket.note("wake");
          this.#next();
        });
        return;
      case "read":
        return this.#read(step);
      case "shutdown":
        socket.shutdown();
        return this.#next();
      default:
        this.#done = true;
        socket[step.do]();
    }
  }

  #read(step: Extract<Step, { do: "read" }>): void {
    const { socket } = this;
    if (!this.#reading) {
      this.#reading = true;
      this.#deadline++;
      const deadline = this.#deadline;
      if (step.patience > 0) socket.after(step.patience, () => this.#giveUp(deadline));
    }
    if (this.#had >= step.bytes) return this.#next();
    if (socket.unread > 0) {
      this.#had += socket.read(Math.min(step.piece, step.bytes - this.#had));
      if (this.#had >= step.bytes) return this.#next();
      if (step.pause > 0) {
        this.#reading = false;
        socket.after(step.pause, () => {
          this.#reading = true;
          this.#step();
        });
      } else this.#soon();
      return;
    }
    if (!socket.atEnd) return;
    socket.note("end-of-stream");
    this.#leave();
  }

  #giveUp(deadline: number): void {
    if (deadline === this.#deadline && this.#reading) this.#leave();
  }

  #leave(): void {
    const steps = this.program.steps;
    const last = steps.findIndex(({ do: what }, i) => i > this.#at && (what === "close" || what === "abort"));
    if (last < 0) return;
    this.#at = last;
    this.#reading = false;
    this.#soon();
  }
}
