/** The output formats of `tcplab why`. To add one: its file, a line here, its name in `why_flags.ts`. */
import { whyJson } from "./why_json.ts";
import { whyMarkdown } from "./why_markdown.ts";
import type { WhyFormat } from "./why_report.ts";
import { whyText } from "./why_text.ts";

export const WHY_FORMATS = { text: whyText, json: whyJson, md: whyMarkdown } as const satisfies Readonly<
  Record<string, WhyFormat>
>;

type WhyFormatName = keyof typeof WHY_FORMATS;
