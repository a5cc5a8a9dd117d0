/**
 * Every output format by the name `--format` takes. To add one, write its module, add it here, and give
 * it a line of help in `src/cli/line/output_format_names.ts`.
 */
import type { OutputFormat } from "./facts/output_format.ts";
import { JSON_FORMAT } from "./data/json.ts";
import { LADDER_FORMAT } from "./text/ladder.ts";
import { MARKDOWN_FORMAT } from "./text/markdown.ts";
import { NDJSON_FORMAT } from "./data/ndjson.ts";
import { SUMMARY_FORMAT } from "./text/summary.ts";
import { TABLE_FORMAT } from "./text/table.ts";
import { TEXT_FORMAT } from "./text/text.ts";

export const FORMATS = {
  text: TEXT_FORMAT,
  table: TABLE_FORMAT,
  ndjson: NDJSON_FORMAT,
  json: JSON_FORMAT,
  summary: SUMMARY_FORMAT,
  md: MARKDOWN_FORMAT,
  ladder: LADDER_FORMAT,
} as const satisfies Readonly<Record<string, OutputFormat>>;

export type OutputFormatName = keyof typeof FORMATS;
