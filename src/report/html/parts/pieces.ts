/**
 * A long report is drawn in pieces: the first of each kind stands in the page, the others are packed behind it, or asked of the
 * server that serves the page.
 */
import type { PacketView, ReportData } from "../facts/report_data.ts";
import type { PageWords } from "../../../language/en/page_words.ts";
import { type Markup, markup } from "../text/markup.ts";
import { packed } from "./pack.ts";

/** Packets up to which a page has no pieces: it reads and prints without a script. */
export const WHOLE_MOST = 200;
/** The same on a page whose pieces come from a server: they are drawn when they are looked at. */
const SERVED_WHOLE_MOST = 40;

/** Where the pieces of a page that are not in sight wait: behind it, or on the server. */
export type PiecesPlace = "packed" | "served";

/** What the parts are drawn from. */
export interface Drawing {
  readonly data: ReportData;
  readonly words: PageWords;
  readonly pieces: PiecesPlace;
}

export function isWhole({ data: { packets }, pieces }: Drawing): boolean {
  return packets.length <= (pieces === "served" ? SERVED_WHOLE_MOST : WHOLE_MOST);
}

/** A stretch of the page: its markup when it is wanted, its packets, and how tall it is before it is drawn. */
export interface Piece {
  readonly draw: () => Markup;
  readonly packets: readonly PacketView[];
  readonly height: number;
}

/** A part of the page, and what is packed behind it. */
export interface Drawn {
  readonly body: Markup;
  readonly packedPieces: readonly Markup[];
}

/**
 * Puts pieces into the page, `name` with a number to each: all of them as they stand, or the first and then places for those that
 * come later.
 */
export async function placed(name: string, pieces: readonly Piece[], drawing: Drawing): Promise<Drawn> {
  const tag = (attributes: Markup | null, content: Markup | null): Markup =>
    name === "rows"
      ? markup`<tbody${attributes}>${content}</tbody>`
      : markup`<div class="piece"${attributes}>${content}</div>`;
  if (isWhole(drawing)) return { body: tag(null, markup`${pieces.map((piece) => piece.draw())}`), packedPieces: [] };
  const body = pieces.map((piece, i) => {
    const first = piece.packets[0]?.number ?? 0;
    const last = piece.packets.at(-1)?.number ?? first;
    const height = Math.round(piece.height);
    return tag(
      markup` data-piece="${name}-${i}" data-first="${first}" data-last="${last}" data-height="${height}"`,
      i === 0 ? piece.draw() : null,
    );
  });
  if (drawing.pieces === "served") return { body: markup`${body}`, packedPieces: [] };
  const packedPieces = await Promise.all(pieces.map((piece, i) => packed(name, i, piece.draw())));
  return { body: markup`${body}`, packedPieces };
}

export function grouped<T>(items: readonly T[], size: number): T[][] {
  const groups: T[][] = [];
  for (let at = 0; at < items.length; at += size) groups.push(items.slice(at, at + size));
  return groups;
}
