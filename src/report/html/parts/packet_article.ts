/**
 * A packet in full: what it is and why it was sent, the sums, the states that begin with it, and its bytes.
 */
import type { Certainty, Explanation } from "../../../explain/words/explanation.ts";
import { endpointText } from "../../../packet/address.ts";
import { arrowKind, verdictNames } from "./arrow_kind.ts";
import { sumsOf } from "./arithmetic.ts";
import { prose, unbroken } from "../text/bidi.ts";
import { drawBytes } from "./hex_view.ts";
import { citation } from "../text/citation.ts";
import { type Markup, markup } from "../text/markup.ts";
import type { HostLine, PacketView, StateChange } from "../facts/report_data.ts";
import { seconds } from "../text/times.ts";
import type { PageWords, Word } from "../../../language/en/page_words.ts";
import { fill, fillMarkup } from "../text/page_words.ts";

export interface ArticleOptions {
  readonly words: PageWords;
  readonly direction: "ltr" | "rtl";
  readonly hosts: readonly HostLine[];
  /** Whether anything is said of the packet; else there is room to write. */
  readonly answers: boolean;
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
  const { words, direction, answers } = options;
  const { number } = packet;
  const told = markup`
    ${fateOf(packet, words)}
    ${explanations(packet, options)}
    ${statesPart(packet, options)}
    ${sumsPart(packet, options)}
  `;
  return markup`
    <article id="packet-${number}" class="packet ${arrowKind(packet)}" aria-labelledby="title-${number}">
      <h3 id="title-${number}">
        ${fillMarkup(words.packet, { number })} <span class="what">${prose(packetTitle(packet), direction)}</span>
      </h3>
      ${facts(packet, words)}
      ${answers && told}
      ${bytesPart(packet, words)}
      ${!answers && roomToWrite(words)}
    </article>
  `;
}

function facts(packet: PacketView, words: PageWords): Markup {
  const { tcp, src, dst, capturedLength: captured, length } = packet;
  const ends = tcp === null
    ? `${src} → ${dst}`
    : `${endpointText(src, tcp.srcPort)} → ${endpointText(dst, tcp.dstPort)}`;
  const size = captured < length
    ? fillMarkup(words.capturedBytes, { captured, length })
    : fillMarkup(words.wireBytes, { length });
  const verdicts = tcp === null ? [] : verdictNames(tcp);
  return markup`
    <p class="facts">
      <bdi dir="ltr">${ends}</bdi> · <bdi dir="ltr">${seconds(packet.time)} s</bdi> · ${size}
      ${verdicts.map((name) => markup` · <span class="verdict" dir="ltr">${name}</span>`)}
    </p>
    ${packet.problem !== "" && markup`<p class="problem">${fillMarkup(words.problem, { reason: packet.problem })}</p>`}
  `;
}

function fateOf({ fate }: PacketView, words: PageWords): Markup | null {
  return fate === "delivered" ? null : markup`<p class="problem">${words[fate]}</p>`;
}

/** Lines for a reader's own words, on paper. */
const LINES_TO_WRITE = 5;

function roomToWrite(words: PageWords): Markup {
  const lines = Array.from({ length: LINES_TO_WRITE }, () => markup`<i></i>`);
  return markup`<div class="room"><p>${words.yourAnswer}</p>${lines}</div>`;
}

const CERTAINTY: Readonly<Record<Certainty, readonly [Word, Word]>> = {
  certain: ["certain", "certainMeans"],
  likely: ["likely", "likelyMeans"],
  possible: ["possible", "possibleMeans"],
};

function explanations(packet: PacketView, { words, direction }: ArticleOptions): Markup {
  if (packet.explanations.length === 0) return markup`<p class="hint">${words.noExplanation}</p>`;
  const told = packet.explanations.map(({ title, text, rfc, certainty }, i) =>
    markup`
      <div class="explanation">
        ${i > 0 && markup`<h4>${prose(title, direction)}</h4>`}
        <p>${prose(text, direction)}</p>
        ${sourceLine({ rfc, certainty }, words)}
      </div>
    `
  );
  return markup`${told}`;
}

function sourceLine({ rfc, certainty }: Pick<Explanation, "rfc" | "certainty">, words: PageWords): Markup {
  const [word, meaning] = CERTAINTY[certainty];
  return markup`
    <p class="source">
      ${rfc !== "" && markup`<bdi>${citation(rfc, words)}</bdi> · `}
      <span class="certainty ${certainty}">${words[word]}</span>
      ${certainty !== "certain" && markup` <span class="means">${words[meaning]}</span>`}
    </p>
  `;
}

function statesPart(packet: PacketView, options: ArticleOptions): Markup | null {
  if (packet.states.length === 0) return null;
  return markup`
    <h4>${options.words.states}</h4>
    <ul class="states">${packet.states.map((change) => markup`<li>${stateLine(change, options)}</li>`)}</ul>
  `;
}

const WHEN: Readonly<Record<StateChange["on"], Word>> = {
  before: "stateBefore",
  sent: "stateSent",
  received: "stateReceived",
};

function stateLine({ host, state, on }: StateChange, { words, hosts }: ArticleOptions): Markup {
  const name = hosts[host]?.name || hosts[host]?.address || "";
  const when = words[WHEN[on]];
  return markup`${fillMarkup(words.stateOn, { host: name, state: markup`<b dir="ltr">${state}</b>` })}, ${when}`;
}

function sumsPart(packet: PacketView, { words, byNumber }: ArticleOptions): Markup | null {
  const sums = sumsOf(packet, byNumber, words);
  if (sums.length === 0) return null;
  const lines = sums.map(({ label, formula, note }) =>
    markup`
      <div>
        <dt>${label}</dt>
        <dd><code dir="ltr">${unbroken(formula)}</code>${note !== "" && markup` <span class="note">${note}</span>`}</dd>
      </div>
    `
  );
  return markup`<h4>${words.arithmetic}</h4><dl class="sums">${lines}</dl>`;
}

function bytesPart(packet: PacketView, words: PageWords): Markup | null {
  const bytes = drawBytes(packet, words);
  return bytes && markup`<h4>${words.bytes}</h4>${bytes}`;
}

/** A packet's place in a sentence, as a link that chooses it. */
export function packetLink(number: number, words: PageWords): Markup {
  return markup`<a href="#packet-${number}" data-select="${number}" aria-label="${
    fill(words.packet, { number })
  }">${number}</a>`;
}
