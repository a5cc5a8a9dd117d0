/**
 * Mutated requests for the parser: valid ones with bytes flipped, cut, doubled, spliced, and cut into pieces anywhere.
 */
import { Event, RequestReader } from "../../src/http/message/request_reader.ts";
import { LIMITS } from "../http/feeding.ts";

const SEEDS = [
  "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
  "HEAD /a/b.html?x=y HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
  "POST /p HTTP/1.1\r\nHost: a:80\r\nContent-Length: 11\r\n\r\nhello world",
  "PUT /p HTTP/1.1\r\nHost: [::1]\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n" +
  "5;a=b\r\nhello\r\nA\r\n0123456789\r\n0\r\nX: y\r\n\r\n",
  'OPTIONS * HTTP/1.1\r\nHost:\r\nIf-None-Match: "a", W/"b"\r\nRange: bytes=0-1,2-3\r\n\r\n',
  'GET http://h.example/%20%zz HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip;q=0.5, br\r\nIf-Range: "x"\r\n\r\n' +
  "GET /2 HTTP/1.1\r\nHost: h\r\n\r\n",
].map((text) => new TextEncoder().encode(text));

const INTERESTING = [0, 9, 10, 13, 32, 44, 48, 58, 59, 127, 128, 255];

/** Statuses a request can be refused with. */
const REFUSALS: ReadonlySet<number> = new Set([400, 413, 414, 417, 431, 501, 505]);

/** One mutated message. @param random Gives numbers from 0 to 1. */
export function mutate(random: () => number): Uint8Array {
  const pick = (count: number) => Math.floor(random() * count);
  let bytes: Uint8Array = SEEDS[pick(SEEDS.length)]!.slice();
  for (let changes = pick(6); changes > 0 && bytes.length > 0; changes--) {
    const at = pick(bytes.length);
    const length = pick(Math.min(30, bytes.length - at) + 1);
    switch (pick(6)) {
      case 0:
        bytes[at] = pick(256);
        break;
      case 1:
        bytes[at] = INTERESTING[pick(INTERESTING.length)]!;
        break;
      case 2:
        bytes = spliced(bytes, at, length, new Uint8Array(0));
        break;
      case 3:
        bytes = spliced(bytes, at, 0, bytes.slice(at, at + length));
        break;
      case 4: {
        const other = SEEDS[pick(SEEDS.length)]!;
        bytes = spliced(bytes, at, length, other.subarray(pick(other.length)));
        break;
      }
      case 5:
        bytes = spliced(bytes, at, 0, new Uint8Array(pick(200)).fill(INTERESTING[pick(INTERESTING.length)]!));
        break;
    }
  }
  return bytes;
}

/**
 * Feeds the bytes in pieces of random length and gives what came out, as one text. Throws when the reader neither takes
 * bytes nor says anything, or refuses with a status of its own invention.
 */
export function outcome(bytes: Uint8Array, pieceLength: () => number): string {
  const reader = new RequestReader(LIMITS);
  let text = "";
  let at = 0;
  // Each turn of the loop takes a byte in or brings an event out, and a message has no more events than bytes.
  for (let turns = 0; turns <= 4 * bytes.length + 8; turns++) {
    switch (reader.next()) {
      case Event.needMore: {
        if (at === bytes.length) {
          reader.receivedEnd();
          break;
        }
        const space = reader.space();
        const count = Math.min(space.length, bytes.length - at, pieceLength());
        space.set(bytes.subarray(at, at + count));
        reader.received(count);
        at += count;
        break;
      }
      case Event.head:
        text += `(${reader.head.framing})`;
        break;
      case Event.request:
        text += `${reader.head.method} ${reader.head.target} ${[...reader.head.entries()].length};`;
        break;
      case Event.problem:
        if (!REFUSALS.has(reader.problem!.status)) throw new Error(`refused with ${reader.problem!.status}`);
        return `${text}${reader.problem!.status}`;
      case Event.end:
        return text;
    }
  }
  throw new Error("the reader goes round in circles");
}

function spliced(bytes: Uint8Array, at: number, removed: number, added: Uint8Array): Uint8Array {
  const result = new Uint8Array(bytes.length - removed + added.length);
  result.set(bytes.subarray(0, at));
  result.set(added, at);
  result.set(bytes.subarray(at + removed), at + added.length);
  return result;
}
