/**
 * One connection from accept to close: requests are read, answered in their order, and answered together when they came
 * together. Every wait has a deadline, and whatever happens here ends this connection and nothing else.
 */
import type { Timed } from "../../net/deadlines.ts";
import { closeQuietly, lingerAndClose } from "../../net/linger.ts";
import { isClosedHere, isOutOfDescriptors, isPeerError } from "../../net/peer_error.ts";
import { errorAnswer } from "../files/error_page.ts";
import { writeAll } from "../../net/write_all.ts";
import { Answer, type FileBody } from "../message/answer.ts";
import { Field } from "../message/known_field.ts";
import type { RequestHead } from "../message/request_head.ts";
import { Event, RequestReader } from "../message/request_reader.ts";
import type { ServerContext } from "./context.ts";
import { Output } from "./output.ts";
import { sendFile } from "./send_file.ts";

/** A `Deno.TcpConn`, `TlsConn` or `UnixConn`. */
export interface ServerConn {
  readonly remoteAddr: Deno.Addr;
  read(buffer: Uint8Array): Promise<number | null>;
  write(bytes: Uint8Array): Promise<number>;
  closeWrite(): Promise<void>;
  close(): void;
  /** Where it is TCP without TLS. */
  setNoDelay?(noDelay?: boolean): void;
}

/** Bytes of answers that are gathered before they are sent although more requests wait. */
const BATCH = 256 << 10;
/** Bytes read and thrown away after the last answer. */
const LINGER_BYTES = 4 << 20;

const ENCODER = new TextEncoder();
const CLOSE = ENCODER.encode("Connection: close\r\n");
const KEEP_ALIVE = ENCODER.encode("Connection: keep-alive\r\n");
const CONTINUE = ENCODER.encode("HTTP/1.1 100 Continue\r\n\r\n");

/** What the connection is waiting for, which decides what its deadline means. */
type Phase = "idle" | "head" | "body" | "answer" | "write" | "linger";

export class Connection implements Timed {
  deadline = Infinity;
  readonly #conn: ServerConn;
  readonly #context: ServerContext;
  readonly #reader: RequestReader;
  readonly #output: Output;
  #phase: Phase = "idle";
  #now: number;
  /** Until when the connection's first head must be complete; 0 once it is. */
  #firstDeadline: number;
  /** Until when the request that is arriving must be complete; 0 while none is. */
  #requestDeadline = 0;
  /** Bytes the client has taken since `#now`, while an answer is written. */
  #written = 0;

  constructor(conn: ServerConn, context: ServerContext) {
    this.#conn = conn;
    this.#context = context;
    this.#reader = new RequestReader(context.limits);
    this.#output = new Output(context.batches);
    this.#now = Date.now();
    this.#firstDeadline = this.#now + context.limits.headTime;
  }

