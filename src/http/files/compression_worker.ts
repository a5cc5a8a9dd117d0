/**
 * The module of the compressing thread: bytes in, fewer bytes out.
 */
/// <reference lib="deno.worker" />
import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from "node:zlib";
import type { ContentCoding } from "../semantics/accept_encoding.ts";

export interface CompressionTask {
  readonly id: number;
  readonly coding: ContentCoding;
  readonly content: Uint8Array;
}

export interface CompressionReply {
  readonly id: number;
  /** Null where the coding cannot be made. */
  readonly packed: Uint8Array | null;
}

/** Qualities at which each takes about as long as gzip does by default. */
const BROTLI_QUALITY = 5;

const scope = self as unknown as {
  postMessage(message: CompressionReply): void;
  onmessage: ((event: MessageEvent<CompressionTask>) => void) | null;
};

scope.onmessage = ({ data: { id, coding, content } }) => {
  let packed: Uint8Array | null = null;
  try {
    packed = compressed(coding, content);
  } catch {
    // The file is served as it is.
  }
  scope.postMessage({ id, packed });
};

function compressed(coding: ContentCoding, content: Uint8Array): Uint8Array | null {
  switch (coding) {
    case "br":
      return own(brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }));
    case "zstd":
      return own(zstdCompressSync(content));
    case "gzip":
      return own(gzipSync(content));
    case "":
      return null;
  }
}

/** Without the rest of the pool that a small Buffer stands in. */
function own(bytes: Uint8Array): Uint8Array {
  return bytes.slice();
}
