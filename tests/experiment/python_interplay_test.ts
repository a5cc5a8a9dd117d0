/**
 * Our servers against Python clients, and our clients against Python servers: both transcripts, line by line.
 *
 * Loopback has no delay, so two things may differ from a run between two hosts, and the tests allow for them: v2's
 * client may find more than one reply when it reads, and its early close may reset v2's server before its last read.
 */
import { assert, assertEquals } from "@std/assert";
import { ECHO_PRESETS, type EchoVariant } from "../../src/experiment/preset.ts";
import { playClient, startServer } from "./echo_fixture.ts";
import { PYTHON, runPython, startPythonServer } from "./python.ts";
import { pythonClient, pythonServer } from "./python_programs.ts";

const GREETING = "Hello, World!";
const ANSWER = "HELLO, WORLD!";
const LONG_ANSWER = ANSWER.repeat(158);

interface Expected {
  readonly server: readonly string[];
  readonly client: readonly string[];
}

/** What both ends print, with ADDRESS for the client's. */
const EXPECTED: Readonly<Record<EchoVariant, Expected>> = {
  v0: {
    server: [
      "Connection from:  ADDRESS",
      "Received:  b'Ada Lovelace, Charles Babbage, 1843'",
      "Received:  b'123456789, 987654321'",
      "Client disconnected",
    ],
    client: [
      "Server sent:  b'ADA LOVELACE, CHARLES BABBAGE, 1843'",
      "Server sent:  b'123456789, 987654321'",
    ],
  },
  v1: {
    server: ["New connection from: ADDRESS", `received: b'${GREETING}'`],
    client: [`received data: b'${ANSWER}'`],
  },
  v2: {
    server: [
      "New connection from: ADDRESS",
      "received: b'World'",
      "received: b'! Hel'",
      "received: b'lo, W'",
      "received: b'orld!'",
    ],
    client: ["received data: b'WORLD'"],
  },
  v3: {
    server: [
      "New connection from: ADDRESS",
      `received: b'${GREETING}'`,
      "ConnectionResetError: [Errno 104] Connection reset by peer",
    ],
    client: [
      `received data: b'${LONG_ANSWER.slice(0, 1024)}'`,
      `received data: b'${LONG_ANSWER.slice(1024, 2048)}'`,
    ],
  },
  v4: {
    server: ["New connection from: ADDRESS", `received: b'${GREETING.repeat(40)}'`],
    client: [`received data: b'${ANSWER.repeat(40)}'`],
  },
};

function withoutPorts(lines: readonly string[]): string[] {
  return lines.map((line) => line.replace(/\('127\.0\.0\.1', \d+\)$/, "ADDRESS"));
}

/** The lines of a server, apart from the error line that v2's ends in on loopback. */
function checkServer(variant: EchoVariant, lines: readonly string[]): void {
  const found = withoutPorts(lines);
  if (variant === "v2") {
    const last = found.at(-1) ?? "";
    if (/^(ConnectionResetError|BrokenPipeError): /.test(last)) found.pop();
    assert(found.length >= 2, `too few lines: ${found}`);
    assertEquals(found, EXPECTED.v2.server.slice(0, found.length));
  } else {
    assertEquals(found, EXPECTED[variant].server);
  }
}

function checkClient(variant: EchoVariant, lines: readonly string[]): void {
  if (variant === "v2") assert(/^received data: b'WORLD(! HEL(LO, W(ORLD!)?)?)?'$/.test(lines.join("\n")), `${lines}`);
  else assertEquals(lines, EXPECTED[variant].client);
}

for (const variant of Object.keys(EXPECTED) as EchoVariant[]) {
  const { server, client, words } = ECHO_PRESETS[variant];
  // v4's 5 s are the experiment's; a shorter sleep shows the same.
  const delay = server.delay / 20;

  Deno.test({
    name: `runEchoServer() prints ${variant}'s transcript to a Python client${PYTHON.whyNot}`,
    ignore: !PYTHON.available,
    async fn() {
      const { port, log, done } = await startServer({ ...server, delay, count: 1 });
      const python = await runPython(pythonClient(variant), `${port}`);
      await done;
      checkServer(variant, log.transcript("server", words));
      checkClient(variant, python.lines);
      assertEquals(python.exception, "");
    },
  });

  Deno.test({
    name: `runEchoClient() prints ${variant}'s transcript at a Python server${PYTHON.whyNot}`,
    ignore: !PYTHON.available,
    async fn() {
      const python = await startPythonServer(pythonServer(variant, delay / 1000));
      const { log, result } = await playClient(python.port, client);
      assertEquals(result, { outcome: "done" });
      const { lines, exception } = await python.result;
      checkClient(variant, log.transcript("client", words));
      checkServer(variant, exception === "" ? lines : [...lines, exception]);
    },
  });
}
