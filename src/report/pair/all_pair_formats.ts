/** The output formats of `tcplab pair`. To add one: its file, a line here, its name in `pair_flags.ts`. */
import { pairJson } from "./pair_json.ts";
import type { PairFormat } from "./pair_report.ts";
import { pairText } from "./pair_text.ts";

export const PAIR_FORMATS = { text: pairText, json: pairJson } as const satisfies Readonly<Record<string, PairFormat>>;
