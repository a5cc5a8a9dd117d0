/** The flags of `tcplab explain`: one definition feeds the parser, the help, the completions and the README. */
import { LANGUAGES } from "../../../language/language.ts";
import { choice, integer, list, onOff, text, toggle, type ValuesOf } from "../../line/flag.ts";
import { CONVERSATION_FORMAT_NAMES, FORMAT_NAMES } from "../../line/output_format_names.ts";

/** The words of filters that do not stand for what a capture holds: for the shells. */
const FILTER_WORDS =
  ("host net port src dst stream flag analysis code event finding cause conversation where time len rtt window duration bytes " +
    "packets retransmissions not and or SYN FIN RST PSH ACK URG any").split(" ");

/** The columns of lists of conversations: for the shells. */
export const COLUMN_NAMES =
  "capture stream client server name start duration packets toServer toClient rate again rtt state lost cause findings"
    .split(" ");

/** Heading of the flags that lists of conversations have a use for, and nothing else. */
export const CONVERSATIONS = "Conversations";

export const EXPLAIN_FLAGS = {
  format: choice([...FORMAT_NAMES, ...CONVERSATION_FORMAT_NAMES], {
    short: "f",
    help: "How the result is printed",
    placeholder: "FORMAT",
    default: "text",
  }),
  schema: toggle({ help: "Print the JSON Schema of json, ndjson and flows, and end" }),
  stream: integer({ help: "Show one conversation only, by its index", minimum: 0, group: "Selection" }),
  packets: text({
    help: "Show packets A to B only (A-, -B and A alone work too)",
    placeholder: "A-B",
    group: "Selection",
  }),
  filter: text({
    help: "Show the packets that match: 'port 80 and not flag ACK'; Filters lists the tests",
    placeholder: "FILTER",
    suggestions: FILTER_WORDS,
    group: "Selection",
  }),
  all: toggle({ help: "Every packet of a large capture, and no overview", group: "Selection" }),
  join: toggle({ help: "Several captures are one, their packets in the order of time", group: "Selection" }),
  raw: toggle({ help: "Sequence numbers and windows as they stand in the header", group: "Numbers" }),
  utc: toggle({ help: "Times of day in UTC instead of seconds since the first packet", group: "Numbers" }),
  sort: text({
    help: "Column that puts conversations in order, the worst first (default: lost)",
    placeholder: "COLUMN",
    suggestions: COLUMN_NAMES,
    group: CONVERSATIONS,
  }),
  reverse: toggle({ help: "The other way round", group: CONVERSATIONS }),
  top: integer({ help: "At most so many conversations", minimum: 1, maximum: 1_000_000, group: CONVERSATIONS }),
  columns: text({ help: "Columns of the list, with commas between", placeholder: "LIST", group: CONVERSATIONS }),
  as: choice(["text", "csv", "ndjson", "md"], { help: "How the list is written", group: CONVERSATIONS }),
  groups: onOff({ help: "Like conversations share a line", group: CONVERSATIONS, default: true }),
  pcapng: text({
    help: "Write the packets shown as a capture in which each has its explanations as comments, for Wireshark to show",
    placeholder: "FILE",
    group: "Files",
  }),
  html: text({
    help: "Write a page for a browser: ladder, packets, bytes, explanations, all in one file",
    placeholder: "FILE",
    group: "Files",
  }),
  answers: onOff({
    help: "The page explains; without answers it is to hand out, with room to write",
    group: "Files",
    default: true,
  }),
  jobs: integer({
    help: "Threads that share the work: the packets that are printed, or captures where there are several",
    minimum: 1,
    maximum: 64,
    default: 1,
    group: "Files",
  }),
  expect: list({
    help: "Say whether the capture is as a file or words say: 'finding loss; no finding abort'; exit code 1 where not",
    placeholder: "FILE|WORDS",
    group: "Checks",
  }),
  open: toggle({ help: "Open the page in the browser; without --html it is a temporary file", group: "Files" }),
  lang: choice(LANGUAGES, {
    variable: "TCPLAB_LANG",
    help: "Language of the explanations (default: as LANG says, else English)",
  }),
  width: integer({
    variable: "TCPLAB_WIDTH",
    help: "Columns to lay text out in (default: the terminal's)",
    minimum: 40,
    maximum: 1000,
  }),
};

/** The values that `run` receives. */
export type ExplainFlags = ValuesOf<typeof EXPLAIN_FLAGS>;
