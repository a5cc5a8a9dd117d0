/**
 * One connection from accept to close: requests are read, answered in their order, and answered together when they came
 * together. Every wait has a deadline, and whatever happens here ends this connection and nothing else.
 */
import { abortConnection } from "../../net/abort_connection.ts";
import { closeQuietly, lingerAndClose } from "../../net/linger.ts";
import { isClosedHere, isOutOfDescriptors, isPeerError } from "../../net/peer_error.ts";
import { errorAnswer } from "../message/error_page.ts";
import { Answer, type FileBody, type StreamedBody } from "../message/answer.ts";
import { Field } from "../message/known_field.ts";
import { problem } from "../message/problem.ts";
import type { RequestHead } from "../message/request_head.ts";
import { Event, RequestReader } from "../message/request_reader.ts";
import { expectationOf } from "../semantics/expectation.ts";
import { ConnectionClock, type Phase } from "./connection_clock.ts";
import type { ServerContext } from "./context.ts";
import { AnswerWriter } from "./answer_writer.ts";
import { sendFile } from "./send_file.ts";

/** A `Deno.TcpConn`, `TlsConn` or `UnixConn`. */
export interface ServerConn {
  readonly remoteAddr: Deno.Addr;
  readonly localAddr?: Deno.Addr;
  /** The client speaks no TLS where it has to; known after the first read. */
  readonly plain?: boolean;
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

export class Connection {
  readonly #conn: ServerConn;
  readonly #context: ServerContext;
  readonly #reader: RequestReader;
  readonly #clock: ConnectionClock;
  readonly #writer: AnswerWriter;
  /** The body that is being made while it is sent. */
  #stream: StreamedBody | null = null;

  constructor(conn: ServerConn, context: ServerContext) {
    this.#conn = conn;
    this.#context = context;
    this.#reader = new RequestReader(context.limits);
    this.#clock = new ConnectionClock(context.limits, context.deadlines, (phase) => this.#expire(phase));
    this.#writer = new AnswerWriter(conn, this.#clock, context.batches);
  }

