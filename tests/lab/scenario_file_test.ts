import { assert, assertEquals, assertThrows } from "@std/assert";
import { Failure } from "../../src/base/failure.ts";
import { SCENARIO_SCHEMA } from "../../src/lab/scenario-file/scenario_schema.ts";
import { parseScenario } from "../../src/lab/scenario-file/scenario_file.ts";

const SCRIPT = { program: "script", steps: [{ do: "listen", port: 5050 }, { do: "accept" }, { do: "close" }] };
const GOOD = {
  server: SCRIPT,
  client: { program: "script", steps: [{ do: "connect", port: 5050 }, { do: "receive-all" }, { do: "close" }] },
};

Deno.test("parseScenario() reads a scenario and fills in what it leaves open", () => {
  const scenario = parseScenario(
    JSON.stringify({
      ...GOOD,
      link: { delay: 20, faults: [{ action: "drop", from: "client", nth: 1 }] },
      settings: { client: { tcp_sack: "0" } },
      expect: [["C SYN lost", "..."]],
    }),
    "/some/where/my-own.json",
  );
  assertEquals(scenario.name, "my-own");
  assertEquals(scenario.link.faults, [{ action: "drop", from: "client", kind: "any", nth: 1, count: 1, behind: 1 }]);
  assertEquals(scenario.settings?.client, { "ipv4/tcp_sack": "0" });
  assertEquals(scenario.expect, ["C SYN lost\n..."]);
  assert(scenario.client.program === "script");
  assertEquals(scenario.client.steps[1], { do: "receive", bytes: "end" });
});

Deno.test("parseScenario() takes the example that the schema gives", () => {
  for (const example of SCENARIO_SCHEMA.examples ?? []) {
    assertEquals(parseScenario(JSON.stringify(example), "example.json").name, "lost-request");
  }
});

Deno.test("parseScenario() says in one line what is wrong and where", async (t) => {
  const step = (...steps: unknown[]) => ({ ...GOOD, client: { program: "script", steps } });
  const cases: readonly { name: string; value: unknown; says: string }[] = [
    { name: "not JSON", value: "{", says: "is not JSON" },
    { name: "not an object", value: [], says: "expected an object, found []" },
    { name: "no client", value: { server: SCRIPT }, says: '"client" is missing' },
    { name: "unknown name", value: { ...GOOD, lnk: {} }, says: "lnk: unknown name" },
    {
      name: "unknown program",
      value: { ...GOOD, server: { program: "smtp" } },
      says: "server.program: expected one of echo-server",
    },
    { name: "no program", value: { ...GOOD, server: {} }, says: 'server: "program" is missing' },
    { name: "unknown step", value: step({ do: "jump" }), says: "client.steps[0].do: expected one of listen" },
    {
      name: "misspelt step",
      value: step({ do: "recieve-all" }),
      says: 'client.steps[0].do: there is no "recieve-all"; did you mean receive-all?',
    },
    {
      name: "bad port",
      value: step({ do: "connect", port: 0 }),
      says: "client.steps[0].port: expected a whole number from 1 to 65535, found 0",
    },
    {
      name: "share too large",
      value: { ...GOOD, link: { loss: 5 } },
      says: "link.loss: expected a number from 0 to 1, found 5",
    },
    {
      name: "delay as text",
      value: { ...GOOD, link: { delay: "fast" } },
      says: 'link.delay: expected a number from 0 to 60000, found "fast"',
    },
    {
      name: "bad fault",
      value: { ...GOOD, link: { faults: [{ action: "eat", from: "client", nth: 1 }] } },
      says: "link.faults[0].action: expected one of drop, hold",
    },
    {
      name: "send without anything",
      value: step({ do: "connect", port: 1 }, { do: "send" }),
      says: "client, step 2: send takes either text or bytes",
    },
    {
      name: "send of both",
      value: step({ do: "connect", port: 1 }, { do: "send", text: "a", bytes: 1 }),
      says: "either text or bytes",
    },
    {
      name: "read before connect",
      value: step({ do: "receive", bytes: 1 }),
      says: "client, step 1: receive needs a connection",
    },
    { name: "accept before listen", value: step({ do: "accept" }), says: "client, step 1: accept comes before listen" },
    {
      name: "a foreign setting",
      value: { ...GOOD, settings: { client: { "../vm/swappiness": "1" } } },
      says: "the setting ../vm/swappiness is not one of TCP's",
    },
    { name: "bad expectation", value: { ...GOOD, expect: [["C SIN"]] }, says: 'Not a flag, length or mark: "SIN"' },
  ];
  for (const { name, value, says } of cases) {
    await t.step(name, () => {
      const text = typeof value === "string" ? value : JSON.stringify(value);
      const error = assertThrows(() => parseScenario(text, "my.json"), Failure, says);
      assert(!error.message.includes("\n"));
    });
  }
});

Deno.test("parseScenario() makes the texts that are shown printable", () => {
  const evil = "\x1b[31mred\x9b";
  const shown = "\\x1b[31mred\\x9b";
  const written = { ...GOOD, name: evil, title: `${evil}\n`, teaches: `${evil}\r\n${evil}` };
  const scenario = parseScenario(JSON.stringify({ ...written, next: [{ line: evil, why: evil }] }), "my.json");
  const table: { input: unknown; expected: unknown }[] = [
    { input: scenario.name, expected: shown },
    { input: scenario.title, expected: `${shown}\\n` },
    { input: scenario.teaches, expected: `${shown}\n${shown}` },
    { input: scenario.next, expected: [{ line: shown, why: shown }] },
    { input: parseScenario(JSON.stringify(GOOD), `/some/${evil}.json`).name, expected: shown },
  ];
  for (const { input, expected } of table) assertEquals(input, expected);
});

Deno.test("parseScenario() takes a file that begins with a byte order mark", () => {
  assertEquals(parseScenario(`\ufeff${JSON.stringify({ ...GOOD, name: "marked" })}`, "my.json").name, "marked");
});
