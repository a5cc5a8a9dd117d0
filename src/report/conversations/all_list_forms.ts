/** The forms that a list of conversations is written in (`--as`). To add one: its function, a line here, its name in `explain_flags.ts`. */
import { listCsv, listMarkdown, listNdjson } from "./list_data.ts";
import type { ListForm } from "./list_report.ts";
import { listText } from "./list_text.ts";

export const LIST_FORMS = {
  text: listText,
  csv: listCsv,
  ndjson: listNdjson,
  md: listMarkdown,
} as const satisfies Readonly<Record<string, ListForm>>;
