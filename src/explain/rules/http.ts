/**
 * A packet's place in an HTTP/1.x exchange.
 */
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import type { Arrival } from "../memory/arrival.ts";
import type { BodyKind, HttpHead } from "../http/http_head.ts";
import type { HttpPart } from "../http/http_reader.ts";
import { IS_DATA, IS_FIN } from "../memory/packet_kind.ts";
import type { Rule } from "./rule.ts";
import type { Voice } from "../words/voice.ts";

/** What the packet held of an HTTP message, or null. */
export function httpPartOf({ memory, fresh, kind }: Arrival): HttpPart | null {
  const { http } = memory;
  return http === null || fresh === 0 || (kind & IS_DATA) === 0 ? null : http.part;
}

const httpRequest: Rule = {
  code: "http-request",
  rfc: "RFC 9112 3, 6.3",
  kinds: IS_DATA,
  certainty: "certain",
  ordinary: true,
  scenario: "http-root",
  match: (_, arrival) => {
    const part = httpPartOf(arrival);
    return part !== null && (part.line?.isRequest ?? part.head?.isRequest ?? false);
  },
  tell(_, arrival, voice) {
    const http = arrival.memory.http!;
    const { line, head, headBytes, body, total, kind, begun } = http.part;
    if (line !== null) voice.say("http.request", { count: http.requests, line: voice.grammar.code(line.line) });
    if (head !== null && line !== null && head.host !== "") {
      voice.say("http.request-host", { host: voice.grammar.code(head.host) });
    }
    if (head === null) voice.say("http.head-continues");
    else voice.say("http.head-complete", { bytes: voice.grammar.bytes(headBytes) });
    if (head !== null && kind === "length") {
      voice.say("http.request-body", { bytes: voice.grammar.bytes(total) });
      if (body > 0) sayHere(body, total, voice);
    } else if (kind === "chunked") voice.say("http.chunked");
    if (line !== null && (http.pending > 1 || begun > 1)) voice.say("http.pipelined");
  },
};

function sayHere(body: number, total: number, voice: Voice): void {
  if (body === total) voice.say("http.all-here");
  else voice.say("http.here", { here: voice.grammar.bytes(body) });
}

const httpResponse: Rule = {
  code: "http-response",
  rfc: "RFC 9112 4, 6.3, 9.3",
  kinds: IS_DATA,
  certainty: "certain",
  ordinary: true,
  scenario: "http-root",
  match: (_, arrival) => {
    const part = httpPartOf(arrival);
    if (part === null || arrival.memory.http!.fromClient) return false;
    return part.line !== null ? !part.line.isRequest : part.head !== null && !part.head.isRequest;
  },
  tell(_, arrival, voice) {
    const http = arrival.memory.http!;
    const { line, head } = http.part;
    if (line !== null) sayStatus(line.short, arrival, voice);
    if (head === null) voice.say("http.head-continues");
    else {
      sayBody(head, http.part, voice);
      sayAfter(head, arrival, voice);
    }
  },
};

function sayStatus(short: string, { memory, now }: Arrival, voice: Voice): void {
  const status = voice.grammar.code(short);
  const asked = memory.http!.answered;
  if (asked === null) {
    voice.say("http.response-unasked", { status });
    return;
  }
  voice.say("http.response", { line: voice.grammar.code(asked.short), number: asked.number, status });
  voice.say("http.response-time", { time: voice.grammar.duration(now - asked.time) });
}

function sayBody(head: HttpHead, { kind, total, body }: HttpPart, voice: Voice): void {
  if (head.location !== "" && head.status >= 300 && head.status < 400) {
    voice.say("http.redirect", { location: voice.grammar.code(head.location) });
  }
  if (kind === "length") {
    voice.say("http.length", { length: total, bytes: voice.grammar.bytes(total) });
    if (body > 0) sayHere(body, total, voice);
  } else if (kind === "chunked") voice.say("http.chunked");
  else if (kind === "until-close") voice.say("http.until-close");
  else if (kind === "tunnel") voice.say("http.tunnel");
  else if (head.status >= 200) voice.say("http.no-body");
}

/** After such a body the connection can carry a next request. */
const STAYS: ReadonlySet<BodyKind> = new Set(["none", "length", "chunked"]);

/** What becomes of the connection. */
function sayAfter(head: HttpHead, { kind, memory }: Arrival, voice: Voice): void {
  if (head.close) {
    const reason = voice.phrase(head.closeSaid ? "http.close-said" : "http.close-version");
    voice.say((kind & IS_FIN) === 0 ? "http.close" : "http.close-here", { reason });
  } else if (head.status >= 200 && STAYS.has(memory.http!.part.kind)) voice.say("http.keep-alive");
}

/** The close is the end of an answer whose length was not announced. */
function endsBody({ fromClient }: AnalysedPacket, { memory, kind, sender }: Arrival): boolean {
  const { http } = memory;
  return http !== null && !fromClient && (kind & IS_FIN) !== 0 && sender.finSeq < 0 && http.openLength >= 0;
}

const httpBody: Rule = {
  code: "http-body",
  rfc: "RFC 9112 6",
  kinds: IS_DATA | IS_FIN,
  certainty: "certain",
  ordinary: true,
  scenario: "http-root",
  match: (packet, arrival) => {
    if (endsBody(packet, arrival)) return true;
    const part = httpPartOf(arrival);
    return part !== null && part.body > 0 && part.line === null && part.head === null;
  },
  tell(packet, arrival, voice) {
    if (endsBody(packet, arrival)) {
      voice.title("http-body.closed");
      const length = voice.grammar.bytes(arrival.memory.http!.openLength);
      voice.say("http.body-closed", { what: messageOf(packet, arrival, voice), length });
      return;
    }
    const { body, from, total, ended } = arrival.memory.http!.part;
    const values = { here: voice.grammar.bytes(body), what: messageOf(packet, arrival, voice), to: from + body - 1 };
    if (total >= 0) voice.say("http.body", { ...values, from, total });
    else voice.say("http.body-open", values);
    if (ended) voice.say("http.body-end");
  },
};

/** `the answer to GET /`, the message whose body this is. */
function messageOf({ fromClient }: AnalysedPacket, { memory }: Arrival, voice: Voice): string {
  const http = memory.http!;
  const asked = fromClient ? http.asks : http.answered;
  if (asked === null) return voice.phrase("http.some-answer");
  const line = voice.grammar.code(asked.short);
  return fromClient ? voice.phrase("http.request-of", { line }) : voice.phrase("http.answer-to", { line });
}

export const HTTP_RULES: readonly Rule[] = [httpRequest, httpResponse, httpBody];
