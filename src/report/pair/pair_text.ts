/** `tcplab pair` for a terminal: what was lost, what was changed, the clocks; then a table for each conversation. */
import { padLeft, padRight, textWidth, wrap } from "../../output/layout.ts";
import type { PairedConversation, PairedDirection } from "../../pairing/terms/pairing.ts";
import { endText } from "../../pairing/terms/talk.ts";
import { grouped } from "../words/times.ts";
import { changeText } from "./change_text.ts";
import { directionRows, numberSentences } from "./direction_rows.ts";
import { type Finding, findingsOf } from "./findings.ts";
import { inOrder } from "./in_order.ts";
import type { PairOptions, PairReport } from "./pair_report.ts";
import { protocolName } from "./protocol_name.ts";

const INDENT = "  ";

/** The whole report. */
export function pairText({ names, pairing, top }: PairReport, options: PairOptions): string {
  const { words, width } = options;
  const { obstacle } = pairing;
  const conversations = inOrder(pairing);
  if (obstacle !== null) return lines(wrap(words[obstacle], width));
  const shown = conversations.slice(0, top);
  const blocks = [
    [`A: ${names.a}`, `B: ${names.b}`].flatMap((line) => wrap(line, width)),
    labelled(findingsOf(pairing, words), options),
    ...shown.map((conversation) => conversationLines(conversation, options)),
  ];
  if (conversations.length > shown.length) {
    blocks.push(wrap(words.further(grouped(conversations.length - shown.length)), width));
  }
  return blocks.map(lines).join("\n");
}

function lines(all: readonly string[]): string {
  return all.map((line) => line + "\n").join("");
}

/** Sentences behind their labels; a label is written once. */
function labelled(told: readonly Finding[], { palette, width }: PairOptions): string[] {
  const column = Math.max(...told.map(({ label }) => textWidth(label))) + 2;
  let last = "";
  return told.flatMap(({ label, ink, sentence }) => {
    const head = label === last ? "" : label;
    last = label;
    return wrap(sentence, width - column).map((line, index) =>
      palette(ink, padRight(index === 0 ? head : "", column)) + line
    );
  });
}

function conversationLines(conversation: PairedConversation, options: PairOptions): string[] {
  const { words, palette, width } = options;
  const { protocol, client, server, changes, clientToServer, serverToClient } = conversation;
  const kind = protocol === "tcp" ? "" : `${protocolName(protocol)}, `;
  const title = `${kind}${words.ends.client} ${endText(client, protocol)}, ` +
    `${words.ends.server} ${endText(server, protocol)}`;
  const told = [
    ...numberSentences(clientToServer, words),
    ...numberSentences(serverToClient, words),
    ...changes.map((change) => changeText(change, words)),
  ];
  return [
    ...wrap(title, width).map((line) => palette("title", line)),
    ...tableLines([clientToServer, serverToClient], options),
    ...told.flatMap((sentence) => wrap(sentence, width - INDENT.length).map((line) => INDENT + line)),
  ];
}

/** Counts of both directions: a column each, as rows, so that they fit into any width. */
function tableLines(directions: readonly [PairedDirection, PairedDirection], { words, width }: PairOptions): string[] {
  const rows = directionRows(directions, words);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((cells) => textWidth(cells[column]!))));
  return rows.flatMap(([label, first, second]) => {
    const line = `${INDENT}${padRight(label!, widths[0]!)}  ${padLeft(first!, widths[1]!)}  ${
      padLeft(second!, widths[2]!)
    }`;
    return textWidth(line) <= width ? [line] : wrap(line.trim(), width - INDENT.length).map((part) => INDENT + part);
  });
}
