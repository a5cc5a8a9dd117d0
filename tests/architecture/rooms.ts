/** The rooms of `src/` by level, and the folders inside them: what may import what. */

/** A room imports only from rooms of lower levels. `main.ts` is above all; `build` holds scripts. */
export const LEVELS: Readonly<Record<string, number>> = {
  base: 0,
  std: 0,
  packet: 1,
  linux: 1,
  "capture-filter": 2,
  net: 2,
  "capture-file": 2,
  output: 3,
  language: 3,
  http: 4,
  analysis: 4,
  application: 4,
  experiment: 5,
  explain: 5,
  diagnosis: 6,
  pairing: 6,
  expectation: 7,
  flows: 7,
  lab: 8,
  report: 8,
  reading: 9,
  view: 10,
  cli: 11,
  build: 12,
};

/**
 * The same law inside a room: the folders in a folder from the lowest to the highest, those of one level together. The files
 * beside them are above them all, but for those listed at their level.
 */
export const SUB_ROOMS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "capture-filter": [["language", "program"], ["compile"]],
  linux: [
    ["calls"],
    ["poll.ts"],
    ["frames", "netlink", "program", "sockets"],
    ["netlink_socket.ts", "system_file.ts"],
    ["devices"],
  ],
  packet: [["bytes.ts", "layer.ts"], ["link_layer.ts", "packet.ts"], ["layers"]],
  "capture-file": [["byte_source.ts", "read_number.ts"], ["compression"]],
  http: [["message"], ["logging", "semantics"], ["files"], ["rules"], ["access", "folders"], ["site"], ["server"]],
  application: [["facts.ts"], ["stream"], ["datagram.ts"], ["dns", "tls", "traffic"]],
  language: [["text"], ["kinds"], ["en"], ["he"]],
  explain: [["words"], ["clues", "http"], ["memory"], ["intake"], ["rules"], ["findings"], ["story"]],
  "explain/rules": [["resets"]],
  diagnosis: [["terms"], ["measure", "naming"], ["sender"]],
  pairing: [["terms"], ["survey"], ["clock"], ["changes", "match"], ["datagrams"], ["pairs"], ["fate"]],
  lab: [["queue"], ["wire"], ["boxes"], ["link"], ["kernel", "own"], ["host", "thread"], ["expectation"], [
    "scenarios",
  ], ["scenario-file"]],
  reading: [["feeds", "jobs"]],
  view: [["index"], ["client", "rows"], ["pages"], ["server"]],
  report: [["words"], ["facts"], ["data", "pair", "select", "text", "why"], ["conversations"], ["html"]],
  "report/html": [["client", "style", "text"], ["facts"], ["parts"], ["pair"]],
  cli: [["line"], ["commands"]],
  "cli/line": [["flag.ts"], ["general_flags.ts"], ["command.ts"], ["completion"]],
  "cli/commands": [[
    "capture",
    "completions",
    "experiment",
    "explain",
    "lab",
    "man",
    "pair",
    "serve_http",
    "view",
    "why",
  ]],
  "cli/commands/explain": [["explain_flags.ts", "read_filter.ts"], ["explain_job.ts"], [
    "read_file_flows.ts",
    "read_job.ts",
  ], ["jobs"]],
  "cli/commands/lab": [["lab_flags.ts"], ["choose_hosts.ts", "choose_link.ts", "live_printer.ts"], ["run"], [
    "series",
  ]],
  build: [["archive.ts", "target.ts"], ["packages"]],
  "language/en": [["explanations"]],
  "language/he": [["explanations"]],
};

/** Rooms that turn bytes into values and values into text, and touch neither files, sockets nor the clock. */
export const PURE_ROOMS: readonly string[] = [
  "base",
  "packet",
  "capture-filter",
  "analysis",
  "application",
  "language",
  "explain",
  "diagnosis",
  "pairing",
  "flows",
  "report",
];
