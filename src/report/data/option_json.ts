/**
 * TCP options as the objects of `ndjson.ts`: `kind` names the option (the names of `TcpOption` in src/packet), the other
 * fields are its values. Padding (NOP, end of list) carries nothing and is left out.
 */
import { i32, u32 } from "../../packet/bytes.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";
import { tcpOptions } from "../../packet/tcp_options.ts";

const TCP_HEADER = 20;
/** NOP, NOP, timestamps of ten bytes. */
const TIMESTAMPS_ONLY = 0x0101080a;

/** The options of a TCP packet as JSON objects with commas between. */
export function optionsJson(packet: ReadonlyPacket): string {
  const at = packet.tcpStart + TCP_HEADER;
  const length = packet.payloadStart - at;
  if (length <= 0) return "";
  const { bytes, start } = packet;
  // What almost every segment carries, without a list of objects in between.
  if (length === 12 && packet.capturedLength >= at + 12 && i32(bytes, start + at) === TIMESTAMPS_ONLY) {
    return `{"kind":"timestamps","value":${u32(bytes, start + at + 4)},"echo":${u32(bytes, start + at + 8)}}`;
  }
  return tcpOptions(packet)
    .filter(({ kind }) => kind !== "nop" && kind !== "end")
    .map((option) => JSON.stringify(option))
    .join(",");
}
