/** Which packets filters choose of captures of our own: written down from tshark, and read again here. */
import { assertEquals } from "@std/assert";
import { FOLDER } from "../captures/captures.ts";
import { packetsChosen } from "./chosen_packets.ts";

/** `1-3 5`. */
function told(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => from === to ? `${from}` : `${from}-${to}`).join(" ");
}

/** By capture: a filter, and what `tshark -Y` shows for it, or for what says the same there (filter_pairs.ts). */
const OF_TSHARK: Readonly<Record<string, readonly [filter: string, packets: string][]>> = {
  "lab/fast-retransmit.pcapng": [
    ["tcp.analysis.retransmission", "21"],
    ["tcp.analysis.duplicate_ack_num > 1", "19-20 22-25"],
    ["tcp.len > 500 and tcp.len <= 1448", "6-15 21"],
    ["rtt > 20ms", "16-17 26"],
    ["time 10ms..200ms", "3-22"],
    ["tcp.ack > 1000", "16-20 22-27 29"],
  ],
  "lab/zero-window.pcapng": [
    ["tcp.analysis.zero_window or tcp.analysis.window_full", "9 16-17 19 21 23 41 51"],
    ["tcp.window_size_value == 0", "17 19 21 23"],
    ["tcp.window_size < 1000", "15 17 19 21 23"],
    ["zero_window_probe or keep_alive", "18 20 22"],
    ["tcp.analysis.bytes_in_flight >= 1000", "4-9 13-14 25-30 35-41 45-51 55-57 60"],
    ["tcp.flags.push != 1", "1-4 6 8 10-15 17-25 27 29 31-35 37-38 40 42-45 47 49 51-55 57-59 61-65"],
  ],
  "lab/http-404.pcapng": [
    ["tcp.port == 80", ""],
    ["tcp.port != 80", "1-17"],
    ["tcp.dstport >= 1024 && tcp.dstport <= 50000", "1-17"],
    ["host 10.0.2.15 and not flag ACK", "1 4"],
    ["ip.src == 10.0.0.0/8", "1-17"],
    ["frame.len > 200", "7"],
    ["tcp.stream eq 3", ""],
    ["tcp.flags.syn == 1", "1-2 4-5"],
  ],
  "lab/v2.pcapng": [
    ["tcp.flags.reset == 1", "11-12"],
    ["tcp.flags.fin == 1 or tcp.flags.reset == 1", "8 10-12"],
    ["port {80 5050} and len 1..100", "4 6 9"],
    ["tcp.seq == 1", "3-6"],
    ["frame.time_relative < 1", "1-12"],
    ["ip.ttl < 64", ""],
  ],
};

for (const [capture, filters] of Object.entries(OF_TSHARK)) {
  Deno.test(`filters choose of ${capture} what tshark chooses`, async () => {
    for (const [filter, packets] of filters) {
      assertEquals(told(await packetsChosen(FOLDER + capture, filter)), packets, filter);
    }
  });
}

/** What tshark has no word for: conversations as a whole. */
const OF_CONVERSATIONS: readonly [capture: string, filter: string, packets: string][] = [
  ["lab/lost-segment.pcapng", "finding loss", "1-29"],
  ["lab/v2.pcapng", "finding loss", ""],
  ["lab/lost-segment.pcapng", "retransmissions 1", "1-29"],
  ["lab/lost-segment.pcapng", "retransmissions > 1", ""],
  ["lab/zero-window.pcapng", "cause receive-window", "1-65"],
  ["lab/zero-window.pcapng", "cause round-trip", ""],
  ["lab/zero-window.pcapng", "duration > 1s and flag SYN", "1-2"],
  ["lab/v2.pcapng", "packets 12", "1-12"],
  ["lab/v2.pcapng", "packets 13..20", ""],
  ["lab/v3.pcapng", "bytes > 1k and flag RST", "10"],
  ["lab/v2.pcapng", "conversation where flag RST", "1-12"],
  ["lab/v1.pcapng", "conversation where flag RST", ""],
  ["lab/v1.pcapng", "not conversation where flag RST", "1-10"],
  ["lab/v2.pcapng", "SYN and conversation where code rst-data-after-close", "1-2"],
  ["lab/v2.pcapng", "SYN and conversation where code rst-refused", ""],
  ["lab/zero-window.pcapng", "SYN and conversation where (window 0 and cause receive-window)", "1-2"],
  ["lab/zero-window.pcapng", "SYN and conversation where (window 0 and finding loss)", ""],
];

Deno.test("filters choose packets by what their whole conversation is", async () => {
  for (const [capture, filter, packets] of OF_CONVERSATIONS) {
    assertEquals(told(await packetsChosen(FOLDER + capture, filter)), packets, `${capture}: ${filter}`);
  }
});

Deno.test("filters choose conversations out of many by a packet, a figure, or both", async () => {
  const mixture = `${FOLDER}made/mixture.pcap`;
  const streams = async (filter: string) => (await packetsChosen(mixture, `${filter} and time >= 0s`)).length;
  const [all, reset, others] = [
    await streams("tcp"),
    await streams("conversation where RST"),
    await streams("not conversation where RST"),
  ];
  assertEquals(reset + others, all);
  assertEquals(
    await packetsChosen(mixture, "conversation where (RST and packets > 10)"),
    await packetsChosen(mixture, "packets > 10 and conversation where RST"),
  );
});
