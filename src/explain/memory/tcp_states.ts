/**
 * The states of a TCP connection's two ends (RFC 9293 3.3.2, figure 5), as one table. An end changes when it sends a
 * packet, and when one reaches it; a capture shows the packet once, so both ends change with it.
 */

export const TCP_STATES = [
  "CLOSED",
  "LISTEN",
  "SYN-SENT",
  "SYN-RECEIVED",
  "ESTABLISHED",
  "FIN-WAIT-1",
  "FIN-WAIT-2",
  "CLOSE-WAIT",
  "CLOSING",
  "LAST-ACK",
  "TIME-WAIT",
] as const;

export type TcpState = (typeof TCP_STATES)[number];

/** What moves an end from one state to another. */
export type TcpEvent =
  | "sends SYN"
  | "receives SYN"
  | "sends SYN,ACK"
  | "receives SYN,ACK"
  | "receives ACK of SYN"
  | "sends FIN"
  | "receives FIN"
  | "receives ACK of FIN"
  | "sends RST"
  | "receives RST";

type Row = { readonly [event in TcpEvent]?: TcpState };

/** For each state, the events that leave it. An event that is not named changes nothing. */
export const TRANSITIONS: Readonly<Record<TcpState, Row>> = {
  "CLOSED": {
    "sends SYN": "SYN-SENT",
    "sends SYN,ACK": "SYN-RECEIVED",
  },
  "LISTEN": {
    "sends SYN": "SYN-SENT",
    "sends SYN,ACK": "SYN-RECEIVED",
    "sends RST": "CLOSED",
  },
  "SYN-SENT": {
    // Both ends opened at once: the SYN of each crosses the other's.
    "receives SYN": "SYN-RECEIVED",
    "receives SYN,ACK": "ESTABLISHED",
    // So the other's SYN has arrived.
    "sends SYN,ACK": "SYN-RECEIVED",
    "sends RST": "CLOSED",
    "receives RST": "CLOSED",
  },
  "SYN-RECEIVED": {
    "receives ACK of SYN": "ESTABLISHED",
    "receives SYN,ACK": "ESTABLISHED",
    "sends FIN": "FIN-WAIT-1",
    "receives FIN": "CLOSE-WAIT",
    "sends RST": "CLOSED",
    "receives RST": "LISTEN",
  },
  "ESTABLISHED": {
    "sends FIN": "FIN-WAIT-1",
    "receives FIN": "CLOSE-WAIT",
    "sends RST": "CLOSED",
    "receives RST": "CLOSED",
  },
  "FIN-WAIT-1": {
    "receives ACK of FIN": "FIN-WAIT-2",
    "receives FIN": "CLOSING",
    "sends RST": "CLOSED",
    "receives RST": "CLOSED",
  },
  "FIN-WAIT-2": {
    "receives FIN": "TIME-WAIT",
    "sends RST": "CLOSED",
    "receives RST": "CLOSED",
  },
  "CLOSE-WAIT": {
    "sends FIN": "LAST-ACK",
    "sends RST": "CLOSED",
    "receives RST": "CLOSED",
  },
  "CLOSING": {
    "receives ACK of FIN": "TIME-WAIT",
    "sends RST": "CLOSED",
    "receives RST": "CLOSED",
  },
  "LAST-ACK": {
    "receives ACK of FIN": "CLOSED",
    "sends RST": "CLOSED",
    "receives RST": "CLOSED",
  },
  "TIME-WAIT": {
    "sends SYN": "SYN-SENT",
    "sends SYN,ACK": "SYN-RECEIVED",
    "sends RST": "CLOSED",
    "receives RST": "CLOSED",
  },
};

/** The state after `event`; the same state where the event does not matter in it. */
export function nextState(state: TcpState, event: TcpEvent): TcpState {
  return TRANSITIONS[state][event] ?? state;
}
