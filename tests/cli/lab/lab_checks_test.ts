import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { median } from "../../../src/cli/commands/lab/series/series_table.ts";
import { CANNOT_PLAY, playing } from "../../lab/can_play.ts";
import { tcplab } from "../tcplab.ts";

Deno.test("tcplab lab refuses checks that cannot be in one line", async (t) => {
  const cases = [
    { args: ["v1", "--expect", "findng x"], says: 'Cannot read the expectation: not a statement: "findng x"' },
    { args: ["v1", "--json", "--format", "md"], says: "--json prints the result, --format the packets: choose one" },
    {
      args: ["v1", "--json", "--pcap", "-"],
      says: "--json and a file of the run cannot both write to standard output",
    },
    { args: ["v1", "--repeat", "2", "--pcap", "x"], says: "Option --pcap goes with one run" },
    { args: ["v1", "--delay", "1,2", "--html", "x"], says: "Option --html goes with one run" },
    { args: ["v1", "--delay", "1,2", "--format", "md"], says: "A series is a table" },
    { args: ["v1", "--repeat", "2", "--loopback"], says: "A series needs a wire of its own" },
    { args: ["v1", "--delay", "0..9"], says: "Option --delay: A range that begins at 0 has no end" },
    { args: ["v1", "--delay", "1,x"], says: "Option --delay takes" },
    {
      args: ["v1", "--delay", "1..100+1", "--repeat", "101"],
      says: "A series of 10100 runs: at most 10000 are played",
    },
  ];
  for (const { args, says } of cases) {
    await t.step(args.join(" "), async () => {
      const { code, out, err } = await tcplab(["lab", ...args]);
      assertEquals([code, out], [2, ""], err);
      assertStringIncludes(err, says);
      assertEquals(err.trim().split("\n").length, 1, err);
    });
  }
});

Deno.test("median() is the middle value, or between the two", () => {
  assertEquals([[3], [1, 9, 2], [4, 1, 2, 3]].map(median), [3, 2, 2.5]);
});

Deno.test({
  name: playing("tcplab lab --expect decides the exit code"),
  ignore: CANNOT_PLAY,
  async fn() {
    const programs = [
      "--server",
      "nc -l 7000 >/dev/null || sleep 60",
      "--ready",
      "0.1",
      "--client",
      "echo hello; exit 3",
    ];
    const args = ["lab", ...programs, "--format", "summary", "--expect"];
    const good = await tcplab([...args, "client exit 3; client says hello; packets = 0"]);
    assertEquals(good.code, 0, good.err);
    assertStringIncludes(good.err, "As expected: 3 statements hold.");
    const bad = await tcplab([...args, "client exit 0"]);
    assertEquals(bad.code, 1);
    assertStringIncludes(bad.err, "tcplab: Not as expected: client exit 0: it ended with exit code 3");
  },
});

Deno.test({
  name: playing("tcplab lab --json tells a run, --repeat and sweeps tell each"),
  ignore: CANNOT_PLAY,
  async fn() {
    const one = await tcplab(["lab", "refused", "--json", "--expect", "packets = 3"]);
    assertEquals(one.code, 1);
    const { asExpected, difference, packets, codes, conversations } = JSON.parse(one.out);
    assertEquals([asExpected, difference, packets, codes["rst-refused"]], [false, "packets = 3: there are 2", 2, 1]);
    assertEquals(conversations.length, 1);
    const series = await tcplab(["lab", "refused", "--json", "--delay", "1,2", "--repeat", "2", "--seed", "7"]);
    const runs = series.out.trim().split("\n").map((line) => JSON.parse(line));
    assertEquals(runs.map(({ settings, seed }) => [settings.delay, seed]), [["1", 7], ["1", 8], ["2", 7], ["2", 8]]);
    assert(runs.every(({ asExpected, packets }) => asExpected && packets === 2));
    const table = await tcplab(["lab", "refused", "--delay", "1,2", "--expect", "packets = 3"]);
    assertEquals(table.code, 1);
    const lines = table.out.trimEnd().split("\n");
    assertEquals(lines.map((line) => line.trim().split(/\s+/)[0]), ["delay", "1", "2", "", "0"]);
    assert(lines.slice(1, 3).every((line) => line.endsWith("packets = 3: there are 2")), table.out);
  },
});
