/**
 * `--format ndjson`, for programs: one JSON object a packet, one packet a line. The form is stable:
 *
 * ```json
 * {"number":4,"time":"1606500000.000426604","linkType":113,"length":88,"capturedLength":88,
 *  "src":"10.0.2.4","dst":"10.0.2.15",
 *  "tcp":{"srcPort":40618,"dstPort":5050,"stream":0,"flags":["PSH","ACK"],"seq":1,"ack":1,
 *         "seqRaw":103915609,"ackRaw":1162581601,"len":20,"window":64256,"windowRaw":502,
 *         "options":[{"kind":"timestamps","value":3287217420,"echo":3170710849}]},
 *  "analysis":[],"acks":null,"rtt":null,"bytesInFlight":20,"completeness":47,
 *  "explanations":[{"code":"data","certainty":"certain","text":"..."}]}
 * ```
 *
 * | field | is |
 * |---|---|
 * | `number` | place in the capture, from 1 |
 * | `time` | seconds since 1970 with nine decimals, a string because a float would lose nanoseconds; null where the file holds none |
 * | `linkType` | LINKTYPE_ value |
 * | `length`, `capturedLength` | bytes on the wire, bytes in the file |
 * | `src`, `dst` | IP addresses (IPv6 as in RFC 5952), null where there is no IP header |
 * | `tcp` | left out where the packet is not TCP |
 * | `tcp.stream` | index of the conversation, from 0 |
 * | `tcp.flags` | those set, in the order FIN SYN RST PSH ACK URG ECE CWR AE |
 * | `tcp.seq`, `tcp.ack` | relative to each direction's first number; `seqRaw`, `ackRaw` as in the header |
 * | `tcp.len` | bytes of data |
 * | `tcp.window` | bytes, scaled where both SYNs agreed to; `windowRaw` as in the header |
 * | `tcp.options` | in the header's order, see `option_json.ts`; padding is left out |
 * | `icmp` | only of an ICMP or ICMPv6 error about a TCP segment: `type`, `code`, `mtu` (0 where the router does not say it, null where it is about something else), and what is quoted: `srcPort`, `dstPort`, `seqRaw`, `stream` (null where the capture holds nothing of it), `packet` (its number, null where unknown) |
 * | `analysis` | verdicts by Wireshark's names without `tcp.analysis.`; `duplicate_ack#N` |
 * | `acks` | number of the packet whose data this one acknowledges; `rtt` the time since, in seconds |
 * | `bytesInFlight` | bytes sent and not yet acknowledged, on packets with data |
 * | `completeness` | the conversation's final sum: 1 SYN, 2 SYN,ACK, 4 ACK, 8 data, 16 FIN, 32 RST |
 * | `explanations` | what is said of the packet: `code` is stable, `text` is for people |
 * | `problem` | only where dissection stopped early: `offset` in the captured bytes and `reason` |
 */
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { VERDICTS } from "../../analysis/analysed_packet.ts";
import type { RelatedPacket } from "../../analysis/related_packet.ts";
import type { Conversation, Endpoint } from "../../analysis/conversation.ts";
import type { Explanation } from "../../explain/words/explanation.ts";
import { flagNames } from "../../packet/flags.ts";
import type { OutputFormat } from "../facts/output_format.ts";
import { optionsJson } from "./option_json.ts";
import type { ReportedPacket } from "../facts/reported_packet.ts";
import { addressesOf } from "../facts/reported_packet.ts";
import { nineDigits } from "../../base/moment.ts";
import { nanosecondsAsSeconds } from "../words/times.ts";

export const NDJSON_FORMAT: OutputFormat = {
  isShared: true,
  open: () => ({
    tells: false,
    passes: [{
      explains: true,
      begin: "",
      packet: (reported) => packetJson(reported) + "\n",
      passOver: () => {},
    }],
    end: () => "",
  }),
};

/**
 * One packet as a JSON object, without the line's end. Text is put together by hand: every part that repeats is made once, and
 * only what came from outside goes through `JSON.stringify`.
 */
