/**
 * Memory whose address goes to the C library. A small array made the short way may be moved by the garbage collector;
 * what is made here stays where it is as long as somebody keeps it.
 */

/** Bytes that stay where they are, all zero. */
export function allocate(size: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new ArrayBuffer(size));
}

/** Where they are. */
export function addressOf(bytes: Uint8Array<ArrayBuffer>): bigint {
  return Deno.UnsafePointer.value(Deno.UnsafePointer.of(bytes));
}

/** `text` with the zero that ends it, in memory that stays where it is. */
function fixedString(text: string): Uint8Array<ArrayBuffer> {
  const encoded = new TextEncoder().encode(text);
  const bytes = allocate(encoded.length + 1);
  bytes.set(encoded);
  return bytes;
}

/** A C array of pointers to `texts` that ends with a null pointer; whoever keeps it keeps the texts too. */
export class StringVector {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly #texts: readonly Uint8Array<ArrayBuffer>[];

  constructor(texts: readonly string[]) {
    this.#texts = texts.map(fixedString);
    this.bytes = allocate((texts.length + 1) * 8);
    const view = new DataView(this.bytes.buffer);
    this.#texts.forEach((text, index) => view.setBigUint64(index * 8, addressOf(text), true));
  }
}

/** The texts of a C array of pointers that ends with a null pointer. */
export function readStringVector(pointer: Deno.PointerValue): string[] {
  const texts: string[] = [];
  if (pointer === null) return texts;
  const view = new Deno.UnsafePointerView(pointer);
  for (let at = 0;; at += 8) {
    const text = view.getPointer(at);
    if (text === null) return texts;
    texts.push(Deno.UnsafePointerView.getCString(text));
  }
}
