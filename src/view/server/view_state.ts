/** How a viewed capture stands, as its pages are told while they are open. */
import type { ViewWords } from "../../language/kinds/view_words.ts";
import { grouped } from "../../report/words/times.ts";
import type { IndexedCapture } from "../index/indexed_capture.ts";

export interface ViewState {
  /** Another one means that lists have changed. */
  readonly version: string;
  /** For the reader; empty where nothing is to be said. */
  readonly text: string;
}

export function stateOf(capture: IndexedCapture, words: ViewWords): ViewState {
  const { bytes, index, conversations } = capture;
  const judging = capture.judgedShare < 1 ? words.judging(String(Math.floor(100 * capture.judgedShare))) : "";
  // Lists of a whole capture change once, when all of it has been judged: rows that move all the time cannot be read.
  if (!bytes.live) return { version: judging === "" ? "judged" : "indexed", text: judging };
  const version = `${index.count}.${conversations.judged}`;
  if (!capture.whole) return { version, text: words.following(grouped(index.count)) };
  return { version: `${version}.whole`, text: words.endings[bytes.ending ?? "complete"](grouped(index.count)) };
}
