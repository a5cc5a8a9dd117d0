/**
 * `--format zeek`: the conversations as lines of Zeek's conn.log in its JSON form, for everything that reads Zeek's logs. Fields that
 * only Zeek can know (which networks are local, its own decisions) are left out, as Zeek leaves out what it does not know.
 * Source: Zeek's documentation, "conn.log".
 */
import { createHash } from "node:crypto";
import { communityIdOf } from "./community_id.ts";
import type { Flow } from "./flow.ts";

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const UID_LENGTH = 17;

/** One line without its line break. */
export function connLogLine(flow: Flow): string {
  const { client, server, fromClient, fromServer } = flow;
  const communityId = communityIdOf(flow);
  return JSON.stringify({
    ts: Number(`${flow.seconds}.${String(Math.floor(flow.nanoseconds / 1000)).padStart(6, "0")}`),
    uid: uidOf(flow, communityId),
    "id.orig_h": client.address,
    "id.orig_p": client.port,
    "id.resp_h": server.address,
    "id.resp_p": server.port,
    proto: "tcp",
    duration: flow.durationOpen / 1e9,
    orig_bytes: fromClient.bytes,
    resp_bytes: fromServer.bytes,
    conn_state: flow.state,
    history: flow.history,
    orig_pkts: fromClient.packets,
    orig_ip_bytes: fromClient.ipBytes,
    resp_pkts: fromServer.packets,
    resp_ip_bytes: fromServer.ipBytes,
    community_id: communityId,
  });
}

/** A name for the conversation: another for another capture, the same each time that this one is read. */
function uidOf({ capture, seconds, nanoseconds, stream }: Flow, communityId: string): string {
  const digest = createHash("sha256").update(`${capture}\n${communityId}\n${seconds}.${nanoseconds}\n${stream}`)
    .digest();
  let value = 0n;
  for (const byte of digest.subarray(0, 13)) value = (value << 8n) | BigInt(byte);
  let text = "";
  for (let i = 0; i < UID_LENGTH; i++) {
    text = DIGITS[Number(value % 62n)] + text;
    value /= 62n;
  }
  return `C${text}`;
}
