/** `tcplab echo` and `tcplab client` as processes: what goes to which stream, the exit codes, the way out. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { spawnTcplab, startTcplab, tcplab } from "../tcplab.ts";

Deno.test("tcplab echo prints the transcript, and where it listens on standard error", async () => {
  const server = await startTcplab(["echo", "--variant", "v0", "--port", "0", "--count", "1"]);
  const client = await tcplab(["client", "--variant", "v0", "localhost", `${server.port}`]);
  assertEquals(client, {
    code: 0,
    out: "Server sent:  b'ADA LOVELACE, CHARLES BABBAGE, 1843'\nServer sent:  b'123456789, 987654321'\n",
    err: "",
  });
  const { code, out, err } = await server.outcome;
  assertEquals(code, 0);
  assertMatch(
    out,
    /^Connection from: {2}\('127\.0\.0\.1', \d+\)\nReceived: {2}b'Ada .*'\nReceived: {2}b'1.*'\nClient disconnected\n$/,
  );
  assertEquals(
    err,
    `Echo server v0 listens on 127.0.0.1:${server.port} for this machine only (--host 0.0.0.0 for others too); ` +
      "Ctrl-C stops it\n",
  );
});

Deno.test("tcplab echo and client print events as JSON, and options override the variant's", async () => {
  const options = ["--buffer", "4", "--repeat", "2", "--exchanges", "1", "--no-delay", "--host", "0.0.0.0"];
  const server = await startTcplab(["echo", "--json", "--port", "0", "--count", "1", ...options]);
  const sends = ["--message", "-", "--times", "2", "--read-size", "3", "--reads", "2", "--timeout", "20s"];
  const client = await tcplab(["client", "--json", ...sends, "127.0.0.1", `${server.port}`], Uint8Array.of(0x61, 0xff));
  assertEquals(client.code, 0, client.err);
  const show = (text: string) =>
    text.trimEnd().split("\n").map((line) => JSON.parse(line)).map((event) =>
      [event.event, event.length, event.times, event.base64, event.reason].filter((value) => value !== undefined)
    );
  const { code, out, err } = await server.outcome;
  assertEquals(code, 0);
  assertEquals(show(out), [
    ["listening"],
    ["connection"],
    ["received", 4, "Yf9h/w=="],
    ["sent", 8, 2, "Qf9B/w=="],
    ["closed", "done"],
  ]);
  assertEquals(show(client.out), [
    ["connection"],
    ["sent", 4, 2, "Yf8="],
    ["received", 3, "Qf9B"],
    ["received", 3, "/0H/"],
    ["closed", "done"],
  ]);
  assertMatch(err, /listens on 0\.0\.0\.0:\d+ \(every interface of this machine\)/);
  assertEquals(JSON.parse(out.split("\n")[0] ?? "").local.port, server.port);
});

Deno.test({
  name: "tcplab echo ends with 130 after Ctrl-C and 143 after SIGTERM, even with a client that does not read",
  ignore: Deno.build.os === "windows",
  async fn() {
    for (const [signal, status] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
      const server = await startTcplab(["echo", "--port", "0", "--repeat", "9000000", "--concurrent"]);
      const conn = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
      await conn.write(Uint8Array.of(0x61));
      assertEquals(await conn.read(new Uint8Array(1)), 1);
      server.process.kill(signal);
      const { code, out, err } = await server.outcome;
      assertEquals(code, status);
      assert(out.endsWith("received: b'a'\n"), out);
      assertEquals(err.trimEnd().split("\n").length, 1);
      conn.close();
    }
  },
});

Deno.test({
  name: "tcplab client ends with 130 after Ctrl-C",
  ignore: Deno.build.os === "windows",
  async fn() {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const client = spawnTcplab(["client", "127.0.0.1", `${listener.addr.port}`]);
    const conn = await listener.accept();
    assertEquals(await conn.read(new Uint8Array(100)), 13);
    client.process.kill("SIGINT");
    assertEquals(await client.outcome, { code: 130, out: "", err: "" });
    assertEquals(await conn.read(new Uint8Array(1)), null);
    conn.close();
  },
});

Deno.test("tcplab echo and client answer wrong input with one line", async () => {
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const port = `${taken.addr.port}`;
  const table = [
    { args: ["echo", "--variant", "v7"], code: 2, expected: "Option --variant takes v0, v1, v2, v3 or v4: found v7" },
    { args: ["echo", "--port", "65536"], code: 2, expected: "Option --port takes a whole number from 0 to 65535" },
    { args: ["echo", "--buffer", "0"], code: 2, expected: "Option --buffer takes a whole number from 1" },
    { args: ["echo", "--bufer", "5"], code: 2, expected: "did you mean --buffer?" },
    { args: ["echo", "--delay", "-1"], code: 2, expected: "Option --delay takes a number from 0" },
    { args: ["echo", "10.0.0.1"], code: 2, expected: "Unexpected argument: 10.0.0.1" },
    { args: ["echo", "--port", port], code: 1, expected: `Cannot listen on 127.0.0.1:${port}: the port is in use` },
    { args: ["echo", "--host", "192.0.2.1"], code: 1, expected: "no interface of this machine has that address" },
    { args: ["client", "127.0.0.1", "http"], code: 2, expected: "PORT is a whole number from 1 to 65535: found http" },
    {
      args: ["client", "5050"],
      code: 2,
      expected: "HOST comes before PORT: 5050 looks like a port: write 127.0.0.1 5050",
    },
    { args: ["serve-http", "--root", ""], code: 2, expected: 'Option --root needs a value: found ""' },
    { args: ["serve-http", "--unix", ""], code: 2, expected: 'Option --unix needs a value: found ""' },
    { args: ["serve-http", "--unix", "x", "--port", "1"], code: 2, expected: "--unix does not go with --port" },
    { args: ["client", "127.0.0.1:80"], code: 2, expected: "tcplab client 127.0.0.1 80" },
    { args: ["client", "--reads", "x"], code: 2, expected: "Option --reads takes a whole number" },
    { args: ["client", "--message", "-", "--message", "-"], code: 2, expected: "only once" },
    { args: ["client", "nowhere.invalid"], code: 1, expected: "Cannot find nowhere.invalid: socket.gaierror" },
    { args: ["client", "127.0.0.1", "1"], code: 1, expected: "ConnectionRefusedError: [Errno 111] Connection refused" },
    { args: ["client", "--timeout", "50ms", "127.0.0.1", port], code: 1, expected: "TimeoutError: timed out" },
    { args: ["client", "255.255.255.255", "9"], code: 1, expected: "Cannot connect to 255.255.255.255:9: " },
  ];
  for (const { args, code, expected } of table) {
    const found = await tcplab(args, new Uint8Array(0));
    assertEquals([found.code, found.out], [code, ""], `${args.join(" ")}: ${found.err}`);
    assert(found.err.startsWith("tcplab: ") && found.err.includes(expected), found.err);
    assertEquals(found.err.trimEnd().split("\n").length, 1, found.err);
  }
});