  /** Serves the connection to its end. Never rejects. */
  async serve(): Promise<void> {
    const { metrics, log } = this.#context;
    const peer = this.#conn.remoteAddr;
    log?.opened(peer);
    try {
      if (await this.#exchange()) {
        this.#clock.awaitEnd();
        await lingerAndClose(this.#conn, { maximum: LINGER_BYTES, buffer: new Uint8Array(4096) });
      }
    } catch (error) {
      if (!isClosedHere(error)) metrics.broken++;
      if (!isClosedHere(error) && !isPeerError(error)) this.#context.warn(`A connection failed: ${messageOf(error)}`);
    } finally {
      this.#clock.stop();
      closeQuietly(this.#conn);
      log?.closed(peer);
    }
  }

  /** Closes an idle connection; any other ends with the answer it is at, and an answer without an end ends now. */
  stop(): void {
    if (this.#clock.phase === "idle") closeQuietly(this.#conn);
    this.#stream?.end?.();
  }

  /** Gives its descriptor up if its client has asked for nothing and is at no answer; false where it has. */
  makeRoom(): boolean {
    if (this.#clock.phase !== "idle") return false;
    closeQuietly(this.#conn);
    return true;
  }

  /** Closes the connection, whatever it is at and whatever its client does. */
  abort(): void {
    this.#stream?.end?.();
    abortConnection(this.#conn);
  }

  /** A wait has lasted too long: the client is told if it is in the middle of a request, and the connection ends. */
  #expire(phase: Phase): void {
    const { limits } = this.#context.metrics;
    if (phase === "head" || phase === "body") {
      limits[`${phase}-time`]++;
      return this.#cutOff();
    }
    if (phase === "idle" || phase === "write") limits[`${phase}-time`]++;
    if (phase === "idle") closeQuietly(this.#conn);
    else abortConnection(this.#conn);
  }

  /**
   * Reads and answers until there is nothing left to answer. Resolves with true when the end needs care: the client
   * may still be sending.
   */
  async #exchange(): Promise<boolean> {
    const reader = this.#reader;
    const writer = this.#writer;
    const clock = this.#clock;
    const { site } = this.#context;
    for (;;) {
      switch (reader.next()) {
        case Event.needMore:
          if (writer.size > 0) {
            // This is `flush()`, but most answers need a single write, and for that a call that is awaited would cost
            // more memory, and so more of the collector's time, than all else here.
            const bytes = writer.begin();
            const taken = await this.#conn.write(bytes);
            if (taken < bytes.length || writer.size > 0) await writer.goOn(bytes, taken);
            writer.end();
          }
          clock.awaitRequest(reader);
          this.#take(await this.#conn.read(reader.space()));
          if (clock.phase === "linger") return true;
          if (this.#conn.plain === true) reader.refuse(NO_TLS);
          break;
        case Event.request: {
          const answering = this.#isExpectedTooMuch() ? this.#unexpected() : site.answer(reader.head, clock.now);
          const answer = answering instanceof Answer ? answering : await this.#settle(answering);
          const last = this.#put(answer);
          if (leavesAtOnce(answer)) this.#note(answer, answer.length);
          else await this.#send(answer);
          if (last || writer.size > BATCH) await writer.flush();
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
          await writer.flush();
          return false;
      }
    }
  }

  /** Takes in what has arrived, unless the client has meanwhile been told that its time is over. */
  #take(count: number | null): void {
    if (this.#clock.phase === "linger") return;
    this.#tick();
    this.#clock.awaitAnswer();
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
    const { date, stopping } = this.#context;
    this.#clock.endRequest();
    const isHead = head.method === "HEAD";
    const close = stopping || answer.final || !persists(head);
    if (!close && !isHead && head.minorVersion === 1 && answer.file === null && answer.stream === null) {
      this.#writer.add(answer.whole(date));
    } else {
      this.#writer.add(answer.headFor(date, close ? CLOSE : head.minorVersion === 1 ? NOTHING : KEEP_ALIVE));
      if (!isHead && answer.body !== null) this.#writer.add(answer.body);
    }
    return close;
  }

  /** Counts and logs an answer. @param sent Bytes of its body that left, or will. */
  #note({ status }: Answer, sent: number, time = this.#clock.now): void {
    const { metrics, log } = this.#context;
    const { head } = this.#reader;
    const bytes = head.method === "HEAD" ? 0 : sent;
    metrics.answered(status, bytes);
    log?.request({ peer: this.#conn.remoteAddr, time, head, status, bytes });
  }

  /** Sends the body of an answer that takes its time; what is noted of it is what has left, however that ends. */
  async #send(answer: Answer): Promise<void> {
    const writer = this.#writer;
    const { now } = this.#clock;
    const isHead = this.#reader.head.method === "HEAD";
    const waiting = isHead ? 0 : answer.body?.length ?? 0;
    const start = writer.taken + writer.size - waiting;
    try {
      if (answer.file !== null) await this.#sendFile(answer.file, isHead);
      else if (answer.stream !== null && !isHead) await this.#sendStream(answer.stream);
      else await writer.flush();
    } finally {
      this.#note(answer, Math.max(0, Math.min(answer.length, writer.taken - start)), now);
    }
  }

  async #sendFile(file: FileBody, isHead: boolean): Promise<void> {
    if (isHead) return file.close();
    await sendFile(file, this.#write, this.#context.streams);
  }

  async #sendStream(stream: StreamedBody): Promise<void> {
    this.#stream = stream;
    try {
      await stream.send(this.#write);
    } finally {
      this.#stream = null;
    }
  }

  readonly #write = (bytes: Uint8Array): Promise<void> => {
    this.#writer.add(bytes);
    this.#tick();
    return this.#writer.flush();
  };

  /** A head whose body is still to come (RFC 9110 10.1.1). False when the answer has been given without the body. */
  async #expectation(): Promise<boolean> {
    this.#clock.beginBody();
    switch (expectationOf(this.#reader.head)) {
      case "none":
        return true;
      case "continue":
        if (this.#reader.buffered > 0) return true;
        this.#writer.add(CONTINUE);
        await this.#writer.flush();
        return true;
      case "unknown": {
        const answer = this.#unexpected();
        this.#put(answer);
        this.#note(answer, answer.length);
        await this.#writer.flush();
        return false;
      }
    }
  }

  /** A request without a body may expect something as well. */
  #isExpectedTooMuch(): boolean {
    const { head } = this.#reader;
    return head.has(Field.expect) && expectationOf(head) === "unknown";
  }

  #unexpected(): Answer {
    return errorAnswer(417, { fields: this.#context.site.baseFields, final: true });
  }

  async #refuse(): Promise<void> {
    const { status, reason } = this.#reader.problem!;
    const { date, metrics, log, site } = this.#context;
    const answer = errorAnswer(status, { fields: site.baseFields, reason, final: true });
    this.#writer.add(answer.headFor(date, CLOSE));
    this.#writer.add(answer.body!);
    metrics.answered(status, answer.length);
    log?.request({ peer: this.#conn.remoteAddr, time: this.#clock.now, head: null, status, bytes: answer.length });
    await this.#writer.flush();
  }

  /** Answers 408 while a read is still waiting for the rest of the request; the read then drains what comes. */
  #cutOff(): void {
    this.#reader.timeOut();
    this.#clock.awaitEnd();
    this.#tick();
    this.#refuse().then(() => this.#conn.closeWrite()).catch(() => abortConnection(this.#conn));
  }

  #tick(): void {
    this.#context.date.update(this.#clock.tick());
  }
}

/** It is in memory, and small enough to leave with others. */
function leavesAtOnce({ file, stream, length }: Answer): boolean {
  return file === null && stream === null && length <= BATCH;
}

const NOTHING = new Uint8Array(0);
const NO_TLS = problem(400, "This port speaks TLS: the address begins with https");

/** RFC 9112 9.3: HTTP/1.1 goes on unless told to close, HTTP/1.0 only when asked to. */
function persists(head: RequestHead): boolean {
  if (head.lists(Field.connection, "close")) return false;
  return head.minorVersion === 1 || head.lists(Field.connection, "keep-alive");
}

function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
