/**
 * `--format json`: one document for programs that want the capture whole. Packets are the objects of `ndjson.ts`.
 *
 * ```json
 * {"capture":{"name":"x.pcap","format":"pcap","linkTypes":["Ethernet"],"packets":11,"tcpPackets":11,"bytes":810,
 *   "first":"1606500000.000000000","last":"1606500000.000802474","conversations":1,"problem":null},
 *  "packets":[ ... ],
 *  "conversations":[{"stream":0,"client":{"address":"10.0.2.4","port":40618},"server":{...},"roles":"syn",
 *   "completeness":63,"initialRtt":0.000155634,"fromClient":{"packets":6,"bytes":20,...},"fromServer":{...},
 *   "verdicts":{"duplicate_ack":2},"findings":[{"code":"data-after-close","certainty":"certain","packets":[10,11,8],
 *   "text":"...","advice":"..."}],"story":{"title":"...","paragraphs":["..."]}}],
 *  "findings":[],"summary":{"title":"...","paragraphs":["..."]}}
 * ```
 */
import { VERDICTS } from "../../analysis/analysed_packet.ts";
import type { DirectionCounts } from "../../analysis/conversation.ts";
import type { Finding } from "../../explain/words/finding.ts";
import type { ConversationFacts, Ending, OutputFormat, Overview } from "../facts/output_format.ts";
import { applicationValue } from "./application_json.ts";
import { packetJson } from "./ndjson.ts";
import { epochTime, momentAfter } from "../../base/moment.ts";

export const JSON_FORMAT: OutputFormat = {
  isShared: true,
  open: (overview, { stream = null }) => {
    let separator = "\n";
    return {
      tells: true,
      passes: [{
        explains: true,
        begin: `{"capture":${JSON.stringify(captureValue(overview))},\n"packets":[`,
        packet: (reported) => {
          const text = separator + packetJson(reported);
          separator = ",\n";
          return text;
        },
        passOver: () => {
          separator = ",\n";
        },
      }],
      end: (ending) => {
        const shown = overview.conversations.filter(({ conversation }) =>
          stream === null || conversation.index === stream
        );
        const conversations = shown.map((facts) => JSON.stringify(conversationValue(facts, ending)));
        return `\n],\n"conversations":[\n${conversations.join(",\n")}\n],\n` +
          `"findings":${JSON.stringify(ending.captureFindings.map(findingValue))},\n"summary":${
            JSON.stringify(ending.summary)
          }}\n`;
      },
    };
  },
};

function captureValue({ facts, conversationCount }: Overview): unknown {
  const { name, fileFormat, linkTypes, packets, tcpPackets, otherTraffic, bytes, first, last, problem } = facts;
  return {
    name,
    format: fileFormat,
    linkTypes,
    packets,
    tcpPackets,
    otherTraffic,
    bytes,
    first: first && epochTime(first),
    last: last && epochTime(last),
    conversations: conversationCount,
    problem,
  };
}

function conversationValue({ conversation, tally, application }: ConversationFacts, ending: Ending): unknown {
  const { index: stream, client, server, roles, completeness, initialRtt, fromClient, fromServer } = conversation;
  const start = { seconds: conversation.firstSeconds, nanoseconds: conversation.firstNanoseconds };
  const given = VERDICTS.map((name, i) => [name, tally.verdicts[i]!] as const).filter(([, count]) => count > 0);
  return {
    stream,
    client,
    server,
    roles,
    completeness,
    start: epochTime(start),
    end: epochTime(momentAfter(start, conversation.duration)),
    duration: conversation.duration / 1e9,
    initialRtt: initialRtt === null ? null : initialRtt / 1e9,
    fromClient: directionValue(fromClient),
    fromServer: directionValue(fromServer),
    verdicts: Object.fromEntries(given),
    ...applicationValue(application, conversation),
    findings: ending.findings.find((candidate) => candidate.stream === stream)?.findings.map(findingValue) ?? [],
    story: ending.stories.find((candidate) => candidate.stream === stream)?.story ?? null,
  };
}

/** What an end sent, round trips in seconds. */
function directionValue(counts: DirectionCounts): unknown {
  const { rttTotal, rttMinimum, rttMaximum } = counts;
  const measured = counts.rttSamples > 0;
  return {
    packets: counts.packets,
    bytes: counts.bytes,
    bytesSentAgain: counts.bytesSentAgain,
    segments: counts.segments,
    copies: counts.copies,
    retransmissions: counts.retransmissions,
    largestSegment: counts.largestSegment,
    zeroWindows: counts.zeroWindows,
    outOfOrder: counts.outOfOrder,
    duplicateAcks: counts.duplicateAcks,
    lostSegments: counts.lostSegments,
    rttSamples: counts.rttSamples,
    rttTotal: rttTotal / 1e9,
    rttMinimum: measured ? rttMinimum / 1e9 : null,
    rttMaximum: measured ? rttMaximum / 1e9 : null,
    synPacket: counts.synPacket,
    finPacket: counts.finPacket,
    rstPacket: counts.rstPacket,
  };
}

/** A finding as programs get it; `advice` is left out where there is none. */
function findingValue({ code, certainty, packets, text, advice }: Finding): unknown {
  return { code, certainty, packets, text, ...(advice === "" ? {} : { advice }) };
}
