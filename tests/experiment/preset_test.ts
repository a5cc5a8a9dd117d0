import { assertEquals } from "@std/assert";
import { ECHO_PRESETS, ECHO_VARIANTS } from "../../src/experiment/preset.ts";

Deno.test("ECHO_PRESETS has every experiment's numbers", () => {
  const rows = ECHO_VARIANTS.map((variant) => {
    const { port, server, client } = ECHO_PRESETS[variant];
    const sends = client.messages.map((message) => message.length * client.times);
    return [
      variant,
      port,
      server.buffer,
      server.delay,
      server.repeat,
      server.exchanges ?? "to the end",
      sends,
      client.sends,
      client.reads,
      client.readSize,
    ];
  });
  assertEquals(rows, [
    ["v0", 12345, 100, 0, 1, 2, [35, 20], 1, 1, 100],
    ["v1", 5050, 1024, 0, 1, "to the end", [13], 1, 1, 1024],
    ["v2", 5050, 5, 0, 1, "to the end", [20], 1, 1, 1024],
    ["v3", 5050, 1024, 0, 1000, "to the end", [13], 1, 2, 1024],
    ["v4", 5050, 1024, 5000, 1, "to the end", [130], 4, 1, 1024],
  ]);
});
