/**
 * Writes the captures that are made by hand, and what is expected of all captures beside them:
 *
 *     deno run -A tests/captures/make.ts
 *
 * The captures in `lab/` were recorded by `tcplab lab SCENARIO --pcap`. Read what `git diff` says of the expected rows: they
 * are the reference.
 */
import { allCaptures, expectedFile, FOLDER } from "./captures.ts";
import { makeApplications } from "./make_applications.ts";
import { makeFormats } from "./make_formats.ts";
import { makeFragments } from "./make_fragments.ts";
import { makeLinkTypes } from "./make_link_types.ts";
import { makeOptions } from "./make_options.ts";
import { makeMixture, makeVerdicts } from "./make_verdicts.ts";
import { verdictRows } from "./verdict_rows.ts";

const COLUMNS = "frame time_epoch src sport dport stream flags seq_rel ack_rel len win_scaled completeness_final " +
  "acks_frame bytes_in_flight analysis_flags";

/** The captures made by hand, by name. */
export function madeCaptures(): Record<string, Uint8Array> {
  return {
    "link_types.pcapng": makeLinkTypes(),
    "fragments.pcap": makeFragments(),
    "tcp_options.pcapng": makeOptions(),
    "verdicts.pcapng": makeVerdicts(),
    "mixture.pcap": makeMixture(),
    "applications.pcap": makeApplications(),
    ...makeFormats(),
  };
}

if (import.meta.main) {
  for (const [name, bytes] of Object.entries(madeCaptures())) Deno.writeFileSync(`${FOLDER}made/${name}`, bytes);
  for (const capture of allCaptures()) {
    const rows = await verdictRows(() => Deno.openSync(FOLDER + capture));
    const lines = [COLUMNS.split(" "), ...rows].map((cells) => `${cells.join("\t")}\n`);
    Deno.writeTextFileSync(expectedFile(capture), lines.join(""));
  }
}
