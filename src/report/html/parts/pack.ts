/**
 * The packed part of a large page. Thousands of arrows, rows and articles would make a browser slow to open a page;
 * so they travel as compressed text, in pieces, and the page unpacks a piece when the reader comes near it. Packed
 * text holds letters and digits only: nothing in it can end the element that carries it.
 */
import { type Markup, markup, trusted } from "../text/markup.ts";

/** Packs markup into a data block, `script` of a type that no browser runs: gzip, then base64. */
export function packed(kind: string, index: number, content: Markup): Promise<Markup> {
  return packedText(`${kind}-${index}`, content.text);
}

/** Packs a text of any kind under the name by which the page's script asks for it. */
export async function packedText(name: string, text: string): Promise<Markup> {
  const base64 = toBase64(await gzip(new TextEncoder().encode(text)));
  return markup`<script type="application/gzip" id="${name}">${trusted(base64)}</script>${"\n"}`;
}

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(binary);
}
