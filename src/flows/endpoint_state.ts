/**
 * The states that Zeek tells the ends of a TCP connection apart by, how packets lead from one to the next, and the word that
 * both together make (`conn_state` of its conn.log). They are coarser than TCP's own states: what somebody searches a year of
 * logs for. Source: Zeek's documentation, "conn.log" (the table of conn_state), and tried against its own logs.
 */
import { ACK, FIN, RST, SYN } from "../packet/packet.ts";

export type EndpointState = "inactive" | "syn-sent" | "syn-ack-sent" | "partial" | "established" | "closed" | "reset";

/** One end: where it is, and where it was before. */
export interface EndpointStates {
  state: EndpointState;
  previous: EndpointState;
}

function enter(end: EndpointStates, state: EndpointState): void {
  end.previous = end.state;
  end.state = state;
}

/** What a packet of `end` makes of the states of both; `data` says whether it carries any. */
export function advance(
  end: EndpointStates,
  peer: EndpointStates,
  { flags, isClient, data }: { readonly flags: number; readonly isClient: boolean; readonly data: boolean },
): void {
  switch (end.state) {
    case "inactive":
      return fromInactive(end, peer, { flags, isClient, data });
    case "syn-sent":
    case "syn-ack-sent":
      if ((flags & FIN) !== 0) enter(end, "closed");
      if ((flags & RST) !== 0) enter(end, "reset");
      // The opener's next packet after the answer says nothing new: the answer itself established both.
      return;
    case "partial":
    case "established":
      return fromEstablished(end, peer, flags);
    case "closed":
      // A RST after both FINs is tidying up, not a reset.
      if ((flags & RST) !== 0 && peer.state !== "closed") enter(end, "reset");
      return;
    case "reset":
      return;
  }
}

function fromInactive(
  end: EndpointStates,
  peer: EndpointStates,
  { flags, isClient, data }: { flags: number; isClient: boolean; data: boolean },
): void {
  if ((flags & SYN) !== 0) {
    if (isClient) enter(end, (flags & ACK) === 0 ? "syn-sent" : "syn-ack-sent");
    else {
      if (peer.state === "syn-sent") enter(peer, "established");
      enter(end, "established");
    }
  }
  if ((flags & FIN) !== 0) enter(end, "closed");
  if ((flags & RST) !== 0) enter(end, "reset");
  if (end.state !== "inactive") return;
  // An ACK of a SYN before the SYN,ACK: not yet an answer.
  if (!isClient && !data && peer.state === "syn-sent") return;
  // SYN,ACK and ACK without the SYN: it was only not captured.
  enter(end, (flags & ACK) !== 0 && peer.state === "established" ? "established" : "partial");
}

function fromEstablished(end: EndpointStates, peer: EndpointStates, flags: number): void {
  if ((flags & SYN) !== 0 && (flags & ACK) === 0 && end.state === "partial" && peer.state === "inactive") {
    enter(end, "syn-sent");
  }
  if ((flags & FIN) !== 0 && (flags & RST) === 0) {
    enter(end, "closed");
    // FIN, then RST, then the other end's FIN: an ordinary end all the same.
    if (peer.state === "reset" && peer.previous === "closed") enter(peer, "closed");
  }
  if ((flags & RST) !== 0) enter(end, "reset");
}

/** `conn_state`: S0 S1 SF REJ S2 S3 RSTO RSTR RSTOS0 RSTRH SH SHR OTH. */
export type ConnectionState =
  | "S0"
  | "S1"
  | "SF"
  | "REJ"
  | "S2"
  | "S3"
  | "RSTO"
  | "RSTR"
  | "RSTOS0"
  | "RSTRH"
  | "SH"
  | "SHR"
  | "OTH";

const OPENED_AND_RESET = /^\^?S[^HAFGIQ]*R/;

/** The word for both states; `bytes` are those of data of both directions. */
export function connectionState(
  client: EndpointState,
  server: EndpointState,
  { history, bytes }: { readonly history: string; readonly bytes: number },
): ConnectionState {
  const clientUnknown = client === "inactive" || client === "partial";
  const serverUnknown = server === "inactive" || server === "partial";
  if (server === "reset") {
    if (client === "syn-sent" || client === "syn-ack-sent" || (client === "reset" && bytes === 0)) return "REJ";
    return clientUnknown ? "RSTRH" : "RSTR";
  }
  if (client === "reset") {
    if (!serverUnknown) return "RSTO";
    return OPENED_AND_RESET.test(history) ? "RSTOS0" : "OTH";
  }
  if (client === "closed" && server === "closed") return "SF";
  if (client === "closed") return serverUnknown ? "SH" : "S2";
  if (server === "closed") return clientUnknown ? "SHR" : "S3";
  if (client === "syn-sent" && server === "inactive") return "S0";
  return client === "established" && server === "established" ? "S1" : "OTH";
}
