/**
 * TCP options as fields of the byte view: where each stands, its name in its RFC, and its value.
 */
import { parseTcpOptions, type TcpOption } from "../../../packet/tcp_options.ts";
import type { ByteField, ByteLayer } from "./report_data.ts";

/** The options from `start` to the end of the TCP header; one that is malformed takes the rest. */
export function tcpOptionFields(data: Uint8Array, start: number, layer: ByteLayer): ByteField[] {
  const { end } = layer;
  let at = start;
  return parseTcpOptions(data.subarray(start, Math.max(start, end))).map((option) => {
    const [name, value] = describe(option);
    const field: ByteField = { start: at, end: at + lengthOf(option, data, { at, end }), layer, name, value };
    at = field.end;
    return field;
  });
}

function lengthOf({ kind }: TcpOption, data: Uint8Array, { at, end }: { at: number; end: number }): number {
  if (kind === "nop") return 1;
  return kind === "end" || kind === "malformed" ? end - at : data[at + 1]!;
}

function describe(option: TcpOption): readonly [name: string, value: string] {
  switch (option.kind) {
    case "end":
      return ["end of options", ""];
    case "nop":
      return ["no operation", ""];
    case "mss":
      return ["maximum segment size", String(option.value)];
    case "window_scale":
      return ["window scale", `shift ${option.shift}: × ${2 ** Math.min(14, option.shift)}`];
    case "sack_permitted":
      return ["selective ACK permitted", ""];
    case "sack":
      return ["selective ACK", option.blocks.map(({ left, right }) => `${left}-${right}`).join(" ")];
    case "timestamps":
      return ["timestamps", `${option.value}, echo ${option.echo}`];
    case "md5":
      return ["MD5 signature", option.digest];
    case "user_timeout":
      return ["user timeout", `${option.seconds} s`];
    case "authentication":
      return ["authentication", `keys ${option.keyId}, ${option.nextKeyId}; ${option.mac}`];
    case "mptcp":
      return ["multipath TCP", option.name];
    case "fast_open":
      return ["fast open cookie", option.cookie === "" ? "request" : option.cookie];
    case "accecn":
      return [`accurate ECN, order ${option.order}`, option.counters.join(" ")];
    case "experimental":
      return [`experiment ${option.number}`, `0x${option.identifier.toString(16)} ${option.data}`];
    case "unknown":
      return [`option ${option.number}`, option.data];
    case "malformed":
      return [`option ${option.number}, malformed`, option.reason];
  }
}