export function packetJson(reported: ReportedPacket): string {
  const { packet, analysed } = reported;
  const head = `{"number":${packet.number},"time":${timeJson(reported)},"linkType":${packet.linkType},` +
    `"length":${packet.length},"capturedLength":${packet.piece?.record.length ?? packet.capturedLength},`;
  const problem = packet.problem === null ? "" : `,"problem":${JSON.stringify(packet.problem)}`;
  const explanations = `"explanations":[${explanationsJson(reported.explanations)}]${problem}}`;
  if (analysed === null) {
    const { src, dst } = addressesOf(reported);
    return `${head}"src":${src === "" ? null : `"${src}"`},"dst":${dst === "" ? null : `"${dst}"`},` +
      `${
        relatedJson(reported.related)
      }"analysis":[],"acks":null,"rtt":null,"bytesInFlight":null,"completeness":null,${explanations}`;
  }
  return head + tcpJson(analysed) +
    `,"analysis":[${analysed.verdicts === 0 ? "" : verdictsJson(analysed)}],"acks":${analysed.acks},` +
    `"rtt":${
      analysed.rtt === null ? "null" : nanosecondsAsSeconds(analysed.rtt)
    },"bytesInFlight":${analysed.bytesInFlight},` +
    `"completeness":${reported.completeness},${explanations}`;
}

function relatedJson(related: RelatedPacket | null): string {
  if (related?.kind !== "icmp-error") return "";
  const { error, quoted, conversation, quotedNumber } = related;
  const { srcPort, dstPort, seq: seqRaw } = quoted;
  const stream = conversation?.index ?? null;
  const mtu = error.mtu < 0 ? null : error.mtu;
  const quotes = { srcPort, dstPort, seqRaw, stream, packet: quotedNumber === 0 ? null : quotedNumber };
  return `"icmp":${JSON.stringify({ type: error.type, code: error.code, mtu, quotes })},`;
}

function tcpJson(analysed: AnalysedPacket): string {
  const { packet } = analysed;
  return `${endsJson(analysed)}"flags":${flagsJson(packet.flags)},"seq":${analysed.seq},"ack":${analysed.ack},` +
    `"seqRaw":${packet.seq},"ackRaw":${packet.ack},"len":${packet.payloadLength},"window":${analysed.window},` +
    `"windowRaw":${packet.window},"options":[${optionsJson(packet)}]}`;
}

/** What was made of a direction. */
interface Ends {
  readonly conversation: Conversation | null;
  /** Where its sender was: a later packet can turn the roles around. */
  readonly address: string;
  readonly port: number;
  readonly text: string;
}

/** The latest texts, by their conversation's index: kept of a few, however many are open. */
const REMEMBERED = 1024;
const latest: Ends[] = new Array(REMEMBERED).fill({ conversation: null, address: "", port: 0, text: "" });

/** From `"src"` to `"stream"`: the same for every packet of a direction. */
function endsJson({ conversation, fromClient }: AnalysedPacket): string {
  const { client, server, index } = conversation;
  const [src, dst] = fromClient ? [client, server] : [server, client];
  const place = (2 * index + Number(fromClient)) & (REMEMBERED - 1);
  const known = latest[place]!;
  const { address, port } = src;
  if (known.conversation === conversation && known.port === port && known.address === address) return known.text;
  const text = directionJson(src, dst, index);
  latest[place] = { conversation, address, port, text };
  return text;
}

function directionJson(src: Endpoint, dst: Endpoint, stream: number): string {
  return `"src":"${src.address}","dst":"${dst.address}",` +
    `"tcp":{"srcPort":${src.port},"dstPort":${dst.port},"stream":${stream},`;
}

const flagTexts: string[] = [];

function flagsJson(flags: number): string {
  return flagTexts[flags] ??= JSON.stringify(flagNames(flags));
}

function verdictsJson({ verdicts, duplicateAck }: AnalysedPacket): string {
  const names: string[] = [];
  VERDICTS.forEach((name, i) => {
    if ((verdicts & (1 << i)) !== 0) names.push(name === "duplicate_ack" ? `"${name}#${duplicateAck}"` : `"${name}"`);
  });
  return names.join(",");
}

function explanationsJson(explanations: readonly Explanation[]): string {
  let text = "";
  for (const explanation of explanations) {
    if (text !== "") text += ",";
    text += `{"code":"${explanation.code}","certainty":"${explanation.certainty}","text":${
      JSON.stringify(explanation.text)
    }}`;
  }
  return text;
}

let lastSecond = NaN;
let lastSecondText = "";

function timeJson({ packet }: ReportedPacket): string {
  if (!packet.hasTime) return "null";
  if (packet.seconds !== lastSecond) {
    lastSecond = packet.seconds;
    lastSecondText = `"${packet.seconds}.`;
  }
  return `${lastSecondText}${nineDigits(packet.nanoseconds)}"`;
}
