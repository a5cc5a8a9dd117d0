/**
 * The packet list: a plain table whose row headers are links, so that it reads well to a screen reader and works as
 * links to the packets where scripts do not run.
 */
import { endpointText } from "../../../packet/address.ts";
import { arrowKind, verdictNames } from "./arrow_kind.ts";
import { type Markup, markup, type MarkupValue } from "../text/markup.ts";
import { packetLink, packetTitle } from "./packet_article.ts";
import { prose } from "../text/bidi.ts";
import { type HostLine, isLost, type PacketView } from "../facts/report_data.ts";
import { seconds } from "../text/times.ts";
import type { PageWords, Word } from "../../../language/en/page_words.ts";

const COLUMNS: readonly (readonly [Word, string])[] = [
  ["number", "n"],
  ["time", "t"],
  ["source", "end"],
  ["destination", "end"],
  ["flags", "f"],
  ["seq", "n"],
  ["ack", "n"],
  ["length", "n"],
  ["window", "n w"],
  ["noted", "what"],
];

/** The table's caption and head. */
export function drawListHead(words: PageWords): Markup {
  return markup`
    <caption>${words.listCaption}</caption>
    <thead>
      <tr>${COLUMNS.map(([word, style]) => markup`<th scope="col" class="${style}">${words[word]}</th>`)}</tr>
    </thead>
  `;
}

export interface RowOptions {
  readonly words: PageWords;
  readonly direction: "ltr" | "rtl";
  readonly hosts: readonly HostLine[];
  /** Whether the column of what a packet is says it; else that is the reader's to say. */
  readonly answers: boolean;
}

/** One packet's row. */
export function drawRow(packet: PacketView, { words, direction, hosts, answers }: RowOptions): Markup {
  const tcp = packet.tcp;
  return markup`
    <tr class="${arrowKind(packet)}" data-row="${packet.number}">
      <th scope="row" class="n">${packetLink(packet.number, words)}</th>
      <td class="t">${seconds(packet.time)}</td>
      <td class="end">${hosts[packet.from]?.name || end(packet.src, tcp?.srcPort)}</td>
      <td class="end">${hosts[packet.to]?.name || end(packet.dst, tcp?.dstPort)}</td>
      <td class="f">${tcp === null ? packet.protocol : tcp.flags.join(" ")}</td>
      <td class="n">${tcp?.seq ?? ""}</td>
      <td class="n">${tcp?.flags.includes("ACK") ? tcp.ack : ""}</td>
      <td class="n">${tcp === null ? packet.length : tcp.length}</td>
      <td class="n w">${tcp?.window ?? ""}</td>
      <td class="what">
        ${answers && prose(packetTitle(packet), direction)}
        ${isLost(packet.fate) && markup` <span class="lost">✕ ${words.kindLost}</span>`}
        ${tcp !== null && verdictNames(tcp).map((name) => markup` <span class="verdict" dir="ltr">${name}</span>`)}
      </td>
    </tr>
  `;
}

/** Address and port, with a place where the line may break between them. */
function end(address: string, port: number | undefined): MarkupValue {
  if (port === undefined) return address;
  const text = endpointText(address, port);
  const at = text.lastIndexOf(":");
  return markup`${text.slice(0, at)}<wbr>${text.slice(at)}`;
}
