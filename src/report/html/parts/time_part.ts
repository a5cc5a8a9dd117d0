/** Where the time of the conversations went: a band for each, its parts as wide as their share, and a table of them with their packets. */
import { tablesOf } from "../../../language/all_tables.ts";
import type { PageWords } from "../../../language/en/page_words.ts";
import type { WhyWords } from "../../../language/kinds/why_words.ts";
import type { BudgetItem } from "../../../diagnosis/terms/cause.ts";
import type { Diagnosis } from "../../../diagnosis/terms/diagnosis.ts";
import { namedWaitSentences } from "../../words/named_waits.ts";
import {
  budgetText,
  causeText,
  endName,
  lostTime,
  remedyText,
  shareText,
  verdictText,
} from "../../words/time_figures.ts";
import { duration } from "../../words/times.ts";
import type { ConversationView, ReportData } from "../facts/report_data.ts";
import { prose } from "../text/bidi.ts";
import { type Markup, markup } from "../text/markup.ts";
import { directionOf, fillMarkup } from "../text/page_words.ts";
import { causeColour } from "./cause_colour.ts";
import { packetLink } from "./packet_article.ts";

/** Bands drawn: of several conversations those that lost time, the worst first. */
const BANDS = 20;
/** Units that a band is wide, and the narrowest part that is drawn. */
const WIDTH = 1000;
const NARROWEST = 2;
/** A smaller share gets no row. */
const SMALLEST = 0.005;

interface Told {
  readonly view: ConversationView;
  readonly diagnosis: Diagnosis;
}

interface Page {
  readonly words: PageWords;
  readonly why: WhyWords;
  readonly direction: "ltr" | "rtl";
  /** Packets that the page shows: only they can be linked; null where others are on other pages. */
  readonly shown: ReadonlySet<number> | null;
}

/** Whether there is a band to draw. */
export function tellsTime(data: ReportData): boolean {
  return toldOf(data).length > 0;
}

/** The section; null where there is nothing to tell. `served`: a packet that this page does not show is on another one. */
export function drawTimePart(data: ReportData, words: PageWords, served = false): Markup | null {
  const told = toldOf(data);
  if (told.length === 0) return null;
  const page: Page = {
    words,
    why: tablesOf(data.language).why,
    direction: directionOf(data.language),
    shown: served ? null : new Set(data.packets.map(({ number }) => number)),
  };
  const [worst, ...others] = told.map((one) => drawConversation(one, told.length > 1, page));
  return markup`
    <section class="time-part" aria-labelledby="time">
      <h2 id="time">${words.timeSpent}</h2>
      ${worst}
      ${
    others.length > 0 && markup`<details class="others">
        <summary>${fillMarkup(words.timeOfOthers, { count: others.length })}</summary>${others}
      </details>`
  }
    </section>
  `;
}

function toldOf({ conversations }: ReportData): Told[] {
  const told = conversations.flatMap((view) => {
    const { diagnosis = null } = view;
    return diagnosis === null || diagnosis.duration === 0 ? [] : [{ view, diagnosis }];
  });
  if (told.length <= 1) return told;
  return told.filter(({ diagnosis }) => lostTime(diagnosis)).sort((a, b) => b.diagnosis.lost - a.diagnosis.lost)
    .slice(0, BANDS);
}

function drawConversation({ view, diagnosis }: Told, several: boolean, page: Page): Markup {
  const { words, why, direction } = page;
  const { stream, client, server } = view;
  const remedy = remedyText(diagnosis, why);
  const { labels } = why;
  const rows = diagnosis.budget.filter(({ share }) => share >= SMALLEST);
  const named = namedWaitSentences(diagnosis, why);
  return markup`
    ${several && markup`<h3>${fillMarkup(words.conversation, { stream, client, server })}</h3>`}
    ${drawBand(diagnosis, page)}
    <p>${prose(why.sure[diagnosis.verdict.certainty](verdictText(diagnosis, why)), direction)} ${
    remedy !== null && prose(remedy, direction)
  }</p>
    ${
    named.length > 0 && markup`<ul class="named">${
      named.map((sentence) => markup`<li>${prose(sentence, direction)}</li>`)
    }</ul>`
  }
    <details class="parts">
      <summary>${words.timeParts}</summary>
      <table class="time">
        <thead><tr><th scope="col">${labels.cause}</th><th scope="col">${labels.end}</th><th scope="col">${labels.time}</th>
        <th scope="col">${labels.share}</th><th scope="col">${labels.packets}</th></tr></thead>
        <tbody>${rows.map((item) => drawRow(item, page))}</tbody>
      </table>
    </details>
  `;
}

/** The band is a picture of the table below it: who cannot see it loses nothing. */
function drawBand(diagnosis: Diagnosis, { why }: Page): Markup {
  let from = 0;
  const parts = diagnosis.budget.map((item) => {
    const x = from;
    const width = item.share * WIDTH;
    from += width;
    if (width < NARROWEST) return null;
    const name = `${why.causes[item.cause]} ${shareText(item.share)}`;
    return markup`<rect class="${causeColour(item.cause)}" x="${x.toFixed(1)}" y="0" width="${
      width.toFixed(1)
    }" height="24"><title>${name}</title></rect>`;
  });
  return markup`<svg class="time-band" viewBox="0 0 ${WIDTH} 24" preserveAspectRatio="none" role="img" aria-label="${
    budgetText(diagnosis, why)
  }">${parts}</svg>`;
}

function drawRow(item: BudgetItem, page: Page): Markup {
  const { cause, end, nanoseconds, share, longest } = item;
  const { why, words } = page;
  const place = (number: number) => page.shown?.has(number) ?? true ? packetLink(number, words) : number;
  const spans = longest.map(({ from, to }, i) =>
    markup`${i > 0 && ", "}<bdi dir="ltr">${place(from)}${to !== from && markup`–${place(to)}`}</bdi>`
  );
  return markup`<tr><th scope="row"><svg class="sign" viewBox="0 0 10 10" aria-hidden="true"><rect class="${
    causeColour(cause)
  }" width="10" height="10"/></svg> ${causeText(item, why)}</th><td>${endName(end, why)}</td><td class="number"><bdi>${
    duration(nanoseconds)
  }</bdi></td><td class="number"><bdi>${shareText(share)}</bdi></td><td class="spans">${spans}</td></tr>`;
}
