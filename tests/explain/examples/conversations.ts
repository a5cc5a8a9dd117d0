/** Conversations that examples begin with. */

/** A handshake between two ends some way apart: 9 ms to the server, 1 ms to the client. */
export const OPEN: string = `
  0.000 C S  0 mss 1460 sackok
  0.009 S SA 0 ack 1 mss 1460 sackok
  0.010 C A  1 ack 1`;
/** A handshake of two ends that scale their windows by 128. */
export const SCALED: string = `
  0.000 C S  0 mss 1460 ws 7
  0.009 S SA 0 ack 1 mss 1460 ws 7
  0.010 C A  1 ack 1`;
/** The same window in the field of each packet, of which the SYN's alone is not scaled. */
export const SCALED_AT_ONCE: string = `
  0.000 C S  0 mss 1460 ws 7 win 500
  0.009 S SA 0 ack 1 mss 1460 ws 7 win 500
  0.010 C A  1 ack 1 win 500
  0.0101 S A 1 ack 1 win 500`;
/** Captured at the client: its own answers come at once. */
export const AT_CLIENT: string = `
  0.000000 C S  0 mss 1460
  0.020000 S SA 0 ack 1 mss 1460
  0.020010 C A  1 ack 1`;
/** The same, after one more exchange: several round trips to each end. */
export const MEASURED: string = `${AT_CLIENT}
  0.100000 C PA 1 "hello" ack 1
  0.120000 S PA 1 "HELLO" ack 6
  0.120010 C A  6 ack 6`;

export const ASKED: string = `${OPEN}
  0.100 C PA 1 "hello" ack 1
  0.110 S A  1 ack 6`;
export const ANSWERED: string = `${ASKED}
  0.120 S PA 1 "HELLO" ack 6
  0.121 C A  6 ack 6`;
/** Four segments, of which the second is missing at the receiver. */
export const FLIGHT: string = `
  0.000 C S  0 mss 1460
  0.009 S SA 0 ack 1 mss 1460
  0.010 C A  1 ack 1
  0.100 C A 1    len 1000 ack 1 id 10
  0.101 C A 1001 len 1000 ack 1 id 11
  0.102 C A 2001 len 1000 ack 1 id 12
  0.103 C A 3001 len 1000 ack 1 id 13
  0.109 S A 1 ack 1001`;
/** The same on a longer way: 60 ms to the server. */
export const FAR_FLIGHT: string = `
  0.000 C S  0 mss 1460
  0.060 S SA 0 ack 1 mss 1460
  0.061 C A  1 ack 1
  0.100 C A 1    len 1000 ack 1 id 10
  0.101 C A 1001 len 1000 ack 1 id 11
  0.102 C A 2001 len 1000 ack 1 id 12
  0.103 C A 3001 len 1000 ack 1 id 13
  0.160 S A 1 ack 1001`;
/** The gap in it is asked for, filled by the last packet, and two more segments wait behind it. */
export const RESENT: string = `${FLIGHT}
  0.110 S A 1 ack 1001 sack 2001-3001
  0.111 S A 1 ack 1001 sack 2001-4001
  0.112 C A 1001 len 1000 ack 1 id 15`;
export const FULL_BUFFER: string = `${OPEN}
  0.100 C PA 1 len 500 ack 1
  0.110 S A  1 ack 501 win 500
  0.120 C PA 501 len 500 ack 1
  0.130 S A  1 ack 1001 win 0`;
export const REQUEST: string = `"GET /a HTTP/1.1\\r\\nHost: here\\r\\n\\r\\n"`;
/** Two segments under way, of a host that counts its packets. */
export const TWO_OUT: string = `${OPEN}
  0.100 C A 1    len 1000 ack 1 id 512
  0.101 C A 1001 len 1000 ack 1 id 513`;
/** One segment of an end with timestamps and without identifications. */
export const STAMPED: string = `
  0.000 C S  0 mss 1460 ts stamp 900 id 0
  0.009 S SA 0 ack 1 mss 1460 ts id 0
  0.010 C A  1 ack 1 stamp 910 id 0
  0.100 C A 1    len 1000 ack 1 stamp 1010 id 0`;
/** A handshake of two ends whose timestamps count milliseconds. */
export const BOTH_STAMPED: string = `
  0.000 C S  0 mss 1460 ts stamp 900
  0.009 S SA 0 ack 1 mss 1460 ts stamp 5009
  0.010 C A  1 ack 1 stamp 910`;

/** At the client, 20 ms from the server, several round trips; its TTL is 57. */
export const FAR = `
  0.000 C S  0 mss 1460 sackok
  0.020 S SA 0 ack 1 mss 1460 sackok ttl 57
  0.02005 C A  1 ack 1
  0.030 C PA 1 "hello" ack 1
  0.050 S PA 1 "HELLO" ack 6 ttl 57
  0.0501 C A  6 ack 6`;

/** Only the client's packets: `behind` segments of 1000 bytes behind the first one, and that again. */
export const oneWay = (behind: number): string =>
  "0 C S 0 mss 1460\n0.02 C A 1 ack 1" +
  Array.from({ length: behind + 1 }, (_, i) => `\n0.1 C A ${1000 * i + 1} len 1000 ack 1`).join("") +
  "\n0.5 C A 1 len 1000 ack 1";

/** Four segments of the client that the server reports a hole in, sooner than any answer had come before. */
export const HASTY: string = `${MEASURED}
  0.2 C A 6 len 1000 ack 6 id 0\n0.2 C A 1006 len 1000 ack 6 id 0\n0.2 C A 2006 len 1000 ack 6 id 0
  0.2 C A 3006 len 1000 ack 6 id 0`;

/** Sent again within a round trip of an ACK, which had come before the first sending. */
export const HEARD_BEFORE: string = `
  0.000 C S  0 mss 1460
  0.001 S SA 0 ack 1 mss 1460
  0.301 C A  1 ack 1
  0.310 C PA 1 len 10 ack 1
  0.311 S A  1 ack 11
  0.400 C PA 11 len 10 ack 1
  0.700 C PA 11 len 10 ack 1`;

/** Of six segments the second and the fourth are missing, and are sent again, these numbers in turn. */
export const twoHoles = (first: string, second: string): string =>
  OPEN + Array.from({ length: 6 }, (_, i) => `\n0.1 C A ${1000 * i + 1} len 1000 ack 1 id 0`).join("") +
  `\n0.109 S A 1 ack 1001\n0.1091 S A 1 ack 1001 sack 2001-3001\n0.1092 S A 1 ack 1001 sack 4001-5001 sack 2001-3001
  0.1093 S A 1 ack 1001 sack 4001-6001 sack 2001-3001
  0.112 C A ${first} len 1000 ack 1 id 0\n0.1121 C A ${second} len 1000 ack 1 id 0`;

/** A client that offers segments of `own` bytes asks these servers, and each names 1354. */
export const served = (servers: readonly string[], own: number): string =>
  servers.map((host, n) =>
    `${n} C S 0 mss ${own} host ${host} port ${50000 + n}\n${n}.1 S SA 0 ack 1 mss 1354 host ${host} port ${50000 + n}`
  ).join("\n");

/** A RST without ACK, and before it an echo. */
export const ECHOING: string = `
  0 C S 0 mss 1460 ts stamp 700
  0.009 S SA 0 ack 1 mss 1460 ts echo 700
  0.01 C A 1 ack 1 stamp 709 echo 7
  0.1 C PA 1 "hello" ack 1 stamp 800 echo 7
  0.8 S A 1 ack 6 echo 800
  0.8001 C R 6 win 0`;
