/** A client that tries and tries is told once, in each format that tells stories or findings. */
import { assertEquals } from "@std/assert";
import type { WritableRecord } from "../../src/capture-file/pcap_writer.ts";
import { ACK, RST, SYN } from "../../src/packet/packet.ts";
import { allOutputs } from "./poison.ts";
import { pcapFile, record, talkers } from "./sample_capture.ts";

/** Conversations of a client that are refused, one a second, each from a port of its own. */
function refusals(servers: readonly string[]): WritableRecord[] {
  return servers.flatMap((server, i) => {
    const { fromClient, fromServer } = talkers("10.0.0.1", server, { client: 40_000 + i, server: 80 });
    return [
      record(i * 1e9, fromClient({ flags: SYN })),
      record(i * 1e9 + 1e6, fromServer({ flags: RST | ACK, ack: 1, window: 0 })),
    ];
  });
}

function times(text: string, pattern: RegExp): number {
  return text.replaceAll(/\s+/g, " ").match(pattern)?.length ?? 0;
}

Deno.test("from three on, conversations of which the same is to be said are told by the first", async () => {
  const table = [
    { servers: ["10.0.0.2", "10.0.0.2"], told: 2, others: [] },
    { servers: ["10.0.0.2", "10.0.0.2", "10.0.0.2"], told: 1, others: ["1-2"] },
    // Of another server nothing is known by this one.
    { servers: ["10.0.0.2", "10.0.0.3", "10.0.0.2", "10.0.0.2"], told: 2, others: ["2-3"] },
  ];
  for (const { servers, told, others } of table) {
    const outputs = await allOutputs(pcapFile(refusals(servers)), "en", "as it is");
    for (const format of ["summary", "text", "md"]) {
      const text = outputs.get(format)!;
      assertEquals(times(text, /The SYN of packet \d+ was refused/g), told, `${format} of ${servers}`);
      const likewise = [...text.replaceAll(/\s+/g, " ").matchAll(/The same of conversations ([\d, -]+):/g)];
      assertEquals(likewise.map(([, numbers]) => numbers), others, `${format} of ${servers}`);
    }
    // Programs get every one.
    const { conversations } = JSON.parse(outputs.get("json")!);
    assertEquals(
      conversations.filter(({ findings }: { findings: unknown[] }) => findings.length > 0).length,
      servers.length,
    );
  }
});
