/** What was done and what happened: the summary beside the ladder, conversation by conversation. */
import type { Story } from "../../../explain/words/explanation.ts";
import { directionOf, fillMarkup } from "../text/page_words.ts";
import type { PageWords } from "../../../language/en/page_words.ts";
import { duration } from "../../words/times.ts";
import type { ConversationView, ReportData } from "../facts/report_data.ts";
import { prose } from "../text/bidi.ts";
import { type Markup, markup } from "../text/markup.ts";
import { drawFindings } from "./findings.ts";

/** Conversations whose stories are told. */
const STORIES = 50;

interface Telling {
  readonly data: ReportData;
  readonly words: PageWords;
  readonly direction: "ltr" | "rtl";
  /** Packets of each conversation on the page. */
  readonly shown: ReadonlyMap<number, number>;
  /** Advice that was given already: what is true of many conversations is said once. */
  readonly advised: Set<string>;
}

/** The section. */
export function drawStory(data: ReportData, words: PageWords): Markup {
  const direction = directionOf(data.language);
  const shown = new Map<number, number>();
  for (const { tcp } of data.packets) if (tcp !== null) shown.set(tcp.stream, (shown.get(tcp.stream) ?? 0) + 1);
  const telling: Telling = { data, words, direction, shown, advised: new Set() };
  const told = data.conversations.slice(0, STORIES);
  const more = (data.conversationsInAll ?? data.conversations.length) - told.length;
  return markup`
    <section class="story-part" aria-labelledby="story" tabindex="0">
      <h2 id="story">${data.answers === false ? words.captured : words.story}</h2>
      <div class="done">${data.done.map((text) => markup`<p>${prose(text, direction)}</p>`)}</div>
      ${data.summary !== null && paragraphs(data.summary, direction)}
      ${drawFindings(data.captureFindings ?? [], telling)}
      ${told.map((conversation, i) => drawConversation(conversation, i, telling))}
      ${
    more > 0 &&
    markup`<p class="note">${
      fillMarkup(words.moreConversations, { more, stream: markup`<code dir="ltr">--stream N</code>` })
    }</p>`
  }
    </section>
  `;
}

/** A conversation's numbers and story; folded, but for the first, where there are several. */
function drawConversation(conversation: ConversationView, index: number, telling: Telling): Markup {
  const { data, words, direction } = telling;
  const { stream, client, server, story, findings = [] } = conversation;
  const several = data.conversations.length > 1;
  const told = markup`
    <p class="facts">${conversationFacts(conversation, telling)}</p>
    ${
    several &&
    markup`<p class="tools no-print"><button type="button" data-only="${stream}">${words.onlyThis}</button></p>`
  }
    ${paragraphs(story, direction)}
    ${drawFindings(findings, telling)}
  `;
  if (!several) return told;
  return markup`
    <details id="conversation-${stream}" data-conversation="${stream}"${index === 0 && markup` open`}>
      <summary>${fillMarkup(words.conversation, { stream, client, server })}</summary>
      ${told}
    </details>
  `;
}

function conversationFacts(conversation: ConversationView, { words, shown }: Telling): Markup {
  const { stream, packets, bytesFromClient: up, bytesFromServer: down, initialRtt } = conversation;
  const here = shown.get(stream) ?? 0;
  const facts = [fillMarkup(words.conversationFacts, { packets, up, down })];
  if (here < packets) facts.push(fillMarkup(words.packetsHere, { shown: here }));
  if (initialRtt !== null) facts.push(fillMarkup(words.handshakeTook, { time: duration(initialRtt) }));
  return markup`${facts.map((fact, i) => markup`${i > 0 && "; "}${fact}`)}`;
}

function paragraphs(story: Story, direction: "ltr" | "rtl"): Markup | null {
  if (story.title === "" && story.paragraphs.length === 0) return null;
  return markup`
    <h3>${prose(story.title, direction)}</h3>
    ${story.paragraphs.map((text) => markup`<p>${prose(text, direction)}</p>`)}
  `;
}
