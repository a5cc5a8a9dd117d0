/**
 * pcapng blocks of either byte order, made by hand: what the writer writes is only a part of what a reader must read.
 */
import { joined } from "../packet/record_of.ts";

/** Numbers and blocks in one byte order. */
export class Blocks {
  constructor(private readonly littleEndian: boolean) {}

  u16(value: number): Uint8Array {
    const bytes = new Uint8Array(2);
    new DataView(bytes.buffer).setUint16(0, value, this.littleEndian);
    return bytes;
  }

  u32(value: number): Uint8Array {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, value, this.littleEndian);
    return bytes;
  }

  i64(value: bigint): Uint8Array {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigInt64(0, value, this.littleEndian);
    return bytes;
  }

  /** A block with its body padded and both lengths right. */
  block(type: number, ...body: (string | Uint8Array)[]): Uint8Array {
    const inside = this.pad(joined(...body));
    return joined(this.u32(type), this.u32(inside.length + 12), inside, this.u32(inside.length + 12));
  }

  option(code: number, data: Uint8Array): Uint8Array {
    return joined(this.u16(code), this.u16(data.length), this.pad(data));
  }

  section(length = -1n): Uint8Array {
    return this.block(0x0a0d0d0a, this.u32(0x1a2b3c4d), this.u16(1), this.u16(0), this.i64(length));
  }

  interface(linkType: number, snapLength: number, ...options: Uint8Array[]): Uint8Array {
    return this.block(1, this.u16(linkType), this.u16(0), this.u32(snapLength), ...options);
  }

  enhanced(id: number, ticks: bigint, data: Uint8Array, ...options: Uint8Array[]): Uint8Array {
    const time = [this.u32(Number(ticks >> 32n)), this.u32(Number(ticks & 0xffffffffn))];
    return this.block(
      6,
      this.u32(id),
      ...time,
      this.u32(data.length),
      this.u32(data.length + 1),
      this.pad(data),
      ...options,
    );
  }

  private pad(data: Uint8Array): Uint8Array {
    return joined(data, new Uint8Array(-data.length & 3));
  }
}

export const text = (value: string): Uint8Array => new TextEncoder().encode(value);
