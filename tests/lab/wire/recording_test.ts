import "../../linux/open_libc.ts";
import { assertEquals } from "@std/assert";
import { captureFile } from "../../../src/lab/capture_file.ts";
import { withChecksum } from "../../../src/lab/fill_checksums.ts";
import { Recording } from "../../../src/lab/recording.ts";
import { WIRE_EVENTS } from "../../../src/expectation/wire_event.ts";
import { emitSegment } from "../../packet/emit.ts";
import { ACK } from "../../../src/packet/packet.ts";
import { segment } from "../segment.ts";

Deno.test("Recording keeps what each host saw, where it is asked to, with the host's own times", () => {
  const recording = new Recording({ hosts: ["client"] });
  const bytes = segment({ flags: "SYN" });
  recording.addSeen("client", { at: 1e9, bytes });
  recording.addSeen("server", { at: 2e9, bytes });
  recording.addSeen("client", { at: 3.5e9, bytes });
  const [first, second] = recording.seenRecords("client");
  const time = (record: typeof first) => (record?.seconds ?? 0) * 1e9 + (record?.nanoseconds ?? 0);
  assertEquals([first?.number, second?.number, second?.interfaceName], [1, 2, "client"]);
  assertEquals(Math.round((time(second) - time(first)) / 1e6), 2500);
  assertEquals(recording.seenRecords("server"), []);
});

Deno.test("Recording tells in a comment what the wire did, and counts it", () => {
  const recording = new Recording();
  for (const event of [null, ...WIRE_EVENTS, "dropped" as const]) {
    recording.addPacket({ from: "client", at: 0, bytes: segment({ flags: "ACK" }), event, delay: 0 });
  }
  const comments = recording.records().map((record) => record.comments);
  assertEquals(comments[0], []);
  assertEquals(new Set(comments.flat()).size, WIRE_EVENTS.length);
  assertEquals(recording.counts(), { ...Object.fromEntries(WIRE_EVENTS.map((event) => [event, 1])), dropped: 2 });
});

Deno.test("withChecksum() completes what was left to the card, and changes nothing else", () => {
  for (const [src, dst] of [["10.0.2.4", "10.0.2.15"], ["fd00::4", "fd00::15"]] as const) {
    for (const length of [0, 1, 1448, 40_000]) {
      const fields = { src, dst, srcPort: 5, dstPort: 6, flags: ACK, payload: new Uint8Array(length).fill(7) };
      const whole = emitSegment(fields);
      const left = emitSegment({ ...fields, checksumOffload: true });
      assertEquals(withChecksum(left), whole);
      assertEquals(withChecksum(whole), whole);
    }
  }
  const damaged = emitSegment({ src: "10.0.2.4", dst: "10.0.2.15", srcPort: 5, dstPort: 6, flags: ACK });
  damaged[36] = 1;
  assertEquals(withChecksum(damaged), damaged);
});

Deno.test("captureFile() says of what it is, and that checksums are not filled in", () => {
  const text = (name: string, unfilled: boolean) =>
    new TextDecoder("latin1").decode(
      new Uint8Array([...captureFile([], false, { name, unfilled })].flatMap((p) => [...p])),
    );
  for (
    const [name, unfilled, says] of [
      ["wire", false, "the wire of tcplab lab"],
      ["client", false, "the client's interface in tcplab lab"],
      ["wire", true, "the wire of tcplab lab; checksums were left to the network card, and are not filled in"],
    ] as const
  ) {
    assertEquals(text(name, unfilled).includes(says), true, says);
    assertEquals(text(name, unfilled).includes("not filled in"), unfilled);
  }
});
