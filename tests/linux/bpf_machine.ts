/** Runs a filter program as the kernel would, on an IP packet with what the kernel knows of it. */
import type { BpfInstruction } from "../../src/linux/bpf.ts";

export interface FilteredPacket {
  /** From the network header on. */
  readonly bytes: Uint8Array;
  readonly protocol: number;
  readonly packetType?: number;
  readonly interfaceIndex?: number;
}

const NETWORK = -0x100000;

/** Whether the program keeps the packet. A load beyond the packet's end drops it, as in the kernel. */
export function keeps(program: readonly BpfInstruction[], packet: FilteredPacket): boolean {
  let [a, x] = [0, 0];
  for (let at = 0; at < program.length; at++) {
    const { code, jt, jf, k } = program[at]!;
    const offset = k | 0;
    const loaded = (size: number, from: number) => load(packet, from, size);
    switch (code) {
      case 0x20:
      case 0x28:
      case 0x30: {
        const value = loaded(code === 0x20 ? 4 : code === 0x28 ? 2 : 1, offset);
        if (value === null) return false;
        a = value;
        break;
      }
      case 0x48: {
        const value = loaded(2, offset + x);
        if (value === null) return false;
        a = value;
        break;
      }
      case 0xb1: {
        const value = loaded(1, offset);
        if (value === null) return false;
        x = (value & 0x0f) * 4;
        break;
      }
      case 0x15:
        at += a === k ? jt : jf;
        break;
      case 0x45:
        at += (a & k) !== 0 ? jt : jf;
        break;
      case 0x06:
        return k > 0;
      default:
        throw new Error(`no such instruction: ${code}`);
    }
  }
  throw new Error("the program has no end");
}

function load(
  { bytes, protocol, packetType = 0, interfaceIndex = 2 }: FilteredPacket,
  from: number,
  size: number,
): number | null {
  if (from === -0x1000) return protocol;
  if (from === -0x1000 + 4) return packetType;
  if (from === -0x1000 + 8) return interfaceIndex;
  const at = from - NETWORK;
  if (at < 0 || at + size > bytes.length) return null;
  return bytes.subarray(at, at + size).reduce((value, byte) => value * 256 + byte, 0);
}
