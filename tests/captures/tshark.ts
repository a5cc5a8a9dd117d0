/** What tshark says of a capture, in the columns of our rows. */

const FIELDS = [
  "frame.number",
  "tcp.srcport",
  "tcp.dstport",
  "tcp.stream",
  "tcp.seq",
  "tcp.ack",
  "tcp.len",
  "tcp.window_size",
  "tcp.completeness",
];
const MEASURES = ["acks_frame", "bytes_in_flight", "duplicate_ack_num"];
/** Verdicts that tshark 4.0 has a field for; duplicate ACKs are told by their number. */
const FLAGS =
  ("retransmission fast_retransmission spurious_retransmission out_of_order lost_segment ack_lost_segment " +
    "window_update window_full zero_window zero_window_probe zero_window_probe_ack keep_alive keep_alive_ack reused_ports")
    .split(" ");

/** The version of the tshark that can be run here, 4.4 for 4.4.19, or null. */
export function tsharkVersion(): number | null {
  try {
    const { stdout } = new Deno.Command("tshark", { args: ["--version"], stderr: "null" }).outputSync();
    return Number(/TShark.*?(\d+\.\d+)/.exec(new TextDecoder().decode(stdout))?.[1] ?? NaN);
  } catch {
    return null;
  }
}

/** A row for each TCP packet, reordered as `tsharkRow` does it. */
export async function askTshark(path: string): Promise<string[]> {
  const fields = [...FIELDS, ...[...MEASURES, ...FLAGS].map((name) => `tcp.analysis.${name}`)];
  const args = ["-2", "-r", path, "-o", "tcp.desegment_tcp_streams:FALSE", "-T", "fields"];
  for (const field of fields) args.push("-e", field);
  const { stdout } = await new Deno.Command("tshark", { args, stderr: "null" }).output();
  const rows = new TextDecoder().decode(stdout).replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
  return rows.filter((cells) => cells[1] !== "").map((cells) => {
    const start = FIELDS.length + MEASURES.length;
    const [acks, inFlight, duplicate] = cells.slice(FIELDS.length, start);
    const verdicts = FLAGS.filter((_, i) => cells[start + i]);
    if (duplicate) verdicts.push(`duplicate_ack#${duplicate}`);
    return [...cells.slice(0, FIELDS.length), acks, inFlight, verdicts.sort().join(",")].join(" ");
  });
}

/** One of our rows with what tshark 4.0 knows of it: no time, address, flags, nor the verdicts it has no field for. */
export function tsharkRow(row: readonly string[]): string {
  const [number, , , srcPort, dstPort, stream, , seq, ack, length, window, completeness, acks, inFlight, all] = row;
  const verdicts = all!.split(",").filter((name) => !/^(partial_ack|tfo_syn|tfo_ack)$/.test(name)).join(",");
  return [number, srcPort, dstPort, stream, seq, ack, length, window, completeness, acks, inFlight, verdicts].join(" ");
}
