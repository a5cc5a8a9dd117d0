/** What a reader's search looks through: of each packet what list and ladder say, and what is said of it. */
import type { PacketView, ReportData } from "../facts/report_data.ts";
import { endpointText } from "../../../packet/address.ts";
import { verdictNames } from "./arrow_kind.ts";
import { isLost } from "../facts/report_data.ts";
import { wordsOf } from "../text/page_words.ts";

/** A text for each packet, in order. */
export function searchTexts({ packets, language }: ReportData): string[] {
  const words = wordsOf(language);
  return packets.map((packet) => {
    const { number, explanations, states, fate, protocol } = packet;
    return [
      `#${number}`,
      ...(packet.tcp === null ? [protocol, packet.src, packet.dst] : segmentText(packet, packet.tcp)),
      ...explanations.flatMap(({ code, title, text }) => [code, title, text]),
      ...states.map(({ state }) => state),
      ...(isLost(fate) ? [words.kindLost] : []),
    ].join(" ");
  });
}

function segmentText({ src, dst }: PacketView, tcp: NonNullable<PacketView["tcp"]>): string[] {
  const { flags, seq, ack, length, window, srcPort, dstPort, stream } = tcp;
  return [
    flags.join(" "),
    `seq ${seq} ack ${ack} len ${length} win ${window} stream ${stream}`,
    `${endpointText(src, srcPort)} ${endpointText(dst, dstPort)}`,
    ...verdictNames(tcp),
  ];
}
