import { assert, assertEquals, assertMatch } from "@std/assert";
import { CANNOT_PLAY, playing } from "../../lab/can_play.ts";
import { tcplab } from "../tcplab.ts";

Deno.test("tcplab lab --list tells every scenario in a table", async () => {
  const { code, out } = await tcplab(["lab", "--list"]);
  assertEquals(code, 0);
  for (const name of ["v0", "v4", "http-ref", "timeout-backoff", "simultaneous-open"]) {
    assertMatch(out, new RegExp(`^${name} +[A-Z]`, "m"));
  }
});

Deno.test("tcplab lab --schema prints a JSON schema", async () => {
  const { code, out } = await tcplab(["lab", "--schema"]);
  assertEquals(code, 0);
  const schema = JSON.parse(out);
  assertEquals(schema.required, ["server", "client"]);
});

Deno.test("tcplab lab refuses what it cannot play in one line", async (t) => {
  const cases = [
    { args: [], code: 2, says: "Name a scenario: tcplab lab v2" },
    { args: ["v9"], code: 2, says: "Unknown scenario: v9" },
    { args: ["lost-sin"], code: 2, says: "lost-syn" },
    { args: ["none.json"], code: 1, says: "Cannot read none.json: there is no such file; check its name" },
    { args: ["v1", "--drop", "server:dat:1"], code: 2, says: "Option --drop: Not a packet: server:dat:1" },
    { args: ["v1", "--loss", "120"], code: 2, says: "--loss" },
    { args: ["v1", "--delay", "fast"], code: 2, says: "--delay" },
    { args: ["v1", "--delay", "5/40/3"], code: 2, says: "Option --delay takes one value, or two such as 5/40" },
    { args: ["v1", "--loss", "0/x"], code: 2, says: "takes a number from 0 to 100 % (suffixes: %) for each direction" },
    { args: ["v1", "--duplicate", "200%"], code: 2, says: "Option --duplicate takes a number from 0 to 100 %" },
    { args: ["v1", "--hold", "server:dat:1"], code: 2, says: "Option --hold: Not a packet: server:dat:1" },
    { args: ["v1", "--queue", "5"], code: 2, says: "A queue needs a slow line: without --rate nothing waits" },
    { args: ["v1", "--rate", "1m", "--ecn"], code: 2, says: "--ecn needs --queue-kind codel or red" },
    { args: ["v1", "--box", "resegmant=9"], code: 2, says: "Not a box: resegmant=9; did you mean resegment?" },
    { args: ["v1", "--box", "nat", "--offload"], code: 2, says: "does not go with --offload" },
    { args: ["v1", "--at", "2s"], code: 2, says: "Option --at takes a time and what changes then" },
    { args: ["v1", "--pcap", "-", "--pcap-server", "-"], code: 2, says: "cannot both write to standard output" },
    { args: ["v1", "--pcap", "-", "--kernel", "-"], code: 2, says: "cannot both write to standard output" },
    {
      args: ["v1", "--pcap", "-", "-f", "summary"],
      code: 2,
      says: "--pcap and --format cannot both write to standard",
    },
    { args: ["v1", "--mss", "client:20"], code: 2, says: "Not a segment size: client:20; write bytes from 88" },
    { args: ["v1", "--window", "2"], code: 2, says: "Not a window: 2; write bytes from 536" },
    { args: ["v1", "--loopback", "--mss", "900"], code: 2, says: "there are no hosts of ours: --mss" },
    { args: ["nat", "--loopback"], code: 1, says: "needs a wire of its own" },
    { args: ["v1", "--loopback", "--delay", "3"], code: 2, says: "With --loopback there is no wire of ours" },
    { args: ["lost-syn", "--loopback"], code: 1, says: "needs a wire of its own" },
    { args: ["v1", "--no-such"], code: 2, says: "--no-such" },
    { args: ["v1", "-x"], code: 2, says: "Unknown option of lab: -x (tcplab lab --help lists the options)" },
    { args: ["v1", "--pcap", ""], code: 2, says: 'Option --pcap needs a value: found ""' },
    { args: ["v1", "--pcap", "x", "--html", "./x"], code: 2, says: "--html names the same file as --pcap" },
    { args: ["--check", "--list"], code: 2, says: "Option --list does not go with --check" },
    { args: ["v1", "--list"], code: 2, says: "Option --list does not go with the scenario v1" },
    { args: ["some.pcapng"], code: 2, says: "to read a capture: tcplab explain some.pcapng" },
  ];
  for (const { args, code, says } of cases) {
    await t.step(args.join(" ") || "nothing", async () => {
      const outcome = await tcplab(["lab", ...args]);
      assertEquals(outcome.code, code, outcome.err);
      assertEquals(outcome.out, "");
      assert(outcome.err.includes(says), outcome.err);
      assertEquals(outcome.err.trim().split("\n").length, 1, outcome.err);
    });
  }
});

