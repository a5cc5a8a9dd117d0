/** The report as one HTML page that needs nothing but itself (html_document.ts): what stands on it, in which order. */
import { type Markup, markup, trusted } from "./text/markup.ts";
import { prose } from "./text/bidi.ts";
import { packetLink } from "./parts/packet_article.ts";
import { drawKeys } from "./parts/keys.ts";
import { packedText } from "./parts/pack.ts";
import { searchTexts } from "./parts/search_texts.ts";
import { drawStory } from "./parts/story.ts";
import type { ReportData, Transcript } from "./facts/report_data.ts";
import { htmlDocument } from "./html_document.ts";
import { pageStyle } from "./page_style.ts";
import { earlyScript, pageScript } from "./page_script.ts";
import { seconds } from "./text/times.ts";
import type { PageWords, Word } from "../../language/en/page_words.ts";
import { directionOf, fillMarkup, wordsOf } from "./text/page_words.ts";
import { drawTimePart, tellsTime } from "./parts/time_part.ts";
import { WHOLE_MOST } from "./parts/pieces.ts";
import { drawWorkspace } from "./parts/workspace.ts";

/** Packets named at most in one remark. */
const REFERENCES = 12;

interface Part {
  readonly data: ReportData;
  readonly words: PageWords;
  readonly direction: "ltr" | "rtl";
}

/** What stands around a page that is served, not handed out. */
export interface PageFrame {
  readonly bar: Markup;
  readonly style: string;
  readonly script: string;
  /** Address of one of the page's pieces, `{name}` in place of its name. */
  readonly pieces: string;
}

/** The whole page as text; the same data gives the same page. */
export async function renderPage(data: ReportData, frame: PageFrame | null = null): Promise<string> {
  const words = wordsOf(data.language);
  const direction = directionOf(data.language);
  const part: Part = { data, words, direction };
  const pieces = frame === null ? "packed" : "served";
  const workspace = await drawWorkspace({ data, words, pieces }, drawStory(data, words));
  const body = markup`
    <a class="skip" href="#packets">${words.skip}</a>
    ${frame?.bar}
    ${head(part)}
    <main>
      ${drawTimePart(data, words, frame !== null)}
      ${workspace.body}
      ${transcriptsPart(part)}
      ${unusualPart(part)}
      ${nextPart(part)}
      ${commandPart(part)}
    </main>
    <footer><p>${fillMarkup(words.madeBy, { program: data.program })}</p></footer>
    ${drawKeys(words, frame !== null)}
    ${facts(part, frame)}
    ${workspace.packedPieces}
    ${await packedText("texts-0", JSON.stringify(searchTexts(data)))}
  `;
  return await htmlDocument({
    language: data.language,
    title: data.title,
    generator: data.program,
    style: pageStyle() + (frame?.style ?? ""),
    earlyScript: earlyScript(),
    script: pageScript() + (frame?.script ?? ""),
    connects: frame !== null,
    body,
  });
}

const CONTENTS: readonly (readonly [string, Word])[] = [
  ["ladder", "ladder"],
  ["story", "story"],
  ["time", "timeSpent"],
  ["list", "list"],
  ["details", "details"],
  ["charts", "charts"],
  ["unusual", "unusual"],
  ["try", "tryNext"],
  ["reproduce", "reproduce"],
];

/** Whether the report has something to say in a part. */
function isThere(id: string, data: ReportData): boolean {
  const { packets, next } = data;
  if (id === "try") return next.length > 0;
  if (id === "time") return tellsTime(data);
  if (data.answers === false && (id === "unusual" || id === "reproduce")) return false;
  if (id === "charts" || id === "unusual") return packets.some(({ tcp }) => tcp !== null);
  return packets.length > 0 || id === "story" || id === "reproduce";
}

/** A page to hand out has the same part for what happened, which does not tell it. */
function nameOf(id: string, word: Word, { answers = true }: ReportData): Word {
  return id === "story" && !answers ? "captured" : word;
}

function head({ data, words, direction }: Part): Markup {
  const shown = data.packets.length;
  const parts = CONTENTS.filter(([id]) => isThere(id, data));
  return markup`
    <header>
      <h1>${prose(data.title, direction)}</h1>
      ${data.began !== "" && markup`<p class="began">${fillMarkup(words.capturedAt, { began: data.began })}</p>`}
      ${data.answers === false && note(markup`${words.handOut}`)}
      ${data.leftOut > 0 && cutNote(shown, shown + data.leftOut, words)}
      ${shown > WHOLE_MOST && markup`<noscript>${note(fillMarkup(words.needsScript, { total: shown }))}</noscript>`}
      <nav aria-label="${words.contents}">
        <ul>${parts.map(([id, word]) => markup`<li><a href="#${id}">${words[nameOf(id, word, data)]}</a></li>`)}</ul>
      </nav>
    </header>
  `;
}

