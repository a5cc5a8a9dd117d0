/** Examples of the rules of http and oddities: the last packet of each scenario is the one that matters. */
import { ASKED, FLIGHT, OPEN, REQUEST, served } from "./conversations.ts";
import type { Examples } from "./rule_examples.ts";

/** Both ends agree on timestamps. */
const STRIPPED = OPEN.replaceAll("sackok", "ts");

/** Records of a conversation that begins with a second, too far apart to be kept for their copies. */
const records = (second: number): string =>
  `${second} C S 0 id 20\n${second}.09 S SA 0 ack 1 id 30\n${second}.1 C A 1 ack 1 id 21
  ${second}.2 C PA 1 "a" ack 1 id 22\n${second}.3 S PA 1 "b" ack 2 id 31`;

export const HTTP_AND_ODDITIES: Examples<
  | "http-request"
  | "http-response"
  | "http-body"
  | "captured-twice"
  | "port-reuse"
  | "syn-data"
  | "mtu-clamped"
  | "checksum-offload"
  | "odd-flags"
  | "timestamps-missing"
> = {
  "http-request": {
    speaks: [
      { text: `${OPEN}\n0.1 C PA 1 ${REQUEST} ack 1`, says: ["request number 1", "GET /a HTTP/1.1", "here"] },
      { text: `${OPEN}\n0.1 C A 1 "GET /a HTTP/1.1\\r\\nHo" ack 1`, says: ["not complete yet"] },
      {
        text: `${OPEN}\n0.1 C A 1 "GET /a HTTP/1.1\\r\\nHo" ack 1\n0.11 C PA 20 "st: x\\r\\n\\r\\n" ack 1`,
        says: ["ends in this packet"],
      },
      {
        text: `${OPEN}\n0.1 C PA 1 "POST /a HTTP/1.1\\r\\nContent-Length: 4\\r\\n\\r\\nab" ack 1`,
        says: ["body of 4 bytes", "2 bytes of it"],
      },
    ],
    silent: [`${OPEN}\n0.1 C PA 1 "GETTING nowhere" ack 1`, `${OPEN}\n0.1 C PA 1 "GET lost, please\\r\\n" ack 1`],
  },
  "http-response": {
    speaks: [
      {
        text:
          `${OPEN}\n0.1 C PA 1 ${REQUEST} ack 1\n0.12 S PA 1 "HTTP/1.1 200 OK\\r\\nContent-Length: 3\\r\\n\\r\\nabc" ack 32`,
        says: ["answer to GET /a (packet 4): 200 OK", "20.0 ms", "3 bytes long", "All of it"],
      },
      {
        text: `${OPEN}\n0.12 S PA 1 "HTTP/1.1 301 Moved\\r\\nLocation: /b\\r\\nConnection: close\\r\\n\\r\\n" ack 1`,
        says: ["no request is known", "/b", "Connection: close: after this answer"],
        never: ["HTTP/1.0"],
      },
      // The answer to the first is not in the capture: the client had it when it asked again.
      {
        text: `${OPEN}\n0.1 C PA 1 ${REQUEST} ack 1\n0.2 C PA 32 "GET /b HTTP/1.1\\r\\n\\r\\n" ack 101
          0.22 S PA 101 "HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n" ack 51`,
        says: ["answer to GET /b (packet 5): 200 OK"],
      },
      // It asked both at once: which of them the missing bytes answer, nobody knows.
      {
        text: `${OPEN}\n0.1 C PA 1 ${REQUEST} ack 1\n0.2 C PA 32 "GET /b HTTP/1.1\\r\\n\\r\\n" ack 1
          0.22 S PA 101 "HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n" ack 51`,
        says: ["no request is known", "not in the capture"],
      },
      // Its first bytes are missing; who asks on has his answer.
      {
        text: `${OPEN}\n0.1 C PA 1 ${REQUEST} ack 1\n0.12 S PA 101 "rest" ack 32
          0.2 C PA 32 "GET /b HTTP/1.1\\r\\n\\r\\n" ack 105
          0.22 S PA 105 "HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n" ack 51`,
        says: ["answer to GET /b (packet 6): 200 OK"],
      },
      // What follows the answer to CONNECT is no body of it.
      {
        text: `${OPEN}\n0.1 C PA 1 "CONNECT b:443 HTTP/1.1\\r\\n\\r\\n" ack 1
          0.12 S PA 1 "HTTP/1.1 200 Connection established\\r\\n\\r\\n" ack 27`,
        says: ["answer to CONNECT b:443 (packet 4)", "tunnel"],
        never: ["until the server closes", "stays open"],
      },
      // A proxy that refuses says why.
      {
        text: `${OPEN}\n0.1 C PA 1 "CONNECT b:443 HTTP/1.1\\r\\n\\r\\n" ack 1
          0.12 S PA 1 "HTTP/1.1 403 Forbidden\\r\\n\\r\\n" ack 27`,
        says: ["until the server closes"],
        never: ["tunnel"],
      },
      // Nothing says so; the version does.
      {
        text: `${OPEN}\n0.12 S PA 1 "HTTP/1.0 200 OK\\r\\nServer: x\\r\\n\\r\\n" ack 1`,
        says: ["HTTP/1.0 without Connection: keep-alive: after this answer"],
        never: ["Connection: close"],
      },
      {
        text: `${OPEN}\n0.12 S FPA 1 "HTTP/1.0 200 OK\\r\\nServer: x\\r\\n\\r\\n" ack 1`,
        says: ["FIN is in this very packet"],
        never: ["after this answer", "Connection: close"],
      },
      {
        text:
          `${OPEN}\n0.12 S PA 1 "HTTP/1.0 200 OK\\r\\nConnection: keep-alive\\r\\nContent-Length: 0\\r\\n\\r\\n" ack 1`,
        says: ["stays open"],
        never: ["HTTP/1.0 without"],
      },
    ],
    silent: [`${OPEN}\n0.12 S PA 1 "HTTPS is not this" ack 1`],
  },
  "http-body": {
    speaks: [
      {
        text: `${OPEN}\n0.1 C PA 1 ${REQUEST} ack 1
          0.12 S PA 1 "HTTP/1.1 200 OK\\r\\nContent-Length: 9\\r\\n\\r\\nabc" ack 32
          0.13 S PA 42 "defghi" ack 32`,
        says: ["bytes 4 to 9 of 9", "the answer to GET /a", "complete"],
      },
      {
        text: `${OPEN}\n0.1 C PA 1 ${REQUEST} ack 1
          0.12 S PA 1 "HTTP/1.0 200 OK\\r\\n\\r\\nabc" ack 32
          0.13 S FA 23 ack 32`,
        says: ["close is also the end", "3 bytes"],
      },
      {
        text: `${OPEN}\n0.1 C PA 1 ${REQUEST} ack 1
          0.12 S PA 1 "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n3\\r\\nabc\\r\\n" ack 32
          0.13 S PA 56 "4\\r\\ndefg\\r\\n0\\r\\n\\r\\n" ack 32`,
        says: ["7 bytes so far", "complete"],
      },
    ],
    silent: [
      `${OPEN}\n0.12 S PA 1 "HTTP/1.1 204 No Content\\r\\n\\r\\n" ack 1\n0.13 S PA 28 "garbage" ack 1`,
      // The bytes in a tunnel.
      `${OPEN}\n0.1 C PA 1 "CONNECT b:443 HTTP/1.1\\r\\n\\r\\n" ack 1
        0.12 S PA 1 "HTTP/1.1 200 Connection established\\r\\n\\r\\n" ack 27\n0.13 S PA 40 "garbage" ack 27`,
    ],
  },
  "captured-twice": {
    speaks: [
      {
        text: `${OPEN}\n0.1 C PA 1 "hello" ack 1 id 77\n0.100012 C PA 1 "hello" ack 1 id 77 ttl 63`,
        says: ["Its TTL is 63", "before 64", "before a router and after it"],
      },
      {
        text: `${OPEN}\n0.1 C PA 1 "hello" ack 1 id 77\n0.100013 C PA 1 "hello" ack 1 id 77`,
        says: ["or the network doubled it"],
        never: ["a router and after it", "went over the wire once"],
      },
      {
        text: `0 C A 1 ack 1 id 77\n0.000013 C A 1 ack 1 id 77\n1 C A 1 ack 2 id 78\n1.000013 C A 1 ack 2 id 78
          2 C A 1 ack 3 id 79\n2.000013 C A 1 ack 3 id 79`,
        says: ["looks the same, but is rare."],
      },
      // Time and again.
      {
        text: `${OPEN}\n0.1 C PA 1 "a" ack 1 id 77\n0.100013 C PA 1 "a" ack 1 id 77\n0.2 C PA 2 "b" ack 1 id 78
          0.200013 C PA 2 "b" ack 1 id 78\n0.3 C PA 3 "c" ack 1 id 79\n0.300013 C PA 3 "c" ack 1 id 79`,
        says: ["went over the wire once"],
        never: ["or the network doubled it"],
      },
      {
        text: `${OPEN}\n0.1 C PA 1 "hello" ack 1 id 77\n0.105 C PA 1 "hello" ack 1 id 77`,
        says: ["5.00 ms later"],
      },
      {
        text: `${OPEN}\n0.1 C PA 1 "hello" ack 1 id 77\n0.100002 C PA 1 "hello" ack 1 id 77`,
        says: ["packet 4 once more", "(77)", "2.00 µs"],
      },
      { text: `${ASKED.replace("ack 6", "ack 6 id 78")}\n0.110003 S A 1 ack 6 id 78`, says: ["packet 5 once more"] },
      {
        text: `${OPEN}\n0.1 C PA 1 "hello" ack 1 id 77\n0.1 C PA 1 "hello" ack 1 id 77`,
        says: ["numbers and flags, with the same timestamp"],
        never: ["0 ns"],
      },
      // A file that holds the same records twice.
      {
        text: `${records(3)}\n${records(3)}`,
        says: ["record of packet 5 once more, with the same timestamp", "put together from parts"],
        never: ["0 ns", "doubled"],
      },
      // A large packet, and the pieces that it was cut into.
      {
        text: `${OPEN}\n0.1 C PA 1 len 2500 ack 1 id 77\n0.100002 C A 1 len 1000 ack 1 id 77`,
        says: ["1000 bytes from number 1", "2.00 µs after packet 4, are a piece", "(77)", "cut to size"],
        never: ["sent again", "doubles"],
      },
      {
        text:
          `${OPEN}\n0.1 C PA 1 len 2500 ack 1 id 77\n0.100002 C A 1 len 1000 ack 1 id 77\n0.100003 C A 1001 len 1000 ack 1 id 78
          0.100004 C PA 2001 len 500 ack 1 id 79`,
        says: ["500 bytes from number 2001", "after packet 4"],
      },
    ],
    silent: [
      // The clock has gone back, and the records are not the same.
      `${records(3)}\n${records(2)}`,
      `${records(3)}\n3 C S 0 id 20\n3.5 C PA 1 "a" ack 1 id 32`,
      // Sent again in pieces, their identifications go on behind those of the first sending, or do not count them.
      `${OPEN}\n0.1 C PA 1 len 2500 ack 1 id 77\n0.12 C A 1 len 1000 ack 1 id 80`,
      `${OPEN}\n0.1 C PA 1 len 2500 ack 1 id 77\n0.12 C A 1001 len 1000 ack 1 id 79`,
      `${OPEN}\n0.1 C PA 1 len 2500 ack 1 id 77\n0.12 C A 1001 len 900 ack 1 id 78`,
      `${OPEN}\n0.1 C PA 1 "hello" ack 1 id 77\n0.4 C PA 1 "hello" ack 1 id 78`,
      `${FLIGHT}\n0.11 S A 1 ack 1001 id 0\n0.110001 S A 1 ack 1001 id 0`,
      // A checksum left to the card is the same for both, and tells nothing.
      `${ASKED}\n0.11 S A 1 ack 6 id 0 offload\n0.110001 S FA 1 ack 6 id 0 offload`,
    ],
  },
  "port-reuse": {
    speaks: [
      {
        text: `${ASKED}\n1 C RA 6 ack 1\n9 C S 90000 mss 1460`,
        says: ["91000", "new connection", "the number lies beyond"],
        never: ["still open"],
      },
      // Neither end was seen to close the one before.
      {
        text: `${ASKED}\n9 C S 90000 mss 1460`,
        says: ["91000", "asks for another connection", "still open", "its answer tells"],
        never: ["new connection", "TIME-WAIT"],
      },
      // The answer that the client's kernel had not got in time.
      {
        text: `0 C S 0\n0.1 S SA 0 ack 1\n0.101 C A 1 ack 1\n0.102 C FA 1 ack 1\n0.4 S SA 0 ack 1`,
        says: ["once more, as in conversation 0", "Nothing begins anew"],
        never: ["another first number", "two machines"],
      },
      // More than half the circle further on is behind; the timestamp says that it is later.
      {
        text:
          `0 C S 0 ts stamp 70\n0.1 S SA 0 ack 1 ts\n0.11 C PA 1 "x" ack 1 stamp 80\n1 C RA 2 ack 1\n9 C S 2251760000 ts stamp 90`,
        says: ["number does not, and the timestamp is larger: 90 after 80"],
        never: ["lies beyond."],
      },
      {
        text:
          `0 C S 0 ts stamp 70\n0.1 S SA 0 ack 1 ts\n0.11 C PA 1 "x" ack 1 stamp 80\n1 C RA 2 ack 1\n9 C S 2251760000 ts stamp 60`,
        says: ["new first number"],
        never: ["lies beyond.", "is larger: "],
      },
      // The SYN of the connection before is not in the capture, and this one has its number; or another; or none is known.
      {
        text:
          `0 S SA 0 ack 1\n0.01 C A 1 ack 1\n0.02 C PA 1 "x" ack 1\n0.03 S FA 1 ack 2\n0.04 C FA 2 ack 2\n0.05 S A 2 ack 3\n0.06 C S 0`,
        says: ["first number, 1000, as conversation 0", "seen late"],
        never: ["new connection:"],
      },
      {
        text: `0 S SA 0 ack 1\n0.01 C A 1 ack 1\n0.02 C PA 1 "x" ack 1\n0.03 S A 1 ack 2\n0.04 C S 70000`,
        says: ["with a new first number, 71000"],
      },
      {
        text: `0 C PA 1 "x" ack 1\n0.01 S A 1 ack 2\n9 C S 70000`,
        says: ["whose first number it does not show", "71000"],
        never: ["new first number", "lies beyond."],
      },
      { text: `0 C S 0\n0.1 S SA 0 ack 1\n0.2 S SA 7000 ack 1`, says: ["A second SYN,ACK"] },
      // Both ends speak already: it changes nothing. After a RST, or for another SYN, a connection begins.
      {
        text: `${ASKED}\n0.5 S SA 7000 ack 1`,
        says: ["amid a connection", "12000"],
        never: ["A second SYN,ACK", "agrees"],
      },
      { text: `${ASKED}\n0.4 S R 1\n0.5 S SA 7000 ack 1`, says: ["A second SYN,ACK"], never: ["amid a connection"] },
      { text: `${ASKED}\n0.5 S SA 7000 ack 90000`, says: ["A second SYN,ACK"], never: ["amid a connection"] },
    ],
    silent: [
      `0 C S 0\n1 C S 0`,
      // The server had sent a RST before, and no SYN,ACK.
      `0 C S 0\n0.1 S RA 5 ack 0\n0.2 S SA 7000 ack 1`,
      // Damaged: no SYN that opens anything has RST beside it.
      `${ASKED}\n0.11 S SRPA 7000 len 10 ack 6`,
    ],
  },
  "syn-data": {
    speaks: [
      { text: `0 C S 0 "hello" tfo 0102030405060708`, says: ["5 bytes", "cookie of 8 bytes"] },
      { text: `0 C S 0 "hello"`, says: ["Without a Fast Open cookie"] },
      { text: `0 C S 0\n0.1 S SA 0 ack 1 tfo 0102030405060708`, says: ["gives a Fast Open cookie of 8 bytes"] },
      { text: `0 C S 0\n0.1 S SA 0 len 110 ack 1`, says: ["Together with the SYN the packet already carries 110"] },
    ],
    silent: [`0 C S 0 mss 1460`, `0 C SFAU 0 len 4972 ack 1`],
  },
  "mtu-clamped": {
    speaks: [
      { text: `0 C S 0 mss 1452`, says: ["packet of 1492, 8 less", "PPPoE"] },
      { text: `0 C S 0 mss 1360`, says: ["100 less"] },
      { text: `0 C S 0 mss 1448`, says: ["12 less"] },
      {
        text: served(["1.2.3.4", "5.6.7.8", "9.8.7.6"], 1460),
        says: ["near the client", "offers 1460"],
        never: ["server's link"],
      },
      { text: served(["1.2.3.4", "5.6.7.8", "5.6.9.9"], 1460), says: ["server's link"], never: ["near the client"] },
      { text: served(["1.2.3.4", "5.6.7.8", "9.8.7.6"], 1354), says: ["server's link"], never: ["near the client"] },
      { text: `0 C S 0 mss 536`, says: ["cautious"] },
    ],
    silent: [
      `0 C S 0 mss 1460`,
      `0 C S 0 mss 65495`,
      `0 C S 0`,
      // Less the timestamps that it has: an old BSD stack on Ethernet.
      `0 C S 0 mss 1448 ts`,
    ],
  },
  "checksum-offload": {
    speaks: [{ text: `0 C S 0 offload`, says: ["pseudo-header", "to its network card"] }, {
      text: `0 C S 0 offload local`,
      says: ["no network card and no wire"],
    }],
    silent: [`0 C S 0`, `0 C S 0 offload\n1 C S 0 offload`],
  },
  "timestamps-missing": {
    speaks: [{
      text: `${STRIPPED}\n0.2 C PA 1 len 100 ack 1 bare`,
      says: ["agreed on timestamps (packets 1 and 2)", "Linux takes it"],
    }],
    silent: [
      // Each packet has one; a RST needs none; and nobody had agreed on them.
      `${STRIPPED}\n0.2 C PA 1 len 100 ack 1`,
      `${STRIPPED}\n0.2 C RA 1 ack 1 bare`,
      `${OPEN}\n0.2 C PA 1 len 100 ack 1`,
      // Said once.
      `${STRIPPED}\n0.2 C PA 1 len 100 ack 1 bare\n0.5 C PA 1 len 100 ack 1 bare`,
    ],
  },
  "odd-flags": {
    speaks: [
      { text: `0 C - 0`, says: ["null scan"] },
      { text: `0 C FPU 0`, says: ["Christmas tree"] },
      { text: `0 C SF 0`, says: ["SYN and FIN"] },
      { text: `0 C SR 0`, says: ["SYN and RST"] },
      { text: `${OPEN}\n0.1 C FRA 1 ack 1`, says: ["RST alone counts"] },
      { text: `${OPEN}\n0.1 C FRU 1`, says: ["what follows shows"], never: ["alone counts"] },
      { text: `${OPEN}\n0.1 C P 1 "hello"`, says: ["After the handshake", "does not"] },
      { text: `0 C F 0`, says: ["out of nothing", "FIN scan"], never: ["After the handshake"] },
    ],
    silent: [OPEN, `${OPEN}\n0.1 C FA 1 ack 1`],
  },
};
