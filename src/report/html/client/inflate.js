/**
 * Unpacks gzip at once. The browser's own way, DecompressionStream, gives its result later, and printing does not wait: a page
 * that is printed before it has been idle is unpacked by this.
 */

/** Base lengths and distances of RFC 1951 3.2.5, and how many further bits each has. */
const LENGTHS = ladder(29, 4, 3).with(28, 258);
const LENGTH_BITS = extra(29, 4).with(28, 0);
const DISTANCES = ladder(30, 2, 1);
const DISTANCE_BITS = extra(30, 2);
/** The order in which lengths of codes of lengths are written. RFC 1951 3.2.7. */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/**
 * Further bits: none for the first steps, then one more after every `each`.
 * @param {number} count
 * @param {number} each
 */
function extra(count, each) {
  return Array.from({ length: count }, (_, i) => Math.max(0, Math.floor(i / each) - 1));
}

/**
 * Bases, each as far above the one before as its bits reach.
 * @param {number} count
 * @param {number} each
 * @param {number} least
 */
function ladder(count, each, least) {
  let base = least;
  return extra(count, each).map((bits) => {
    const own = base;
    base += 2 ** bits;
    return own;
  });
}

/** A Huffman code: how many codes of each length there are, and their symbols in order.
 * @typedef {{ counts: Uint16Array, symbols: number[] }} Code
 */

/**
 * The canonical code of some lengths. RFC 1951 3.2.2.
 * @param {ArrayLike<number>} lengths
 * @returns {Code}
 */
function codeOf(lengths) {
  const all = Array.from(lengths, (length, symbol) => ({ length, symbol })).filter(({ length }) => length > 0);
  const counts = new Uint16Array(16);
  for (const { length } of all) counts[length] = (counts[length] ?? 0) + 1;
  return { counts, symbols: all.sort((a, b) => a.length - b.length || a.symbol - b.symbol).map((one) => one.symbol) };
}

const FIXED_LENGTHS = codeOf(Array.from({ length: 288 }, (_, i) => i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8));
const FIXED_DISTANCES = codeOf(new Array(30).fill(5));

/** Reads bits, the least significant first. */
class Bits {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 10;
    this.held = 0;
    this.count = 0;
  }

  /** @param {number} count */
  take(count) {
    if (this.at > this.bytes.length) throw new Error("not gzip");
    while (this.count < count) {
      this.held |= (this.bytes[this.at++] ?? 0) << this.count;
      this.count += 8;
    }
    const value = this.held & ((1 << count) - 1);
    this.held >>>= count;
    this.count -= count;
    return value;
  }

  /** @param {Code} code */
  symbol({ counts, symbols }) {
    let [code, first, index] = [0, 0, 0];
    for (let length = 1; length < 16; length++) {
      code |= this.take(1);
      const count = counts[length] ?? 0;
      if (code - count < first) return symbols[index + code - first] ?? 0;
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new Error("not gzip");
  }
}

/** @param {Bits} bits */
function readCodes(bits) {
  const [lengths, distances, written] = [bits.take(5) + 257, bits.take(5) + 1, bits.take(4) + 4];
  const own = new Uint8Array(19);
  for (const place of ORDER.slice(0, written)) own[place] = bits.take(3);
  const code = codeOf(own);
  /** @type {number[]} */
  const all = [];
  while (all.length < lengths + distances) {
    const symbol = bits.symbol(code);
    const [value, times] = symbol === 16
      ? [all.at(-1) ?? 0, 3 + bits.take(2)]
      : symbol === 17
      ? [0, 3 + bits.take(3)]
      : symbol === 18
      ? [0, 11 + bits.take(7)]
      : [symbol, 1];
    for (let i = 0; i < times; i++) all.push(value);
  }
  return { lengths: codeOf(all.slice(0, lengths)), distances: codeOf(all.slice(lengths)) };
}

/**
 * The bytes of a gzip file whose header is the shortest one. RFC 1952. Throws for what is none.
 * @param {Uint8Array} gzip
 */
export function inflate(gzip) {
  const size = new DataView(gzip.buffer, gzip.byteOffset + gzip.length - 4).getUint32(0, true);
  const out = new Uint8Array(size);
  const bits = new Bits(gzip);
  let at = 0;
  for (let last = 0; last === 0;) {
    last = bits.take(1);
    const kind = bits.take(2);
    if (kind === 0) {
      bits.take(bits.count % 8);
      const length = bits.take(16);
      bits.take(16);
      for (let i = 0; i < length; i++) out[at++] = bits.take(8);
      continue;
    }
    const { lengths, distances } = kind === 1
      ? { lengths: FIXED_LENGTHS, distances: FIXED_DISTANCES }
      : readCodes(bits);
    for (let symbol = bits.symbol(lengths); symbol !== 256; symbol = bits.symbol(lengths)) {
      if (symbol < 256) {
        out[at++] = symbol;
        continue;
      }
      const length = (LENGTHS[symbol - 257] ?? 0) + bits.take(LENGTH_BITS[symbol - 257] ?? 0);
      const far = bits.symbol(distances);
      const distance = (DISTANCES[far] ?? 0) + bits.take(DISTANCE_BITS[far] ?? 0);
      for (const end = at + length; at < end; at++) out[at] = out[at - distance] ?? 0;
    }
  }
  if (at !== size) throw new Error("not gzip");
  return out;
}
