/**
 * A packet's bytes: the fields by layer, and the bytes in hexadecimal and ASCII. A field and its bytes carry the same
 * `data-field`, by which the page lights up one when the reader points at, or moves to, the other.
 */
import { type Markup, markup } from "./markup.ts";
import type { ByteField, FieldLayer, PacketView } from "./report_data.ts";
import { fillMarkup, type Word, type Words } from "./words.ts";

const PER_LINE = 16;
/** Bytes shown of one packet: what follows is data, and more of it teaches nothing. */
export const MOST_BYTES = 320;

const LAYERS: readonly (readonly [FieldLayer, Word])[] = [
  ["link", "layerLink"],
  ["ip", "layerIp"],
  ["tcp", "layerTcp"],
  ["data", "layerData"],
];

/** Fields and bytes of a packet; nothing where no byte was captured. */
export function drawBytes(packet: PacketView, words: Words): Markup | null {
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

function drawFields(fields: readonly ByteField[], words: Words): Markup[] {
  return LAYERS.flatMap(([layer, word]) => {
    const items = fields.flatMap((field, i) => field.layer === layer ? [drawField(field, i)] : []);
    return items.length === 0
      ? []
      : [markup`<h5 class="${layer}">${words[word]}</h5><ul class="${layer}">${items}</ul>`];
  });
}

function drawField({ name, value }: ByteField, index: number): Markup {
  return markup`
    <li>
      <button type="button" dir="ltr" data-field="${index}"><span>${name}</span> <b>${value}</b></button>
    </li>
  `;
}

/** A run of bytes of one field within one line. */
interface Run {
  readonly field: number;
  readonly start: number;
  readonly end: number;
}

function hexLines(bytes: Uint8Array, fields: readonly ByteField[]): Markup[] {
  const lines: Markup[] = [];
  for (let at = 0; at < bytes.length; at += PER_LINE) {
    const end = Math.min(at + PER_LINE, bytes.length);
    const runs = runsOf(at, end, fields);
    const offset = at.toString(16).padStart(4, "0");
    const padding = "   ".repeat(PER_LINE - (end - at));
    const hexRuns = runs.map((run) => markup`${marked(run, fields, hex(bytes, run))} `);
    const asciiRuns = runs.map((run) => marked(run, fields, ascii(bytes, run)));
    lines.push(markup`
      <span class="line">
        <span class="offset">${offset}</span>  ${hexRuns}${padding}<span class="ascii"> ${asciiRuns}</span>
        ${"\n"}
      </span>
    `);
  }
  return lines;
}

function runsOf(start: number, end: number, fields: readonly ByteField[]): Run[] {
  const runs: Run[] = [];
  let at = start;
  while (at < end) {
    const position = at;
    const field = fields.findIndex((f) => f.start <= position && position < f.end);
    const next = fields.find((f) => f.start > position)?.start ?? end;
    const stop = Math.min(end, field >= 0 ? fields[field]?.end ?? end : next);
    runs.push({ field, start: at, end: stop });
    at = stop;
  }
  return runs;
}

function marked(run: Run, fields: readonly ByteField[], text: string): Markup {
  const field = fields[run.field];
  return field === undefined
    ? markup`${text}`
    : markup`<i class="${field.layer}" data-field="${run.field}">${text}</i>`;
}

function hex(bytes: Uint8Array, { start, end }: Run): string {
  return Array.from(bytes.subarray(start, end), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

function ascii(bytes: Uint8Array, { start, end }: Run): string {
  return Array.from(bytes.subarray(start, end), (byte) => byte >= 32 && byte < 127 ? String.fromCharCode(byte) : ".")
    .join("");
}