/** An option of the command line in a sentence. */
function option(text: string): Markup {
  return markup`<code dir="ltr">${text}</code>`;
}

/** What is left out, and the options of `explain` that select. */
function cutNote(shown: number, total: number, words: PageWords): Markup {
  return note(fillMarkup(words.leftOut, { shown, total, stream: option("--stream N"), filter: option("--filter") }));
}

function note(text: Markup): Markup {
  return markup`<p class="warning">${text}</p>`;
}

function transcriptsPart({ data, words }: Part): Markup | null {
  if (data.transcripts.length === 0) return null;
  const timed = data.transcripts.some(({ lines }) => lines.some(({ time }) => time !== null));
  return markup`
    <section aria-labelledby="transcripts">
      <h2 id="transcripts">${words.transcripts}</h2>
      ${timed && markup`<p class="hint">${words.transcriptTimes}</p>`}
      <div class="transcripts">${data.transcripts.map((transcript) => drawTranscript(transcript, words))}</div>
    </section>
  `;
}

function drawTranscript({ name, command, lines }: Transcript, words: PageWords): Markup {
  const printed = lines.map(({ time, text }) =>
    markup`<span class="line">${
      time !== null && markup`<span class="at">${seconds(time)}</span> `
    }${text}${"\n"}</span>`
  );
  return markup`
    <figure class="transcript">
      <figcaption>${name}</figcaption>
      ${command !== "" && markup`<p class="command" dir="ltr"><code>$ ${command}</code></p>`}
      ${
    lines.length === 0
      ? markup`<p class="hint">${words.nothingPrinted}</p>`
      : markup`<pre dir="ltr" tabindex="0" role="region" aria-label="${name}">${printed}</pre>`
  }
    </figure>
  `;
}

function unusualPart({ data, words, direction }: Part): Markup | null {
  if (!isThere("unusual", data)) return null;
  const remarks = data.unusual.map(({ text, packets }) =>
    markup`<li>${prose(text, direction)}${packets.length > 0 && references(packets, words)}</li>`
  );
  return markup`
    <section aria-labelledby="unusual">
      <h2 id="unusual">${words.unusual}</h2>
      ${remarks.length === 0 ? markup`<p>${words.nothingUnusual}</p>` : markup`<ul>${remarks}</ul>`}
    </section>
  `;
}

/** Links to the packets that show something; beyond `REFERENCES`, how many more. */
function references(packets: readonly number[], words: PageWords): Markup {
  const links = packets.slice(0, REFERENCES).map((number, i) => markup`${i > 0 && ", "}${packetLink(number, words)}`);
  const more = packets.length - REFERENCES;
  const noun = packets.length === 1 ? words.packetShows : words.packetsShow;
  return markup` <span class="refs">(${noun} ${links}${
    more > 0 && markup`, ${fillMarkup(words.andMore, { more })}`
  })</span>`;
}

function nextPart({ data, words, direction }: Part): Markup | null {
  if (data.next.length === 0) return null;
  const ideas = data.next.map((one) =>
    markup`<li>${prose(one.text, direction)}${one.command !== "" && command(one.command)}</li>`
  );
  return markup`
    <section aria-labelledby="try">
      <h2 id="try">${words.tryNext}</h2>
      <ul>${ideas}</ul>
    </section>
  `;
}

function commandPart({ data, words }: Part): Markup | null {
  if (!isThere("reproduce", data)) return null;
  return markup`
    <section aria-labelledby="reproduce">
      <h2 id="reproduce">${words.reproduce}</h2>
      ${command(data.command)}
    </section>
  `;
}

function command(line: string): Markup {
  return markup`<pre class="command" dir="ltr"><code>${line}</code></pre>`;
}

/** What the script says. */
const SAID: readonly Word[] = [
  "unpackFailed",
  "packet",
  "shownOf",
  "copied",
  "notOnPage",
  "onlyThis",
  "allAgain",
];

/** What the script needs to know of packets that it has not unpacked, numbers and streams in order; and what it says. */
function facts({ data, words }: Part, frame: PageFrame | null): Markup {
  const known = {
    ...(frame === null ? {} : { pieces: frame.pieces }),
    numbers: data.packets.map((packet) => packet.number),
    streams: data.packets.map((packet) => packet.tcp?.stream ?? -1),
    words: Object.fromEntries(SAID.map((word) => [word, words[word]])),
    show: data.showCommand ?? "",
  };
  return markup`<script type="application/json" id="facts">${
    trusted(JSON.stringify(known).replaceAll("<", "\\u003c"))
  }</script>`;
}
