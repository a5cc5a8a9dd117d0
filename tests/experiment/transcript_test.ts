import { assertEquals } from "@std/assert";
import type { EchoEvent } from "../../src/experiment/echo_event.ts";
import { eventJson } from "../../src/experiment/event_json.ts";
import { ECHO_PRESETS } from "../../src/experiment/preset.ts";
import { transcriptLine } from "../../src/experiment/transcript.ts";
import { bytesOf } from "./echo_fixture.ts";

const time = 1_606_500_000_000.4266;
const connection = 1;
const local: Deno.NetAddr = { transport: "tcp", hostname: "10.0.2.15", port: 12345 };
const remote: Deno.NetAddr = { transport: "tcp", hostname: "10.0.2.4", port: 51416 };
const reset = { name: "ConnectionResetError", code: "ECONNRESET", message: "[Errno 104] Connection reset by peer" };

/** Each event with its line in v0's server, v1's server, v0's client and v1's client, and its JSON. */
const TABLE: readonly { event: EchoEvent; lines: readonly (string | undefined)[]; json: string }[] = [
  {
    event: { type: "listening", time, local },
    lines: [undefined, undefined, undefined, undefined],
    json: '{"event":"listening","time":"1606500000.000427000","local":{"address":"10.0.2.15","port":12345}}',
  },
  {
    event: { type: "connection", time, connection, local, remote },
    lines: [
      "Connection from:  ('10.0.2.4', 51416)",
      "New connection from: ('10.0.2.4', 51416)",
      undefined,
      undefined,
    ],
    json: '{"event":"connection","time":"1606500000.000427000","connection":1,' +
      '"local":{"address":"10.0.2.15","port":12345},"remote":{"address":"10.0.2.4","port":51416}}',
  },
  {
    event: { type: "received", time, connection, bytes: bytesOf("it's\n") },
    lines: [`Received:  b"it's\\n"`, `received: b"it's\\n"`, `Server sent:  b"it's\\n"`, `received data: b"it's\\n"`],
    json: '{"event":"received","time":"1606500000.000427000","connection":1,"length":5,"base64":"aXQncwo=",' +
      '"text":"b\\"it\'s\\\\n\\""}',
  },
  {
    event: { type: "received", time, connection, bytes: new Uint8Array(0) },
    lines: ["Received:  b''", "received: b''", "Server sent:  b''", "received data: b''"],
    json: '{"event":"received","time":"1606500000.000427000","connection":1,"length":0,"base64":"","text":"b\'\'"}',
  },
  {
    event: { type: "sent", time, connection, bytes: bytesOf("AB"), times: 1000, length: 2000 },
    lines: [undefined, undefined, undefined, undefined],
    json: '{"event":"sent","time":"1606500000.000427000","connection":1,"length":2000,"times":1000,' +
      '"base64":"QUI=","text":"b\'AB\'"}',
  },
  {
    event: { type: "error", time, connection, error: reset },
    lines: Array(4).fill("ConnectionResetError: [Errno 104] Connection reset by peer"),
    json: '{"event":"error","time":"1606500000.000427000","connection":1,"name":"ConnectionResetError",' +
      '"message":"[Errno 104] Connection reset by peer"}',
  },
  {
    event: { type: "closed", time, connection, reason: "done", received: 55, sent: 55 },
    lines: ["Client disconnected", undefined, undefined, undefined],
    json: '{"event":"closed","time":"1606500000.000427000","connection":1,"reason":"done","received":55,"sent":55}',
  },
  {
    event: { type: "closed", time: 999.9999, connection, reason: "interrupted", received: 0, sent: 0 },
    lines: [undefined, undefined, undefined, undefined],
    json: '{"event":"closed","time":"1.000000000","connection":1,"reason":"interrupted","received":0,"sent":0}',
  },
];

Deno.test("transcriptLine() writes each event as the experiment's program prints it", () => {
  const { v0, v1 } = ECHO_PRESETS;
  for (const { event, lines } of TABLE) {
    const found = [
      transcriptLine(event, "server", v0.words),
      transcriptLine(event, "server", v1.words),
      transcriptLine(event, "client", v0.words),
      transcriptLine(event, "client", v1.words),
    ];
    assertEquals(found, [...lines], event.type);
  }
});

Deno.test("transcriptLine() gives an IPv6 client four values", () => {
  const event: EchoEvent = { type: "connection", time, connection, local, remote: { ...remote, hostname: "::1" } };
  const line = transcriptLine(event, "server", ECHO_PRESETS.v1.words);
  assertEquals(line, "New connection from: ('::1', 51416, 0, 0)");
});

Deno.test("eventJson() writes each event as one object", () => {
  for (const { event, json } of TABLE) assertEquals(eventJson(event), json);
});
