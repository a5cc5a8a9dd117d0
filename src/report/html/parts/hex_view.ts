/**
 * A packet's bytes: the fields by layer, and the bytes in hexadecimal and ASCII. A field and its bytes carry the same
 * `data-field`, by which the page lights up one when the reader points at, or moves to, the other.
 */
import { escapeText, type Markup, markup, trusted } from "../text/markup.ts";
import { type ByteField, type ByteLayer, MOST_BYTES, type PacketView } from "../facts/report_data.ts";
import type { PageWords } from "../../../language/en/page_words.ts";
import { fillMarkup } from "../text/page_words.ts";

const PER_LINE = 16;

/** Fields and bytes of a packet; nothing where no byte was captured. */
export function drawBytes(packet: PacketView, words: PageWords): Markup | null {
  const total = packet.capturedLength;
  const shown = Math.min(packet.bytes.length, MOST_BYTES);
  if (shown === 0) return null;
  return markup`
    <p class="hint no-print">${words.bytesHelp}</p>
    <div class="bytes">
      <div class="fields">${drawFields(packet.fields, words)}</div>
      <pre class="hex" dir="ltr">${hexLines(packet.bytes.subarray(0, shown), packet.fields)}</pre>
    </div>
    ${shown < total && markup`<p class="hint">${fillMarkup(words.bytesCut, { shown, total })}</p>`}
  `;
}

function drawFields(fields: readonly ByteField[], words: PageWords): Markup[] {
  const layers = [...new Set(fields.map(({ layer }) => layer))];
  return layers.map((layer) => {
    const items = fields.flatMap((field, i) => field.layer === layer ? [drawField(field, i)] : []);
    return markup`<h5 class="${layer.kind}">${drawHeading(layer, words)}</h5><ul class="${layer.kind}">${items}</ul>`;
  });
}

/** `802.1Q, 4 bytes`. */
function drawHeading({ kind, name, start, end }: ByteLayer, words: PageWords): Markup {
  const layer = kind === "data" ? words.layerData : name || words.layerPadding;
  return fillMarkup(words.layerBytes, { layer, bytes: end - start });
}

function drawField({ name, value }: ByteField, index: number): Markup {
  return markup`
    <li>
      <button type="button" dir="ltr" data-field="${index}"><span>${name}</span> <b>${value}</b></button>
    </li>
  `;
}

/** A run of bytes within one line that belong to one field, or to none (-1). */
interface Run {
  readonly field: number;
  readonly start: number;
  readonly end: number;
}

function hexLines(bytes: Uint8Array, fields: readonly ByteField[]): Markup[] {
  const lines: Markup[] = [];
  let field = 0;
  for (let at = 0; at < bytes.length; at += PER_LINE) {
    const end = Math.min(at + PER_LINE, bytes.length);
    while (field < fields.length && fields[field]!.end <= at) field++;
    const runs = runsOf(at, end, { fields, first: field });
    const padding = "   ".repeat(PER_LINE - (end - at));
    const numbers = trusted(runs.map((run) => marked(run, fields, hex(bytes, run)) + " ").join("") + padding);
    const letters = trusted(runs.map((run) => marked(run, fields, escapeText(ascii(bytes, run)))).join(""));
    const offset = at.toString(16).padStart(4, "0");
    lines.push(markup`
      <span class="line">
        <span class="offset">${offset}</span>  ${numbers}<span class="ascii"> ${letters}</span>
        ${"\n"}
      </span>
    `);
  }
  return lines;
}

/** The runs between two offsets; `first` is the first field that ends beyond the start. */
function runsOf(
  start: number,
  end: number,
  { fields, first }: { fields: readonly ByteField[]; first: number },
): Run[] {
  const runs: Run[] = [];
  let at = start;
  for (let field = first; at < end; field++) {
    const { start: begins, end: ends } = fields[field] ?? { start: end, end };
    if (begins > at) runs.push({ field: -1, start: at, end: Math.min(begins, end) });
    if (begins < end) runs.push({ field, start: Math.max(begins, at), end: Math.min(ends, end) });
    at = Math.max(at, Math.min(ends, end));
  }
  return runs;
}

/** Takes text that is markup already. */
function marked(run: Run, fields: readonly ByteField[], text: string): string {
  const field = fields[run.field];
  return field === undefined ? text : `<i class="${field.layer.kind}" data-field="${run.field}">${text}</i>`;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function hex(bytes: Uint8Array, { start, end }: Run): string {
  let text = HEX[bytes[start]!]!;
  for (let at = start + 1; at < end; at++) text += ` ${HEX[bytes[at]!]}`;
  return text;
}

function ascii(bytes: Uint8Array, { start, end }: Run): string {
  let text = "";
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".";
  }
  return text;
}
