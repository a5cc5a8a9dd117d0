import { assertEquals } from "@std/assert";
import { type LivePacket, LiveView } from "../../src/report/text/live_view.ts";
import { plainPalette } from "../../src/output/palette.ts";
import { ACK, PSH, RST, SYN } from "../../src/packet/packet.ts";

const packet = (given: Partial<LivePacket>): LivePacket => ({
  fromClient: true,
  flags: ACK,
  seq: 1,
  ack: 1,
  length: 0,
  fate: "",
  lost: false,
  port: null,
  ...given,
});

Deno.test("LiveView draws packets as arrows and transcripts under their hosts", () => {
  const view = new LiveView({ width: 70, palette: plainPalette });
  const lines = [
    view.head("client 10.0.2.4", "server 10.0.2.15"),
    view.packet(0, packet({ flags: SYN, seq: 0 })),
    view.packet(500_000, packet({ fromClient: false, flags: SYN | ACK, seq: 0 })),
    view.line(1_000_000, true, "received data: b'WORLD'"),
    view.line(1_500_000, false, "received: b'World'"),
    view.packet(2_000_000, packet({ flags: PSH | ACK, length: 1, fate: "lost", lost: true })),
    view.packet(2_500_000, packet({ fromClient: false, flags: ACK, length: 1448, fate: "lost", lost: true })),
    view.packet(3_000_000_000, packet({ flags: RST, port: 40_000 })),
    view.packet(3_000_000_000, packet({ flags: null, length: 84 })),
  ];
  assertEquals(
    "\n" + lines.join(""),
    `
   seconds  client 10.0.2.4                           server 10.0.2.15
  0.000000  ├─── SYN  seq 0 ─────────────────────────────────────────▶
  0.000500  ◀────────────────────────────── SYN ACK  seq 0  ack 1 ───┤
  0.001000  received data: b'WORLD'
  0.001500                                          received: b'World'
  0.002000  ├─── PSH ACK  1 byte  seq 1  ack 1  lost ────────✕
  0.002500          ✕──────── ACK  1448 bytes  seq 1  ack 1  lost ───┤
  3.000000  ├─── RST  seq 1  port 40000 ─────────────────────────────▶
  3.000000  ├─── not TCP, 84 bytes ──────────────────────────────────▶
`,
  );
});

Deno.test("LiveView keeps every line within the width", () => {
  for (const width of [10, 40, 80, 300]) {
    const view = new LiveView({ width, palette: plainPalette });
    const text = "x".repeat(500);
    const lines = [
      view.line(0, true, text),
      view.line(0, false, text),
      view.packet(0, packet({ fate: text })),
      view.packet(0, packet({ fromClient: false, fate: text, lost: true })),
    ];
    for (const line of lines) {
      assertEquals([...line.trimEnd()].length <= Math.max(52, Math.min(width, 110)), true, line);
    }
  }
});
