/**
 * Scenarios for sentences that no rule's own example asks for: what is said of the last packet, or in the story. A test holds
 * that every sentence there is stands in a golden text.
 */
import { ANSWERED, ASKED, FLIGHT, OPEN, REQUEST } from "./conversations.ts";

/** Eight requests that wait for no answer. */
const PIPELINED = Array.from({ length: 8 }, (_, i) => `0.1${i} C PA ${1 + 31 * i} ${REQUEST} ack 1`).join("\n");
const OK = `"HTTP/1.1 204 No Content\\r\\n\\r\\n"`;

/** Name of a scenario, and its packets. */
export const FURTHER_SENTENCES: Readonly<Record<string, string>> = {
  "a copy two milliseconds later": `${OPEN}\n0.1 C PA 1 "hello" ack 1 id 77\n0.102 C PA 1 "hello" ack 1 id 77`,
  "an answer whose first sending was lost":
    `0 C S 0\n0.02 S SA 0 ack 1 id 100\n0.021 C A 1 ack 1\n0.1 C PA 1 "ask" ack 1
    0.12 S A 1 ack 4 id 101\n0.75 S PA 1 "answer" ack 4 id 105`,
  "a client that waited in vain": `${OPEN}\n0.1 C PA 1 ${REQUEST} ack 1\n0.11 S A 1 ack 32\n30.1 C FA 32 ack 1`,
  "a client that waited for 100 Continue":
    `${OPEN}\n0.1 C PA 1 "POST /u HTTP/1.1\\r\\nContent-Length: 5\\r\\nExpect: 100-continue\\r\\n\\r\\n" ack 1
      0.11 S A 1 ack 62\n1.1 C PA 62 "hello" ack 1`,
  "a handshake by hand": `0 C S 0\n0.01 S SA 0 ack 1\n0.0101 C R 1\n0.02 C A 1 ack 1`,
  "an answer to another SYN": `0 C S 0\n0.01 S SA 0 ack 777\n0.0101 C R 777`,
  "a SYN that offers ECN": `0 C SEW 0 mss 1460`,
  "a SYN,ACK that answers another SYN": `0 C S 0\n0.1 S SA 0 ack 77000`,
  "bytes again and again to an end of which nothing was captured":
    `0 C PA 1 len 600 ack 1\n0.2 C PA 1 len 600 ack 1\n0.6 C PA 1 len 600 ack 1`,
  "urgent data": `${OPEN}\n0.1 C PAU 1 "hello" ack 1 urg 3`,
  "data with ECE": `${OPEN}\n0.1 C PAE 1 "hello" ack 1`,
  "data with CWR": `${OPEN}\n0.1 C PAW 1 "hello" ack 1`,
  "a second ACK for packets and a part of one": `${FLIGHT.replace(/\n.*ack 1001$/, "")}\n0.12 S A 1 ack 1501
    0.13 C A 4001 len 1000 ack 1\n0.14 S A 1 ack 3501`,
  "one ACK for two segments sent again": `${FLIGHT}\n0.110 S A 1 ack 1001 sack 3001-4001
    0.111 S A 1 ack 1001 sack 3001-4001\n0.112 C A 1001 len 1000 ack 1 id 15\n0.113 C A 2001 len 1000 ack 1 id 16
    0.13 S A 1 ack 4001`,
  "a FIN of an end that data has not reached":
    `${OPEN}\n0.1 C PA 1 "hello" ack 1\n0.4 C PA 1 "hello" ack 1\n5 S FA 1 ack 1`,
  "a FIN that crossed data": `${ASKED}\n0.120 S PA 1 "HELLO" ack 6\n0.1205 C FA 6 ack 1`,
  "a FIN again that was confirmed": `${ANSWERED}\n0.13 C FA 6 ack 6\n0.139 S A 6 ack 7\n0.4 C FA 6 ack 6`,
  "a FIN long after one that was not heard": `${ANSWERED}\n0.13 C FA 6 ack 6\n0.5 C FA 6 ack 6\n0.9 S FA 6 ack 6`,
  "a RST after both have closed":
    `${ANSWERED}\n0.13 C FA 6 ack 6\n0.14 S FA 6 ack 7\n0.141 C A 7 ack 7\n0.2 C R 7 win 0`,
  "refused on a port that is open": `${OPEN}\n0.2 C S 0 port 40700\n0.209 S RA 0 ack 1001 raw port 40700 win 0`,
  "a RST for data that crossed the close":
    `${ASKED}\n0.1200 S PA 1 "HELLO" ack 6\n0.1205 C FA 6 ack 1\n0.13 C R 6 win 0`,
  "a RST after keep-alives without an answer":
    `${ANSWERED}\n60 C A 5 ack 6\n61 C A 5 ack 6\n62 C A 5 ack 6\n63 C RA 6 ack 6`,
  "a RST after attempts without an answer": `${ASKED}\n0.2 C PA 6 "again" ack 1\n0.5 C PA 6 "again" ack 1
    1.1 C PA 6 "again" ack 1\n2.3 C PA 6 "again" ack 1\n4.7 C RA 11 ack 1`,
  "a RST for a second SYN,ACK": `0 S SA 0 ack 1\n0.5 S SA 9000 ack 1\n0.501 C R 1 win 0`,
  "a RST for a packet without ACK": `0 C F 0\n0.1 S RA 0 ack 1`,
  "data again that was confirmed before the capture": `0 C A 6 ack 1\n0.01 S A 1 ack 6\n0.1 C PA 1 "hello" ack 1`,
  "a request before the last one is answered": `${OPEN}\n${PIPELINED}`,
  "an answer in pieces of unknown number": `${OPEN}\n0.1 C PA 1 ${REQUEST} ack 1
    0.12 S PA 1 "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n3\\r\\nabc\\r\\n" ack 32`,
  "an answer that ends with the connection, in the middle": `${OPEN}\n0.1 C PA 1 ${REQUEST} ack 1
    0.12 S PA 1 "HTTP/1.1 200 OK\\r\\nContent-Length: 9\\r\\n\\r\\nabc" ack 32\n0.13 S FA 42 ack 32`,
  "data for an idle connection that was closed unheard": `${ANSWERED}
    60 S FA 6 ack 6\n60.3 S FA 6 ack 6\n600 C PA 6 "again" ack 6\n600.009 S R 6`,
  "an answer that another put in before the server's own": `${OPEN}\n0.1 C PA 1 ${REQUEST} ack 1
    0.105 S FPA 1 "HTTP/1.1 302 Found" ack 32 ttl 99\n0.1051 C FA 32 ack 20
    0.12 S PA 1 "HTTP/1.1 200 OK...and more" ack 32\n0.121 C R 33 win 0`,
  "a forged RST off the expected number": `${ANSWERED}\n1 S R 9006 ttl 99`,
  "an answer without a body": `${OPEN}\n0.1 C PA 1 ${REQUEST} ack 1\n0.12 S PA 1 ${OK} ack 32`,
  "more of the body of a request": `${OPEN}\n0.1 C PA 1 "POST /a HTTP/1.1\\r\\nContent-Length: 9\\r\\n\\r\\nabc" ack 1
    0.12 C PA 42 "defghi" ack 1`,
  "writes gathered twice": `${ASKED}\n0.111 C PA 6 "worldagain" ack 1\n0.121 S A 1 ack 16\n0.2 C PA 16 "hello" ack 1
    0.21 S A 1 ack 21\n0.211 C PA 21 "worldagain" ack 1`,
  "many answers": `${OPEN}\n${PIPELINED}\n` +
    Array.from({ length: 8 }, (_, i) => `0.2${i} S PA ${1 + 27 * i} ${OK} ack 249`).join("\n"),
  "an answer whose first line is not whole": `${OPEN}\n0.1 C PA 1 ${REQUEST} ack 1
    0.11 S A 1 "HTTP/1.0 200 OK" ack 32\n0.12 S PA 80 "<html>" ack 32`,
  "an answer whose beginning is missing": `${OPEN}\n0.1 C PA 1 ${REQUEST} ack 1\n0.11 S PA 101 "<html>" ack 32`,
  "an answer without a head": `${OPEN}\n0.1 C PA 1 ${REQUEST} ack 1\n0.11 S PA 1 "<html>" ack 32`,
  "a connection that a RST of a later one ends": `${ASKED}\n5 C S 3000000000 raw\n5.009 S A 1 ack 6\n5.01 C R 6 win 0`,
  "ICMP: no route": `0 C S 0\n0.003 I 3/0 C S 0`,
  "ICMP: no TCP there": `0 C S 0\n0.003 I 3/2 C S 0`,
  "ICMP: pieces were missing": `${OPEN}\n0.1 C PA 1 "hello" ack 1\n0.2 I 11/1 C PA 1 "hello" ack 1`,
  "ICMP: a header is not understood": `${OPEN}\n0.1 C PA 1 "hello" ack 1\n0.2 I 12/0 C PA 1 "hello" ack 1`,
  "ICMP: asks to slow down": `${OPEN}\n0.1 C PA 1 "hello" ack 1\n0.2 I 4/0 C PA 1 "hello" ack 1`,
  "ICMP: a shorter way": `${OPEN}\n0.1 C PA 1 "hello" ack 1\n0.2 I 5/1 C PA 1 "hello" ack 1`,
  "one byte captured twice": `${OPEN}\n0.1 C PA 1 "x" ack 1 id 77\n0.100002 C PA 1 "x" ack 1 id 77`,
  "a body that looks like fields of a head": `${OPEN}\n0.1 C PA 1 ${REQUEST} ack 1
    0.12 S PA 1 "HTTP/1.1 200 OK\\r\\nContent-Length: 21\\r\\n\\r\\nConnection: close\\r\\n\\r\\n" ack 32`,
  "a capture that begins at a SYN,ACK, which offers to scale by nothing":
    `0 S SA 0 ack 1 mss 1460 ws 0\n0.1 C A 1 ack 1`,
  "a capture that begins at a SYN,ACK without scaling": `0 S SA 0 ack 1 mss 1460\n0.1 C A 1 ack 1`,
  "an ACK for what was sent again after one duplicate": `${FLIGHT}\n0.110 S A 1 ack 1001 sack 2001-4001
    0.112 C A 1001 len 1000 ack 1 id 15\n0.13 S A 1 ack 4001`,
  "a RST for a RST": `0 C R 1 win 0\n0.1 S R 1 win 0`,
  "data in a SYN that is sent twice": `0 C S 0 "hello" tfo 0102030405060708\n1 C S 0 "hello" tfo 0102030405060708
    1.1 S SA 0 ack 6\n1.11 C A 6 ack 1`,
  "a full window behind one duplicate ACK": `${OPEN}\n0.100 C PA 1 len 500 ack 1\n0.110 S A 1 ack 1 win 1000
    0.111 S A 1 ack 1 win 1000\n0.120 C PA 501 len 500 ack 1`,
  "data that passed the capture twice, five milliseconds apart": `${OPEN}\n0.1 C PA 1 "hello" ack 1 id 77
    0.105 C PA 1 "hello" ack 1 id 77`,
  "the same, and reported by the other end": `${OPEN}\n0.1 C PA 1 "hello" ack 1 id 77
    0.105 C PA 1 "hello" ack 1 id 77\n0.109 S A 1 ack 6\n0.1095 S A 1 ack 6 sack 1-6`,
  "an answer of one byte": `${OPEN}\n0.1 C PA 1 ${REQUEST} ack 1
    0.12 S PA 1 "HTTP/1.1 200 OK\\r\\nContent-Length: 1\\r\\n\\r\\nx" ack 32`,
  "a piece whose length is a letter": `${OPEN}\n0.1 C PA 1 ${REQUEST} ack 1
    0.12 S PA 1 "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n" ack 32
    0.13 S PA 48 "a\\r\\n0123456789\\r\\n0\\r\\n\\r\\n" ack 32`,
  "an answer that begins with H and is no HTTP": `${OPEN}\n0.1 C PA 1 ${REQUEST} ack 1
    0.12 S PA 1 "HELO/1 x\\r\\n\\r\\n" ack 32`,
};
