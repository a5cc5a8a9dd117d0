/**
 * A packet in full: what it is and why it was sent, the sums, the states that begin with it, and its bytes.
 */
import type { Certainty } from "../../explain/explanation.ts";
import { arrowKind, verdictNames } from "./arrow_kind.ts";
import { sumsOf } from "./arithmetic.ts";
import { prose } from "./bidi.ts";
import { drawBytes } from "./hex_view.ts";
import { html, type Markup } from "./markup.ts";
import type { HostLine, PacketView, StateChange } from "./report_data.ts";
import { seconds } from "./times.ts";
import { fill, fillMarkup, type Word, type Words } from "./words.ts";

export interface ArticleOptions {
  readonly words: Words;
  readonly direction: "ltr" | "rtl";
  readonly hosts: readonly HostLine[];
  /** Finds a packet of the report by its number. */
  readonly byNumber: (number: number) => PacketView | undefined;
}

/** What the packet is, in a few words: the title of its first explanation, or what analysis calls it. */
export function packetTitle(packet: PacketView): string {
  const explained = packet.explanations[0]?.title;
  if (explained !== undefined) return explained;
  return packet.tcp === null ? packet.protocol : packet.tcp.flags.join(" ");
}

/** The packet as an `article`, which prints on one page where it fits on one. */
export function drawArticle(packet: PacketView, options: ArticleOptions): Markup {
  const { words } = options;
  return html`
    <article id="packet-${packet.number}" class="packet ${arrowKind(packet)}"
      aria-labelledby="title-${packet.number}"><h3 id="title-${packet.number}" tabindex="-1">${fillMarkup(
        words.packet,
        { number: packet.number },
      )} <span class="what">${prose(packetTitle(packet), options.direction)}</span></h3>${facts(
        packet,
        words,
      )}${explanations(packet, options)}${statesPart(packet, options)}${sumsPart(packet, options)}${bytesPart(
        packet,
        words,
      )}</article>
  `;
}

function facts(packet: PacketView, words: Words): Markup {
  const ends = packet.tcp === null
    ? `${packet.src} → ${packet.dst}`
    : `${packet.src}:${packet.tcp.srcPort} → ${packet.dst}:${packet.tcp.dstPort}`;
  const length = packet.bytes.length < packet.length
    ? fillMarkup(words.capturedBytes, { captured: packet.bytes.length, length: packet.length })
    : fillMarkup(words.wireBytes, { length: packet.length });
  const verdicts = packet.tcp === null ? [] : verdictNames(packet.tcp);
  return html`<p class="facts"><bdi dir="ltr">${ends}</bdi> · <bdi dir="ltr">${
    seconds(packet.time)
  } s</bdi> · ${length}${
    verdicts.map((name) =>
      html`
        · <span class="verdict" dir="ltr">${name}</span>
      `
    )
  }</p>${fateOf(packet, words)}${
    packet.problem !== "" && html`<p class="problem">${fillMarkup(words.problem, { reason: packet.problem })}</p>`
  }`;
}

function fateOf({ fate }: PacketView, words: Words): Markup | null {
  return fate === "delivered" ? null : html`<p class="problem">${words[fate]}</p>`;
}

const CERTAINTY: Readonly<Record<Certainty, readonly [Word, Word]>> = {
  certain: ["certain", "certainMeans"],
  likely: ["likely", "likelyMeans"],
  possible: ["possible", "possibleMeans"],
};

function explanations(packet: PacketView, { words, direction }: ArticleOptions): Markup {
  if (packet.explanations.length === 0) return html`<p class="hint">${words.noExplanation}</p>`;
  return html`${
    packet.explanations.map((explanation, i) => {
      const [word, meaning] = CERTAINTY[explanation.certainty];
      return html`
        <div
          class="explanation">${i > 0 && html`<h4>${prose(explanation.title, direction)}</h4>`}<p>${prose(
            explanation.text,
            direction,
          )}</p><p class="source">${explanation.rfc !== "" && html`
            <bdi dir="ltr">${explanation.rfc}</bdi> ·
          `}<span class="certainty ${explanation
            .certainty}">${words[word]}</span>${explanation.certainty !== "certain" && html`
            <span class="means">${words[meaning]}</span>
          `}</p></div>
      `;
    })
  }`;
}

function statesPart(packet: PacketView, options: ArticleOptions): Markup | null {
  if (packet.states.length === 0) return null;
  return html`
    <h4>${options.words.states}</h4>
    <ul class="states">${packet.states.map((change) => html`<li>${stateLine(change, options)}</li>`)}</ul>
  `;
}

function stateLine({ host, state, on }: StateChange, { words, hosts }: ArticleOptions): Markup {
  const name = hosts[host]?.name || hosts[host]?.address || "";
  const when = on === "sent" ? words.stateSent : words.stateReceived;
  return html`${fillMarkup(words.stateOn, { host: name, state: html`<b dir="ltr">${state}</b>` })}, ${when}`;
}

function sumsPart(packet: PacketView, { words, byNumber }: ArticleOptions): Markup | null {
  const sums = sumsOf(packet, byNumber, words);
  if (sums.length === 0) return null;
  return html`
    <h4>${words.arithmetic}</h4>
    <dl class="sums">${sums.map(({ label, formula, note }) =>
      html`
        <div>
          <dt>${label}</dt>
          <dd><code dir="ltr">${formula}</code>${note !== "" && html`
            <span class="note">${note}</span>
          `}</dd>
        </div>
      `
    )}</dl>
  `;
}

function bytesPart(packet: PacketView, words: Words): Markup | null {
  const bytes = drawBytes(packet, words);
  return bytes && html`<h4>${words.bytes}</h4>${bytes}`;
}

/** A packet's place in a sentence, as a link that chooses it. */
export function packetLink(number: number, words: Words): Markup {
  return html`<a href="#packet-${number}" data-select="${number}" aria-label="${
    fill(words.packet, { number })
  }">${number}</a>`;
}
