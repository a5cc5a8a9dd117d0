/**
 * The request reader of serve-http and the explanations, without a socket or a file:
 *
 *     deno task bench
 */
import { Analyser } from "../../src/analysis/analyser.ts";
import { Explainer } from "../../src/explain/explainer.ts";
import { Event, RequestReader } from "../../src/http/message/request_reader.ts";
import { dissect } from "../../src/packet/dissect.ts";
import { Packet } from "../../src/packet/packet.ts";
import { Random } from "../random.ts";
import { randomTrace } from "../fuzz/random_trace.ts";
import { bytesOf, LIMITS } from "../http/feeding.ts";
import { recordOf } from "../packet/record_of.ts";

const BROWSER = bytesOf(
  "GET /a/oh_no.jpg HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nConnection: keep-alive\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64)" +
    "\r\nAccept: image/avif,image/webp,*/*;q=0.8\r\nAccept-Encoding: gzip, deflate, br\r\nAccept-Language: en\r\n\r\n",
);
const SMALL = bytesOf("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

/** Feeds a message to the reader until it wants more. */
function feed(reader: RequestReader, message: Uint8Array): void {
  const space = reader.space();
  space.set(message);
  reader.received(message.length);
  for (let event = reader.next(); event !== Event.needMore; event = reader.next()) {
    if (event === Event.problem || event === Event.end) throw new Error("The message was refused");
  }
}

const readers = { small: new RequestReader(LIMITS), browser: new RequestReader(LIMITS) };
Deno.bench({ name: `read a request of ${SMALL.length} bytes`, group: "http", baseline: true }, () => {
  feed(readers.small, SMALL);
});
Deno.bench({ name: `read a browser's request of ${BROWSER.length} bytes`, group: "http" }, () => {
  feed(readers.browser, BROWSER);
});

const TRACE = randomTrace(new Random(1), 100, 30).map(({ time, bytes }, i) => ({
  ...recordOf(bytes, 101),
  number: i + 1,
  seconds: Math.floor(time / 1e9),
  nanoseconds: time % 1e9,
}));

/** Dissects and analyses the trace; `use` gets every packet of a conversation. */
function analyse(use: (analyser: Analyser, packet: Packet) => void): void {
  const analyser = new Analyser();
  const packet = new Packet();
  for (const record of TRACE) {
    dissect(record, packet);
    use(analyser, packet);
  }
}

Deno.bench({ name: `analyse ${TRACE.length} packets of odd conversations`, group: "words", baseline: true }, () => {
  analyse((analyser, packet) => analyser.analyse(packet));
});
Deno.bench({ name: `analyse and explain ${TRACE.length} packets of odd conversations`, group: "words" }, () => {
  const explainer = new Explainer();
  analyse((analyser, packet) => {
    const analysed = analyser.analyse(packet);
    if (analysed) explainer.explain(analysed);
  });
});
