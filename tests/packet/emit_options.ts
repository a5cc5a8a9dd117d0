/**
 * TCP options from values to bytes, padded with zeros to the four bytes that the header counts in.
 */
import { putU16, putU32 } from "./put_bytes.ts";
import {
  OPTION_ACCECN_0,
  OPTION_ACCECN_1,
  OPTION_AUTHENTICATION,
  OPTION_END,
  OPTION_EXPERIMENTAL_2,
  OPTION_FAST_OPEN,
  OPTION_MD5,
  OPTION_MPTCP,
  OPTION_MSS,
  OPTION_NOP,
  OPTION_SACK,
  OPTION_SACK_PERMITTED,
  OPTION_TIMESTAMPS,
  OPTION_USER_TIMEOUT,
  OPTION_WINDOW_SCALE,
  type TcpOption,
} from "../../src/packet/tcp_options.ts";

/** The most that a TCP header has room for. */
const LARGEST = 40;

/** The bytes of a list of options. Throws `RangeError` where they do not fit a header or one cannot be written. */
export function emitTcpOptions(options: readonly TcpOption[]): Uint8Array {
  const bytes = options.flatMap(emitOption);
  if (bytes.length > LARGEST) {
    throw new RangeError(`The options take ${bytes.length} bytes, a header has room for ${LARGEST}`);
  }
  while (bytes.length % 4 !== 0) bytes.push(OPTION_END);
  return Uint8Array.from(bytes);
}

function emitOption(option: TcpOption): number[] {
  switch (option.kind) {
    case "end":
      return [OPTION_END];
    case "nop":
      return [OPTION_NOP];
    case "mss":
      return withLength(OPTION_MSS, u16Bytes(option.value));
    case "window_scale":
      return withLength(OPTION_WINDOW_SCALE, [option.shift]);
    case "sack_permitted":
      return withLength(OPTION_SACK_PERMITTED, []);
    case "sack":
      return withLength(
        OPTION_SACK,
        option.blocks.flatMap(({ left, right }) => [...u32Bytes(left), ...u32Bytes(right)]),
      );
    case "timestamps":
      return withLength(OPTION_TIMESTAMPS, [...u32Bytes(option.value), ...u32Bytes(option.echo)]);
    default:
      return emitRarer(option);
  }
}

function emitRarer(option: TcpOption): number[] {
  switch (option.kind) {
    case "md5":
      return withLength(OPTION_MD5, unhex(option.digest));
    case "user_timeout":
      return withLength(OPTION_USER_TIMEOUT, u16Bytes(userTimeout(option.seconds)));
    case "authentication":
      return withLength(OPTION_AUTHENTICATION, [option.keyId, option.nextKeyId, ...unhex(option.mac)]);
    case "mptcp":
      return withLength(OPTION_MPTCP, [option.subtype << 4, 0]);
    case "fast_open":
      return option.experimental
        ? withLength(OPTION_EXPERIMENTAL_2, [0xf9, 0x89, ...unhex(option.cookie)])
        : withLength(OPTION_FAST_OPEN, unhex(option.cookie));
    case "accecn":
      return withLength(
        option.order === 0 ? OPTION_ACCECN_0 : OPTION_ACCECN_1,
        option.counters.flatMap((counter) => u32Bytes(counter).slice(1)),
      );
    case "experimental":
      return withLength(option.number, [...u16Bytes(option.identifier), ...unhex(option.data)]);
    case "unknown":
      return withLength(option.number, unhex(option.data));
    default:
      throw new RangeError(`An option of kind ${option.kind} cannot be written`);
  }
}

function withLength(number: number, data: readonly number[]): number[] {
  return [number, data.length + 2, ...data];
}

function userTimeout(seconds: number): number {
  return seconds > 0x7fff ? 0x8000 | Math.round(seconds / 60) : seconds;
}

function u16Bytes(value: number): number[] {
  const bytes = new Uint8Array(2);
  putU16(bytes, 0, value);
  return [...bytes];
}

function u32Bytes(value: number): number[] {
  const bytes = new Uint8Array(4);
  putU32(bytes, 0, value);
  return [...bytes];
}

function unhex(text: string): number[] {
  return (text.match(/../g) ?? []).map((pair) => parseInt(pair, 16));
}
