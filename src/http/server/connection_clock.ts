/**
 * What a connection is waiting for, and until when. Every wait of a connection goes through here, so that there is none
 * without an end: for the next request, the rest of a head or body, a client that takes its answer, the client's end.
 */
import type { Deadlines, Timed } from "../../net/deadlines.ts";
import type { RequestReader } from "../message/request_reader.ts";
import type { ServerLimits } from "./limits.ts";

/** What is awaited, which decides what the end of the wait means. */
export type Phase = "idle" | "head" | "body" | "answer" | "write" | "linger";

export class ConnectionClock implements Timed {
  deadline = Infinity;
  phase: Phase = "idle";
  /** Time of the last thing that happened, ms since the epoch. */
  now = Date.now();
  readonly #limits: ServerLimits;
  readonly #deadlines: Deadlines;
  readonly #expired: (phase: Phase) => void;
  /** Until when the connection's first head must be complete; 0 once it is. */
  #firstDeadline: number;
  /** Until when the request that is arriving must be complete; 0 while none is. */
  #requestDeadline = 0;
  /** Bytes the client has taken since `now`, while an answer is written. */
  #written = 0;

  /** @param expired Called when a wait has lasted too long; it ends the wait or begins another. */
  constructor(limits: ServerLimits, deadlines: Deadlines, expired: (phase: Phase) => void) {
    this.#limits = limits;
    this.#deadlines = deadlines;
    this.#expired = expired;
    this.#firstDeadline = this.now + limits.headTime;
    deadlines.add(this);
  }

  /** No wait is ended any more. */
  stop(): void {
    this.#deadlines.remove(this);
  }

  expire(): void {
    this.deadline = Infinity;
    this.#expired(this.phase);
  }

  /** Something has happened: gives the time. */
  tick(): number {
    return this.now = Date.now();
  }

  /** The next request is awaited, or the rest of one. The time for a request runs from its first byte on. */
  awaitRequest(reader: RequestReader): void {
    if (!reader.midRequest) {
      this.#wait("idle", this.#firstDeadline || this.now + this.#limits.idleTime);
    } else {
      if (this.#requestDeadline === 0) this.#requestDeadline = this.#firstDeadline || this.now + this.#limits.headTime;
      this.#wait(reader.inBody ? "body" : "head", this.#requestDeadline);
    }
  }

  /** A head is there and its body is still to come. */
  beginBody(): void {
    this.#requestDeadline = this.now + this.#limits.bodyTime;
  }

  /** The request is whole. */
  endRequest(): void {
    this.#firstDeadline = this.#requestDeadline = 0;
  }

  /** An answer is made: that takes as long as the file system takes. */
  awaitAnswer(): void {
    this.#wait("answer", Infinity);
  }

  awaitWrite(): void {
    this.#written = 0;
    this.#wait("write", this.now + this.#limits.writeTime);
  }

  /** The client has taken some bytes. A slow reader may take its time, but not all of the server's. */
  progress(bytes: number): void {
    this.#written += bytes;
    if (this.phase !== "write") return;
    const { writeTime, minimumRate } = this.#limits;
    const elapsed = Date.now() - this.now;
    const tooSlow = elapsed > writeTime && this.#written < elapsed / 1000 * minimumRate;
    this.deadline = tooSlow ? 0 : this.now + elapsed + writeTime;
  }

  /** The last answer is out: the client's end of stream is awaited. */
  awaitEnd(): void {
    this.#wait("linger", this.tick() + this.#limits.lingerTime);
  }

  #wait(phase: Phase, deadline: number): void {
    this.phase = phase;
    this.deadline = deadline;
  }
}
