/**
 * The report as one HTML page that needs nothing but itself: style and script stand inside it, and its content
 * security policy names their hashes and allows nothing else, so that whatever a capture holds, no browser runs it and
 * nothing is fetched.
 */
import { html, type Markup, trusted } from "./markup.ts";
import { prose } from "./bidi.ts";
import { packetLink } from "./packet_article.ts";
import type { Story } from "../../explain/explanation.ts";
import type { ConversationView, ReportData, Transcript } from "./report_data.ts";
import { pageScript } from "./page_script.ts";
import style from "./page.css" with { type: "text" };
import { duration } from "../times.ts";
import { seconds } from "./times.ts";
import { directionOf, fillMarkup, type Word, type Words, wordsOf } from "./words.ts";
import { drawWorkspace, WHOLE_MOST } from "./workspace.ts";

interface Part {
  readonly data: ReportData;
  readonly words: Words;
  readonly direction: "ltr" | "rtl";
}

/** The whole page as text; the same data gives the same page. */
export async function renderPage(data: ReportData): Promise<string> {
  const words = wordsOf(data.language);
  const direction = directionOf(data.language);
  const part: Part = { data, words, direction };
  const workspace = await drawWorkspace(data, words);
  const script = pageScript();
  const policy = `default-src 'none'; img-src data:; style-src '${await hash(style)}'; script-src '${await hash(
    script,
  )}'; base-uri 'none'; form-action 'none'`;
  const page = html`
    <!DOCTYPE html>
    <html lang="${data.language}" dir="${direction}">
      <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="generator" content="${data.program}">
        <title>${data.title}</title>
        <link rel="icon" href="data:,">
        <style>${trusted(style)}</style>
      </head>
      <body>
    <a class="skip" href="#packets">${words.skip}</a>
    ${head(part)}
    <main>
    ${storyPart(part)}
    ${transcriptsPart(part)}
    ${workspace.body}
    ${unusualPart(part)}
    ${nextPart(part)}
    ${commandPart(part)}
    </main>
    <footer><p>${fillMarkup(words.madeBy, { program: data.program })}</p></footer>
    ${facts(part)}
    ${workspace.packedPieces}<script>${trusted(script)}</script>
      </body>
    </html>
  `;
  return page.text;
}

async function hash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}

const CONTENTS: readonly (readonly [string, Word])[] = [
  ["story", "story"],
  ["ladder", "ladder"],
  ["list", "list"],
  ["details", "details"],
  ["charts", "charts"],
  ["unusual", "unusual"],
  ["try", "tryNext"],
  ["reproduce", "reproduce"],
];

function head({ data, words, direction }: Part): Markup {
  return html`<header><h1>${prose(data.title, direction)}</h1>${
    data.began !== "" && html`<p class="began">${fillMarkup(words.capturedAt, { began: data.began })}</p>`
  }<section class="done" aria-label="${words.done}">${data.done.map((text) => html`<p>${prose(text, direction)}</p>`)}${
    data.command !== "" && command(data.command)
  }</section><nav aria-label="${words.contents}"><ul>${
    CONTENTS.filter(([id]) => id !== "try" || data.next.length > 0).map(([id, word]) =>
      html`<li><a href="#${id}">${words[word]}</a></li>`
    )
  }</ul></nav></header>`;
}

function storyPart({ data, words, direction }: Part): Markup {
  const several = data.conversations.length > 1;
  return html`<section aria-labelledby="story"><h2 id="story">${words.story}</h2>${
    data.summary !== null && paragraphs(data.summary, direction)
  }${
    data.conversations.map((conversation, i) => {
      const told = html`<p class="facts">${conversationFacts(conversation, words)}</p>${
        paragraphs(conversation.story, direction)
      }`;
      if (!several) return told;
      const { stream, client, server } = conversation;
      return html`<details${
        i === 0 && html`
          open
        `
      }><summary>${fillMarkup(words.conversation, { stream, client, server })}</summary>${told}</details>`;
    })
  }</section>`;
}

