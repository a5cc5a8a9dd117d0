/** What a list of conversations is made of. */
import type { ListedFlow } from "../../flows/flow_list.ts";
import type { ConversationWords } from "../../language/kinds/conversation_words.ts";
import type { WhyWords } from "../../language/kinds/why_words.ts";
import type { Palette } from "../../output/palette.ts";
import type { Moment } from "../../base/moment.ts";
import type { Column } from "./columns.ts";

export interface ListReport {
  readonly lines: readonly ListedFlow[];
  /** Conversations that no line stands for. */
  readonly further: number;
  /** Time of the capture's first packet. */
  readonly first: Moment;
}

export interface ListOptions {
  /** In the order in which they stand. */
  readonly columns: readonly Column[];
  /** Columns that do not fit are left out, by their weight; false where the user chose them. */
  readonly fits: boolean;
  readonly words: ConversationWords;
  readonly why: WhyWords;
  readonly palette: Palette;
  readonly width: number;
}

/** One way to write a list. */
export type ListForm = (report: ListReport, options: ListOptions) => string;
