/** `tcplab pair` for a terminal: what was lost, what was changed, the clocks; then a table for each conversation. */
import type { PairWords } from "../../language/kinds/pair_words.ts";
import { padLeft, padRight, textWidth, wrap } from "../../output/layout.ts";
import type { Ink } from "../../output/palette.ts";
import { endpointText } from "../../packet/address.ts";
import type { ClockReading, PairedConversation, PairedDirection, Pairing } from "../../pairing/terms/pairing.ts";
import { duration, grouped } from "../words/times.ts";
import { changeText } from "./change_text.ts";
import type { PairOptions, PairReport } from "./pair_report.ts";

const INDENT = "  ";
/** Packet numbers written out. */
const NUMBERS = 12;

/** The whole report. */
export function pairText({ names, pairing, top }: PairReport, options: PairOptions): string {
  const { words, width } = options;
  const { obstacle, conversations } = pairing;
  if (obstacle !== null) return lines(wrap(words[obstacle], width));
  const shown = conversations.slice(0, top);
  const blocks = [
    [`A: ${names.a}`, `B: ${names.b}`].flatMap((line) => wrap(line, width)),
    findingLines(pairing, options),
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

/** What matters most comes first. */
function findingLines(pairing: Pairing, options: PairOptions): string[] {
  const { words } = options;
  const { labels } = words;
  const directions = pairing.conversations.flatMap((one) => [one.clientToServer, one.serverToClient]);
  const sum = (of: (direction: PairedDirection) => number): number =>
    directions.reduce((total, direction) => total + of(direction), 0);
  const lost = sum((direction) => direction.lost.length);
  const open = sum((direction) => direction.undecided.length);
  const told: [label: string, ink: Ink, sentence: string][] = [[
    labels.losses,
    lost > 0 ? "trouble" : "good",
    lost > 0 ? words.lost(grouped(lost), grouped(sum(({ sent }) => sent))) : words.nothingLost,
  ]];
  if (open > 0) told.push([labels.losses, "warning", words.undecided(grouped(open))]);
  for (const change of pairing.changes) told.push([labels.changes, "warning", changeText(change, words)]);
  if (pairing.changes.length === 0) told.push([labels.changes, "good", words.noChange]);
  told.push([labels.clocks, "faint", clockText(pairing.clock, words)]);
  if (pairing.swapped) told.push([labels.clocks, "warning", words.swapped]);
  for (const side of ["a", "b"] as const) {
    const count = pairing.alone[side];
    if (count > 0) told.push([labels.conversation, "faint", words.alone(grouped(count), side.toUpperCase())]);
  }
  return labelled(told, options);
}

/** Sentences behind their labels; a label is written once. */
function labelled(told: readonly [string, Ink, string][], { palette, width }: PairOptions): string[] {
  const column = Math.max(...told.map(([label]) => textWidth(label))) + 2;
  let last = "";
  return told.flatMap(([label, ink, sentence]) => {
    const head = label === last ? "" : label;
    last = label;
    return wrap(sentence, width - column).map((line, index) =>
      palette(ink, padRight(index === 0 ? head : "", column)) + line
    );
  });
}

/** How far the clocks are apart, in words. */
function clockText(clock: ClockReading | null, { clock: words }: PairWords): string {
  if (clock === null || clock.error === Infinity) return words.unbounded;
  const { offset, error, skewPpm } = clock;
  const by = (offset >= 0 ? words.ahead : words.behind)(duration(Math.abs(offset)), duration(error));
  if (skewPpm === null) return by + words.unknownDrift;
  return by + (skewPpm >= 0 ? words.gains : words.loses)(Math.abs(skewPpm).toFixed(1));
}

function conversationLines(conversation: PairedConversation, options: PairOptions): string[] {
  const { words, palette, width } = options;
  const { client, server, changes, clientToServer, serverToClient } = conversation;
  const title = `${words.ends.client} ${endpointText(client.address, client.port)}, ` +
    `${words.ends.server} ${endpointText(server.address, server.port)}`;
  const told = [
    ...numberLines(clientToServer, words),
    ...numberLines(serverToClient, words),
    ...changes.map((change) => changeText(change, words)),
  ];
  return [
    ...wrap(title, width).map((line) => palette("title", line)),
    ...tableLines([clientToServer, serverToClient], options),
    ...told.flatMap((sentence) => wrap(sentence, width - INDENT.length).map((line) => INDENT + line)),
  ];
}

/** Counts of both directions: a column each, as rows, so that they fit into any width. */
function tableLines(
  [client, server]: readonly [PairedDirection, PairedDirection],
  { words, width }: PairOptions,
): string[] {
  const { labels, ends } = words;
  const row = (label: string, of: (direction: PairedDirection) => string): string[] => [label, of(client), of(server)];
  const rows = [
    [labels.direction, ends.client, ends.server],
    row(labels.sent, ({ sent }) => grouped(sent)),
    row(labels.arrived, ({ arrived }) => grouped(arrived)),
    row(labels.lost, ({ lost }) => grouped(lost.length)),
    row(labels.undecided, ({ undecided }) => grouped(undecided.length)),
    row(labels.duplicated, ({ duplicated }) => grouped(duplicated)),
    row(labels.reordered, ({ reordered }) => grouped(reordered)),
    row(`${labels.notCaptured} A`, ({ notCaptured }) => grouped(notCaptured.a)),
    row(`${labels.notCaptured} B`, ({ notCaptured }) => grouped(notCaptured.b)),
    ...delayRows([client, server], labels.delay),
  ].filter(([, first, second], index) => index < 4 || first !== "0" || second !== "0");
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((cells) => textWidth(cells[column]!))));
  return rows.flatMap(([label, first, second]) => {
    const line = `${INDENT}${padRight(label!, widths[0]!)}  ${padLeft(first!, widths[1]!)}  ${
      padLeft(second!, widths[2]!)
    }`;
    return textWidth(line) <= width ? [line] : wrap(line.trim(), width - INDENT.length).map((part) => INDENT + part);
  });
}

/** `delay: least, median, most` is a label for three rows. */
function delayRows(directions: readonly PairedDirection[], label: string): string[][] {
  const [head, names = ""] = label.split(":");
  const kinds = ["minimum", "median", "maximum"] as const;
  return names.split(",").map((name, index) => [
    `${head}: ${name.trim()}`,
    ...directions.map(({ delay }) => delay === null ? "-" : duration(delay[kinds[index]!])),
  ]);
}

function numberLines({ lost, undecided, sender }: PairedDirection, words: PairWords): string[] {
  const text = (what: string, numbers: readonly number[]): string[] => {
    if (numbers.length === 0) return [];
    const more = numbers.length > NUMBERS ? ", …" : "";
    return [words.labels.numbers(what, sender.toUpperCase(), numbers.slice(0, NUMBERS).join(", ") + more)];
  };
  return [...text(words.labels.lost, lost), ...text(words.labels.undecided, undecided)];
}