function conversationFacts(conversation: ConversationView, words: Words): Markup {
  const { packets, bytesFromClient: up, bytesFromServer: down, initialRtt } = conversation;
  const counts = fillMarkup(words.conversationFacts, { packets, up, down });
  return initialRtt === null
    ? counts
    : html`${counts}; ${fillMarkup(words.handshakeTook, { time: duration(initialRtt) })}`;
}

function paragraphs(story: Story, direction: Part["direction"]): Markup {
  return html`<h3>${prose(story.title, direction)}</h3>${
    story.paragraphs.map((text) => html`<p>${prose(text, direction)}</p>`)
  }`;
}

function transcriptsPart({ data, words }: Part): Markup | null {
  if (data.transcripts.length === 0) return null;
  return html`
    <section aria-labelledby="transcripts">
      <h2 id="transcripts">${words.transcripts}</h2>
      <div class="transcripts">${data.transcripts.map((transcript) => drawTranscript(transcript, words))}</div>
    </section>
  `;
}

function drawTranscript({ name, command, lines }: Transcript, words: Words): Markup {
  return html`<figure class="transcript"><figcaption>${name}</figcaption>${
    command !== "" && html`<p class="command" dir="ltr"><code>$ ${command}</code></p>`
  }${
    lines.length === 0
      ? html`<p class="hint">${words.nothingPrinted}</p>`
      : html`<pre dir="ltr">${
        lines.map(({ time, text }) =>
          html`<span class="line">${
            time !== null && html`
              <span class="at">${seconds(time)}</span>
            `
          }${text}
</span>`
        )
      }</pre>`
  }</figure>`;
}

function unusualPart({ data, words, direction }: Part): Markup {
  return html`<section aria-labelledby="unusual"><h2 id="unusual">${words.unusual}</h2>${
    data.unusual.length === 0
      ? html`<p>${words.nothingUnusual}</p>`
      : html`<ul>${
        data.unusual.map(({ text, packets }) =>
          html`<li>${prose(text, direction)}${
            packets.length > 0 &&
            html`
              <span class="refs">(${words.packetsShow} ${packets.map((number, i) =>
                html`${i > 0 && ", "}${packetLink(number, words)}`
              )})</span>
            `
          }</li>`
        )
      }</ul>`
  }</section>`;
}

function nextPart({ data, words, direction }: Part): Markup | null {
  if (data.next.length === 0) return null;
  return html`
    <section aria-labelledby="try">
      <h2 id="try">${words.tryNext}</h2>
      <ul>${data.next.map((one) =>
        html`<li>${prose(one.text, direction)}${one.command !== "" && command(one.command)}</li>`
      )}</ul>
    </section>
  `;
}

function commandPart({ data, words }: Part): Markup {
  const shown = data.packets.length;
  return html`<section aria-labelledby="reproduce"><h2 id="reproduce">${words.reproduce}</h2>${command(data.command)}${
    data.leftOut > 0 && html`<p class="note">${fillMarkup(words.leftOut, { shown, total: shown + data.leftOut })}</p>`
  }${
    shown > WHOLE_MOST &&
    html`<noscript><p class="note">${fillMarkup(words.needsScript, { total: shown, shown: 20 })}</p></noscript>`
  }</section>`;
}

function command(line: string): Markup {
  return html`<pre class="command" dir="ltr"><code>${line}</code></pre>`;
}

/** What the script needs to know of packets that it has not unpacked: numbers and streams, in order. */
function facts({ data, words }: Part): Markup {
  const known = {
    numbers: data.packets.map((packet) => packet.number),
    streams: data.packets.map((packet) => packet.tcp?.stream ?? -1),
    unpackFailed: words.unpackFailed,
  };
  return html`<script type="application/json" id="facts">${
    trusted(JSON.stringify(known).replaceAll("<", "\\u003c"))
  }</script>`;
}
