/** Rows of the list of packets: each is read from the file when it is asked for. */
import { VERDICTS } from "../../analysis/analysed_packet.ts";
import type { ReportWords } from "../../language/kinds/report_words.ts";
import { destinationAddress, endpointText, sourceAddress } from "../../packet/address.ts";
import { dissect } from "../../packet/dissect.ts";
import { flagNames } from "../../packet/flags.ts";
import { protocolName } from "../../report/words/protocol_name.ts";
import { relativeTime } from "../../report/words/times.ts";
import type { IndexedCapture } from "../index/indexed_capture.ts";
import { NONE } from "../index/packet_index.ts";
import { MOST_ROWS, type Row, type Rows } from "./row.ts";

/** Rows from `from` on, of all packets or of those with these numbers; null where the file has changed. */
export function packetRows(
  capture: IndexedCapture,
  numbers: Uint32Array | null,
  { from, count, words }: { readonly from: number; readonly count: number; readonly words: ReportWords },
): Rows | null {
  const total = numbers?.length ?? capture.index.count;
  const rows: Row[] = [];
  for (let at = from; at < Math.min(total, from + Math.min(count, MOST_ROWS)); at++) {
    const row = rowOf(capture, numbers?.[at] ?? at + 1, words);
    if (row === null) return null;
    rows.push(row);
  }
  return { total, all: capture.index.count, from, rows };
}

function rowOf(capture: IndexedCapture, number: number, words: ReportWords): Row | null {
  const record = capture.record(number);
  if (record === null) return null;
  const packet = dissect(record);
  const { index } = capture;
  const stream = index.streamOf(number);
  const verdicts = index.verdictsOf(number);
  const time = packet.hasTime ? relativeTime(capture.first, packet) : "-";
  const isTcp = stream !== NONE;
  const [src, dst] = [sourceAddress(packet), destinationAddress(packet)];
  const named = VERDICTS.filter((_, bit) => (verdicts & (1 << bit)) !== 0).map((name) => words.verdicts[name] ?? name);
  const what = isTcp ? [flagNames(packet.flags).join(" "), ...named].join(", ") : packet.problem?.reason ?? "";
  return {
    id: number,
    href: isTcp ? `conversation/${stream}?from=${number}#packet-${number}` : null,
    cells: [
      String(number),
      time,
      isTcp ? endpointText(src, packet.srcPort) : src,
      isTcp ? endpointText(dst, packet.dstPort) : dst,
      isTcp ? `TCP ${stream}` : protocolName(packet),
      String(isTcp ? packet.payloadLength : packet.length),
      what,
    ],
    trouble: verdicts !== 0,
  };
}