  /** Serves the connection to its end. Never rejects. */
  async serve(): Promise<void> {
    const { metrics, deadlines, log } = this.#context;
    const peer = this.#conn.remoteAddr;
    deadlines.add(this);
    log?.opened(peer);
    try {
      if (await this.#exchange()) {
        this.#wait("linger", Date.now() + this.#context.limits.lingerTime);
        await lingerAndClose(this.#conn, { maximum: LINGER_BYTES, buffer: new Uint8Array(4096) });
      }
    } catch (error) {
      if (!isClosedHere(error)) metrics.broken++;
      if (!isClosedHere(error) && !isPeerError(error)) this.#context.warn(`A connection failed: ${messageOf(error)}`);
    } finally {
      deadlines.remove(this);
      closeQuietly(this.#conn);
      log?.closed(peer);
    }
  }

  /** Closes an idle connection; any other ends with the answer it is at. */
  stop(): void {
    if (this.#phase === "idle") closeQuietly(this.#conn);
  }

  /** Closes the connection, whatever it is at. */
  abort(): void {
    closeQuietly(this.#conn);
  }

  /** Its time is over: the client is told if it is in the middle of a request, and the connection ends. */
  expire(now: number): void {
    const { metrics } = this.#context;
    switch (this.#phase) {
      case "head":
      case "body":
        metrics.limits[this.#phase === "head" ? "head-time" : "body-time"]++;
        return this.#cutOff(now);
      case "idle":
        metrics.limits["idle-time"]++;
        break;
      case "write":
        metrics.limits["write-time"]++;
        break;
    }
    this.deadline = Infinity;
    closeQuietly(this.#conn);
  }

  /**
   * Reads and answers until there is nothing left to answer. Resolves with true when the end needs care: the client
   * may still be sending.
   */
  async #exchange(): Promise<boolean> {
    const reader = this.#reader;
    const output = this.#output;
    const { site } = this.#context;
    for (;;) {
      switch (reader.next()) {
        case Event.needMore:
          if (output.size > 0) await this.#flush();
          this.#beforeRead();
          this.#afterRead(await this.#conn.read(reader.space()));
          if (this.#phase === "linger") return true;
          break;
        case Event.request: {
          const answering = site.answer(reader.head, this.#now);
          const answer = answering instanceof Answer ? answering : await this.#settle(answering);
          const last = this.#put(answer);
          if (answer.file !== null) await this.#sendFile(answer.file);
          if (last || output.size > BATCH) await this.#flush();
          if (last) return true;
          break;
        }
        case Event.head:
          if (!await this.#expectation()) return true;
          break;
        case Event.problem:
          await this.#refuse();
          return true;
        case Event.end:
          if (output.size > 0) await this.#flush();
          return false;
      }
    }
  }

  /** Sets the deadline of what is awaited: the next request, the rest of a head, the rest of a body. */
  #beforeRead(): void {
    const { limits } = this.#context;
    const reader = this.#reader;
    if (!reader.midRequest) {
      this.#wait("idle", this.#firstDeadline || this.#now + limits.idleTime);
    } else {
      if (this.#requestDeadline === 0) this.#requestDeadline = this.#firstDeadline || this.#now + limits.headTime;
      this.#wait(reader.inBody ? "body" : "head", this.#requestDeadline);
    }
  }

  /** Takes in what has arrived, unless the client has meanwhile been told that its time is over. */
  #afterRead(count: number | null): void {
    if (this.#phase === "linger") return;
    this.#tick();
    this.#wait("answer", Infinity);
    if (count === null) this.#reader.receivedEnd();
    else this.#reader.received(count);
  }

  /** Waits for an answer that the file system has a part in. What goes wrong there is this side's fault: 5xx. */
  async #settle(answering: Promise<Answer>): Promise<Answer> {
    const { answer, error } = await answering.then(
      (answer) => ({ answer, error: null }),
      (error: unknown) => ({ answer: null, error }),
    );
    this.#tick();
    if (answer !== null) return answer;
    const fields = this.#context.site.baseFields;
    if (isOutOfDescriptors(error)) {
      this.#context.metrics.limits.descriptors++;
      return errorAnswer(503, { fields: fields.set("Retry-After", "1") });
    }
    this.#context.warn(`Cannot answer ${JSON.stringify(this.#reader.head.target)}: ${messageOf(error)}`);
    return errorAnswer(500, { fields });
  }

  /** Puts an answer behind those that wait; true when it is the connection's last. */
  #put(answer: Answer): boolean {
    const { head } = this.#reader;
    const { date, metrics, log, stopping } = this.#context;
    this.#firstDeadline = this.#requestDeadline = 0;
    const isHead = head.method === "HEAD";
    const close = stopping || answer.final || !persists(head);
    if (!close && !isHead && head.minorVersion === 1 && answer.file === null) {
      this.#output.add(answer.whole(date));
    } else {
      this.#output.add(answer.headFor(date, close ? CLOSE : head.minorVersion === 1 ? NOTHING : KEEP_ALIVE));
      if (!isHead && answer.body !== null) this.#output.add(answer.body);
    }
    const bytes = isHead ? 0 : answer.length;
    metrics.answered(answer.status, bytes);
    log?.request({ peer: this.#conn.remoteAddr, time: this.#now, head, status: answer.status, bytes });
    return close;
  }

  async #sendFile(file: FileBody): Promise<void> {
    if (this.#reader.head.method === "HEAD") return file.close();
    const write = (bytes: Uint8Array) => {
      this.#output.add(bytes);
      this.#tick();
      return this.#flush();
    };
    await sendFile(file, write, this.#context.streams);
  }

  /** A head whose body is still to come (RFC 9110 10.1.1). False when the answer has been given without the body. */
  async #expectation(): Promise<boolean> {
    const { head } = this.#reader;
    this.#requestDeadline = this.#now + this.#context.limits.bodyTime;
    if (!head.has(Field.expect) || head.minorVersion === 0) return true;
    if (head.value(Field.expect)!.toLowerCase() === "100-continue") {
      if (this.#reader.buffered > 0) return true;
      this.#output.add(CONTINUE);
      await this.#flush();
      return true;
    }
    this.#put(errorAnswer(417, { fields: this.#context.site.baseFields, final: true }));
    await this.#flush();
    return false;
  }

  async #refuse(): Promise<void> {
    const { status, reason } = this.#reader.problem!;
    const { date, metrics, log, site } = this.#context;
    const answer = errorAnswer(status, { fields: site.baseFields, reason, final: true });
    this.#output.add(answer.headFor(date, CLOSE));
    this.#output.add(answer.body!);
    metrics.answered(status, answer.length);
    log?.request({ peer: this.#conn.remoteAddr, time: this.#now, head: null, status, bytes: answer.length });
    await this.#flush();
  }

  /** Answers 408 while a read is still waiting for the rest of the request; the read then drains what comes. */
  #cutOff(now: number): void {
    this.#reader.timeOut();
    this.#wait("linger", now + this.#context.limits.lingerTime);
    this.#tick();
    this.#refuse().then(() => this.#conn.closeWrite()).catch(() => closeQuietly(this.#conn));
  }

  /** Writes what waits. Resolves when the kernel has taken the last byte. */
  async #flush(): Promise<void> {
    const output = this.#output;
    const lingers = this.#phase === "linger";
    if (!lingers) this.#wait("write", this.#now + this.#context.limits.writeTime);
    this.#written = 0;
    while (output.size > 0) {
      const bytes = output.take();
      const taken = await this.#conn.write(bytes);
      this.#written += taken;
      if (taken < bytes.length) await writeAll(this.#conn, bytes.subarray(taken), (more) => this.#progress(more));
    }
    output.written();
    if (!lingers) this.#wait("answer", Infinity);
  }

  #tick(): void {
    this.#now = Date.now();
    this.#context.date.update(this.#now);
  }

  /** A slow reader may take its time, but not all of the server's. */
  #progress(bytes: number): void {
    this.#written += bytes;
    if (this.#phase !== "write") return;
    const { writeTime, minimumRate } = this.#context.limits;
    const elapsed = Date.now() - this.#now;
    if (elapsed > writeTime && this.#written < elapsed / 1000 * minimumRate) this.deadline = 0;
    else this.deadline = this.#now + elapsed + writeTime;
  }

  #wait(phase: Phase, deadline: number): void {
    this.#phase = phase;
    this.deadline = deadline;
  }
}

const NOTHING = new Uint8Array(0);

/** RFC 9112 9.3: HTTP/1.1 goes on unless told to close, HTTP/1.0 only when asked to. */
function persists(head: RequestHead): boolean {
  if (head.lists(Field.connection, "close")) return false;
  return head.minorVersion === 1 || head.lists(Field.connection, "keep-alive");
}

function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
