/** Whatever bytes a capture holds, every format prints it: no exception, valid JSON, nothing that steers a terminal. */
import { assert, assertEquals } from "@std/assert";
import { runExplain } from "../../src/cli/commands/explain/run_explain.ts";
import { FORMATS, type OutputFormatName } from "../../src/report/all_formats.ts";
import { MemoryTerminal } from "../cli/memory_terminal.ts";
import { explainFlags } from "../cli/explain_flags.ts";
import { seeded } from "../random.ts";
import { ACK, PSH } from "../../src/packet/packet.ts";
import { mixedCapture, pcapFile, record, smallExchange, talkers } from "./sample_capture.ts";
import type { WritableRecord } from "../../src/capture-file/pcap_writer.ts";

const ROUNDS = 60;
// deno-lint-ignore no-control-regex -- control characters are what is looked for
const STEERS = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;

async function print(bytes: Uint8Array, format: OutputFormatName): Promise<string> {
  const path = await Deno.makeTempFile();
  try {
    await Deno.writeFile(path, bytes);
    const terminal = new MemoryTerminal();
    await runExplain(path, explainFlags({ format }), terminal);
    return terminal.printed;
  } finally {
    await Deno.remove(path);
  }
}

function mutated(records: readonly WritableRecord[], next: () => number): WritableRecord[] {
  return records.map((each) => {
    const data = each.data.slice(0, next() < 0.1 ? Math.floor(next() * each.data.length) : each.data.length);
    const flips = Math.floor(next() * 6);
    for (let i = 0; i < flips && data.length > 0; i++) {
      data[Math.floor(next() * data.length)] = Math.floor(next() * 256);
    }
    return { ...each, data };
  });
}

Deno.test(`every format prints ${ROUNDS} captures of damaged packets`, async () => {
  const next = seeded(20);
  const names = Object.keys(FORMATS) as OutputFormatName[];
  for (let round = 0; round < ROUNDS; round++) {
    const records = mutated(round % 2 === 0 ? mixedCapture() : smallExchange(), next);
    const format = names[round % names.length]!;
    const text = await print(pcapFile(records), format);
    assert(!STEERS.test(text), `${format}, round ${round}: ${JSON.stringify(STEERS.exec(text))}`);
    if (format === "json") assertEquals(JSON.parse(text).packets.length, records.length);
    if (format === "ndjson") {
      assertEquals(text.trimEnd().split("\n").map((line) => JSON.parse(line).number).length, records.length);
    }
  }
});

Deno.test("no format lets data steer the terminal", async () => {
  const { fromClient } = talkers("10.0.0.1", "10.0.0.2", { client: 5000, server: 80 });
  const evil = "GET /\x1b[31m\x07\u202e|`*<b> HTTP/1.1\r\nHost: \x1b]0;x\x07\r\n\r\n";
  const payload = new TextEncoder().encode(evil);
  const records = [record(0, fromClient({ flags: PSH | ACK, seq: 1, ack: 1, payload }))];
  for (const format of Object.keys(FORMATS) as OutputFormatName[]) {
    assert(!STEERS.test(await print(pcapFile(records), format)), format);
  }
});