Deno.test({
  name: playing("tcplab lab shows, explains, writes and suggests"),
  ignore: CANNOT_PLAY,
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      const [pcap, html] = [`${folder}/run.pcapng`, `${folder}/run.html`];
      const { code, out, err } = await tcplab(["lab", "v1", "--drop", "server:data:1", "--pcap", pcap, "--html", html]);
      assertEquals(code, 0, err);
      for (
        const part of [
          "v1: One message",
          "client 10.0.2.4",
          "├─── SYN  seq 0",
          "lost ───┤",
          "Explanations",
          "What to try next",
        ]
      ) {
        assert(out.includes(part), `${part} is missing in:\n${out}`);
      }
      assert(out.includes("received: b'Hello, World!'"));
      const again = await tcplab(["explain", pcap, "--format", "ndjson"]);
      const packets = again.out.trim().split("\n").map((line) => JSON.parse(line));
      assert(packets.some(({ analysis }) => analysis.includes("retransmission")));
      assert(
        (await Deno.readTextFile(html)).includes("<!DOCTYPE html>") ||
          (await Deno.readTextFile(html)).startsWith("<!doctype html>"),
      );
      assertEquals([...Deno.readDirSync(folder)].length, 2);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test({
  name: playing("tcplab lab writes what each end saw, and the wire's view to standard output"),
  ignore: CANNOT_PLAY,
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      const [client, server, wire] = ["client", "server", "wire"].map((name) => `${folder}/${name}.pcapng`);
      const shell = new Deno.Command("sh", {
        args: ["-c", 'exec "$@" --pcap - > "$0"', wire!, Deno.execPath(), "run", "-A", "--no-check"].concat([
          new URL("../../../main.ts", import.meta.url).pathname,
          ...[
            "lab",
            "v1",
            "--box",
            "nat",
            "--drop",
            "client:data:1",
            "--pcap-client",
            client!,
            "--pcap-server",
            server!,
          ],
        ]),
      });
      const { code, stderr } = await shell.output();
      assertEquals(code, 0, new TextDecoder().decode(stderr));
      const packets = async (path: string) => {
        const { out } = await tcplab(["explain", path, "--format", "ndjson"]);
        return out.trim().split("\n").map((line) => JSON.parse(line));
      };
      const [atClient, atServer, onWire] = [await packets(client!), await packets(server!), await packets(wire!)];
      assertEquals([atClient.length, onWire.length], [onWire.length, atServer.length + 1]);
      assertEquals(new Set(atServer.flatMap(({ src, dst }) => [src, dst])), new Set(["10.0.2.1", "10.0.2.15"]));
      assertEquals(new Set(atClient.flatMap(({ src, dst }) => [src, dst])), new Set(["10.0.2.4", "10.0.2.15"]));
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test({
  name: playing("tcplab lab prints nothing but the format that is asked for"),
  ignore: CANNOT_PLAY,
  async fn() {
    const { code, out } = await tcplab(["lab", "refused", "--format", "ndjson", "--seed", "5"]);
    assertEquals(code, 0);
    const packets = out.trim().split("\n").map((line) => JSON.parse(line));
    assertEquals(packets.map(({ tcp }) => tcp.flags.join(" ")), ["SYN", "RST ACK"]);
  },
});

Deno.test({
  name: playing("tcplab lab plays a scenario of the user's, and says when it is not as the file promises"),
  ignore: CANNOT_PLAY,
  async fn() {
    const path = await Deno.makeTempFile({ suffix: ".json" });
    try {
      const scenario = {
        server: { program: "script", steps: [] },
        client: { program: "script", steps: [{ do: "connect", port: 9 }] },
        expect: [["C SYN", "S RST,ACK"]],
      };
      await Deno.writeTextFile(path, JSON.stringify(scenario));
      assertEquals((await tcplab(["lab", path, "-q"])).code, 0);
      await Deno.writeTextFile(path, JSON.stringify({ ...scenario, expect: [["C SYN", "S SYN,ACK"]] }));
      const { code, err } = await tcplab(["lab", path, "-q"]);
      assertEquals(code, 1);
      assert(err.includes("packet 2 of conversation 0: expected S SYN,ACK, saw S RST,ACK"), err);
    } finally {
      await Deno.remove(path);
    }
  },
});

Deno.test("tcplab lab --check says what this machine can do", async () => {
  const { code, out } = await tcplab(["lab", "--check"]);
  assertEquals(code, CANNOT_PLAY ? 1 : 0);
  for (const line of out.trim().split("\n")) assertMatch(line, /^(yes {2}\S.*|no {3}\S.*: \S.*)$/);
});

Deno.test({
  name: playing("tcplab lab --mss and --window limit what a host offers, and --kernel - is all that is printed"),
  ignore: CANNOT_PLAY,
  async fn() {
    const limits = ["--mss", "client:536", "--window", "client:8000"];
    const { code, out, err } = await tcplab(["lab", "slow-start", ...limits, "--delay", "2", "--format", "ndjson"]);
    assertEquals(code, 0, err);
    const packets = out.trim().split("\n").map((line) => JSON.parse(line));
    const offered = packets[0].tcp.options.find(({ kind }: { kind: string }) => kind === "mss");
    assertEquals(offered.value, 536);
    const client = packets.filter(({ src }) => src === "10.0.2.4");
    assert(client.every(({ tcp }) => tcp.window <= 8000) && packets.every(({ tcp }) => tcp.len <= 536));
    const kernel = await tcplab(["lab", "v1", "--kernel", "-"]);
    assertEquals(kernel.code, 0, kernel.err);
    for (const line of kernel.out.trim().split("\n")) assert("congestionWindowSegments" in JSON.parse(line), line);
  },
});
