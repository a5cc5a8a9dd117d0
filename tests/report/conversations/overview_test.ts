import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { byWorth, troubledTime, worthOf } from "../../../src/flows/worth.ts";
import { flowsOf } from "../../flows/flows_of.ts";
import { pcapFile, record, talkers } from "../sample_capture.ts";
import { ACK, PSH, SYN } from "../../../src/packet/packet.ts";
import { inFolder } from "../../cli/in_folder.ts";
import { tcplab } from "../../cli/tcplab.ts";
import { generateOpen } from "../../bench/generate_open.ts";

const OPENED =
  "> S 100 0 0 64000 port=P\n< SA 500 101 0 64000 dt=10 port=P\n> A 101 501 dt=1 port=P\n> A 101 501 1000 port=P\n";

Deno.test("a timer after a loss is worth a look, a program that thinks is not", () => {
  const [lost] = flowsOf(
    OPENED.replaceAll("P", "7") + "> A 101 501 1000 dt=3000 port=7\n< A 501 1101 0 64000 dt=10 port=7",
  );
  const [thinking] = flowsOf(
    OPENED.replaceAll("P", "8") +
      "< A 501 1101 0 64000 dt=10 port=8\n> A 1101 501 10 dt=30000 port=8\n< A 501 1111 0 64000 dt=10 port=8",
  );
  assert(troubledTime(lost!) > 2e9, String(troubledTime(lost!)));
  assertEquals(troubledTime(thinking!), 0);
  assert(worthOf(lost!) > worthOf(thinking!));
  assertEquals([thinking!, lost!].toSorted(byWorth)[0], lost!);
});

Deno.test("a few milliseconds, or a small part of the time, are not worth a look", () => {
  const traceWith = (wait: number, before: number): string =>
    OPENED.replaceAll("P", "7") + `< A 501 1101 0 64000 dt=10 port=7\n> A 1101 501 1000 dt=${before} port=7\n` +
    `> A 1101 501 1000 dt=${wait} port=7\n< A 501 2101 0 64000 dt=10 port=7`;
  const table = [
    { wait: 300, before: 10, worth: true },
    { wait: 300, before: 60_000, worth: false },
    { wait: 3000, before: 60_000, worth: true },
  ];
  for (const { wait, before, worth } of table) {
    const [flow] = flowsOf(traceWith(wait, before));
    const unfound = { ...flow!, findings: [] };
    assert(troubledTime(unfound) > 0);
    assertEquals(worthOf(unfound) > 0, worth, `${wait} ms after ${before} ms`);
  }
});

/** Packets up to which `explain` prints them all. */
const LARGE = 2000;

/** A capture of so many packets: one transfer that is quiet, one with a timer. */
function capture(packets: number): Uint8Array<ArrayBuffer> {
  const quiet = talkers("10.0.0.1", "10.0.0.2", { client: 40000, server: 80 });
  const lossy = talkers("10.0.0.3", "10.0.0.4", { client: 40001, server: 80 });
  const payload = new Uint8Array(100);
  const lines = [
    record(0, lossy.fromClient({ flags: SYN })),
    record(1e7, lossy.fromServer({ flags: SYN | ACK, ack: 1 })),
    record(1.1e7, lossy.fromClient({ flags: ACK, seq: 1, ack: 1 })),
    record(1.2e7, lossy.fromClient({ flags: PSH | ACK, seq: 1, ack: 1, payload })),
    record(3e9, lossy.fromClient({ flags: PSH | ACK, seq: 1, ack: 1, payload })),
    record(3.01e9, lossy.fromServer({ flags: ACK, seq: 1, ack: 101 })),
    record(3.1e9, quiet.fromClient({ flags: SYN })),
    record(3.11e9, quiet.fromServer({ flags: SYN | ACK, ack: 1 })),
  ];
  for (let i = 0; lines.length < packets; i++) {
    const at = 3.2e9 + i * 1e7;
    lines.push(record(at, quiet.fromClient({ flags: PSH | ACK, seq: 1 + i * 100, ack: 1, payload, window: 64000 })));
    lines.push(record(at + 1e6, quiet.fromServer({ flags: ACK, seq: 1, ack: 101 + i * 100, window: 64000 })));
  }
  return pcapFile(lines);
}

Deno.test("explain prints an overview of a large capture of which nothing was asked, the worst conversation first", async () => {
  await inFolder(async (folder) => {
    const explained = async (packets: number, ...args: string[]): Promise<string> => {
      await Deno.writeFile(`${folder}/x.pcap`, capture(packets));
      return (await tcplab(["explain", `${folder}/x.pcap`, ...args])).out;
    };
    const overview = await explained(LARGE + 1);
    assertStringIncludes(overview, "Worth a look");
    assertStringIncludes(overview, "timer after loss");
    const [worst, other] = [overview.indexOf(":40001 →"), overview.indexOf(":40000 →")];
    assert(worst > 0 && (other < 0 || worst < other), overview);
    assertStringIncludes(overview, "--stream 0");
    assert(overview.split("\n").length < 40);
    for (const args of [["--all"], ["--packets", "1-9"], ["--format", "text"]]) {
      assert(!(await explained(LARGE + 1, ...args)).includes("To go on:"), args.join(" "));
    }
    const [before, follows] = [await explained(LARGE), await explained(LARGE, "--all")];
    assert(before.includes("To go on:") && before.endsWith(follows), "before the packets, where they can be read");
    assertEquals(await explained(100), await explained(100, "--all"), "a short capture needs none");
    assert((await explained(102)).includes("All 102 packets follow"));
  });
});

Deno.test("what is found of a capture as a whole is told of one of any size", async () => {
  await inFolder(async (folder) => {
    const explained = async (connections: number, ...args: string[]): Promise<string> => {
      generateOpen(`${folder}/flood.pcap`, "flood", connections);
      return (await tcplab(["explain", `${folder}/flood.pcap`, ...args])).out;
    };
    const overview = await explained(LARGE);
    assertStringIncludes(overview, "[syn-flood; likely;");
    assertStringIncludes(overview, "To go on:");
    assertEquals(overview.split("Worth a look").length, 2, overview);
    assert(!overview.includes("stands out"), overview);
    const summary = await explained(70_000, "--format", "summary");
    assertStringIncludes(summary, "[syn-flood; likely;");
    assertStringIncludes(summary, "Told as groups");
    assert(!summary.includes("Conversation 0"), summary.slice(0, 2000));
  });
});

Deno.test("an ACK of what the capture lacks completes an opening; a SYN alone, or behind it an old connection's ACK, does not", async () => {
  const ends = talkers("10.0.0.1", "10.0.0.2", { client: 40000, server: 80 });
  const syn = record(0, ends.fromClient({ flags: SYN }));
  const ack = record(3e7, ends.fromClient({ flags: ACK, seq: 1, ack: 1 }));
  const old = record(1e7, ends.fromServer({ flags: ACK, seq: 9000, ack: 7000 }));
  const table: [string, ReturnType<typeof record>[]][] = [
    ["three-way handshake, as the client's ACK shows", [syn, ack]],
    ["SYN without an answer", [syn]],
    ["SYN without an answer", [syn, old]],
  ];
  await inFolder(async (folder) => {
    for (const [opened, records] of table) {
      await Deno.writeFile(`${folder}/x.pcap`, pcapFile(records));
      const { out } = await tcplab(["explain", `${folder}/x.pcap`, "--format", "summary"]);
      assertStringIncludes(out.replace(/\s+/g, " "), opened);
    }
  });
});
