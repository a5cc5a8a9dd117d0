/**
 * `tcplab serve-http` as a process: what it prints, how it ends, and what it survives.
 */
import { until } from "../../until.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { dirname, fromFileUrl, join } from "@std/path";
import { exchangeWith, type Place, request, writeFiles } from "../serving.ts";

const PROJECT = join(dirname(fromFileUrl(import.meta.url)), "..", "..", "..");

interface Running {
  readonly place: Place;
  readonly process: Deno.ChildProcess;
  /** Standard error, from the line after `listening on`. */
  readonly errors: ReadableStreamDefaultReader<string>;
}

function command(args: readonly string[], wrapper = "", allowed: readonly string[] = []): Deno.Command {
  const rights = ["--no-prompt", "--allow-net", "--allow-read", "--allow-write", "--allow-env", ...allowed];
  const deno = [Deno.execPath(), "run", "--no-check", ...rights];
  const line = [...deno, join(PROJECT, "main.ts"), "serve-http", ...args].map((word) => `'${word}'`).join(" ");
  const options: Deno.CommandOptions = { stdin: "null", stdout: "piped", stderr: "piped", env: { NO_COLOR: "1" } };
  return new Deno.Command("sh", {
    args: ["-c", wrapper.endsWith("|") ? `${wrapper} ${line}` : `${wrapper} exec ${line}`],
    ...options,
  });
}

/** Starts the command on a free port and waits until it says where it listens. */
async function start(
  args: readonly string[],
  wrapper = "",
  allowed: readonly string[] = [],
): Promise<Running> {
  const process = command(["--port", "0", ...args], wrapper, allowed).spawn();
  const errors = process.stderr.pipeThrough(new TextDecoderStream()).getReader();
  const said = await readUntil(errors, /\n/);
  const match = /^listening on https?:\/\/127\.0\.0\.1:(\d+)\/\n/.exec(said);
  assert(match !== null, said);
  return { place: { hostname: "127.0.0.1", port: Number(match[1]) }, process, errors };
}

async function readUntil(reader: ReadableStreamDefaultReader<string>, end: RegExp): Promise<string> {
  let text = "";
  while (!end.test(text)) {
    const { value, done } = await reader.read();
    if (done) return text;
    text += value;
  }
  return text;
}

/** Stops it and gives its exit code, standard output and the rest of standard error. */
async function stop(
  { process, errors }: Running,
  signal: Deno.Signal = "SIGINT",
): Promise<{ code: number; out: string; err: string }> {
  process.kill(signal);
  const [out, err, { code }] = await Promise.all([
    new Response(process.stdout).text(),
    readUntil(errors, /(?!)/),
    process.status,
  ]);
  return { code, out, err };
}

const posixOnly = { ignore: Deno.build.os === "windows" };

Deno.test(
  "tcplab serve-http serves the built-in site, logs, counts, and ends cleanly on Ctrl-C",
  posixOnly,
  async () => {
    const server = await start([]);
    const replies = await exchangeWith(server.place, request("/") + request("/a/oh_no.jpg") + request("/redirect"));
    assertEquals(replies.map(({ status }) => status), [200, 200, 301]);
    assertEquals(replies[2]?.fields.get("location"), "/result.html");
    server.process.kill("SIGUSR2");
    assertMatch(await readUntil(server.errors, /\n/), /^metrics: requests=3 .*2xx=2 3xx=1 4xx=0/);
    const { code, out, err } = await stop(server);
    assertEquals(code, 130);
    assertEquals(out.match(/^127\.0\.0\.1 - - \[.*\] "GET \S+ HTTP\/1\.1" \d+ \d+$/gm)?.length, 3);
    assertMatch(err, /^metrics: requests=3 .*open=0/);
  },
);

Deno.test("tcplab serve-http goes on when it runs out of file descriptors", posixOnly, async () => {
  const folder = await Deno.makeTempDir();
  await writeFiles(folder, { "a.txt": "a", "large.bin": new Uint8Array(3_000_000) });
  const server = await start(["--root", folder, "--log", "none"], "ulimit -n 60;");
  const held: Deno.Conn[] = [];
  try {
    for (let count = 0; count < 100; count++) held.push(await Deno.connect(server.place));
    // The connections are made before the server has accepted them: it is asked until it has run out.
    await until("the server runs out of descriptors", async () => {
      server.process.kill("SIGUSR2");
      return /descriptors=[1-9]/.test(await readUntil(server.errors, /metrics.*\n/));
    });
  } finally {
    for (const conn of held) conn.close();
  }
  // The server hears of the closed connections one after the other: until then a descriptor may still be missing.
  await until("the server has descriptors again", async () => {
    const [reply] = await exchangeWith(server.place, request("/large.bin")).catch(() => []);
    return reply?.status === 200 && reply.body.length === 3_000_000;
  });
  assertEquals((await stop(server)).code, 130);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("tcplab serve-http goes on when its log cannot be written", {
  ignore: Deno.build.os !== "linux",
}, async () => {
  const server = await start([], "exec >/dev/full;");
  // So long a log is written at once, and the answers after it come when that has failed.
  const long = request(`/?${"x".repeat(2000)}`).repeat(40);
  for (let count = 0; count < 3; count++) {
    const replies = await exchangeWith(server.place, long);
    assertEquals(replies.map(({ status }) => status), new Array(40).fill(200));
  }
  const { code, err } = await stop(server);
  assertEquals(code, 130);
  assert(!err.includes("    at "), err);
});

const TLS = ["--cert", "localhost_cert.pem", "--key", "localhost_key.pem"].map((word) =>
  word.endsWith(".pem") ? fromFileUrl(new URL(word, import.meta.url)) : word
);

Deno.test("tcplab serve-http says in one line what is wrong when it cannot start", posixOnly, async () => {
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const cases: [args: string[], code: number, message: RegExp][] = [
    [["--root", "/no/such/folder"], 1, /Cannot serve \/no\/such\/folder: there is no such folder/],
    [["--root", join(PROJECT, "deno.json")], 1, /it is a file; give the folder it is in/],
    [["--port", `${taken.addr.port}`], 1, /the port is in use; choose another with --port/],
    [["--port", `${taken.addr.port}`, "--workers", "2"], 1, /the port is in use/],
    [["--host", "192.0.2.1"], 1, /no interface of this machine has that address/],
    [["--cert", "x"], 2, /give --cert FILE and --key FILE/],
    [["--basic-auth", "nobody"], 2, /write USER:PASSWORD/],
    [["--cache", "nonsense"], 2, /write PATTERN=VALUE/],
    [["--profile", "classic", "--spa"], 2, /does not go with --spa/],
    [["--root", "a", "b"], 2, /two folders to serve/],
    [["--redirect-port", "0"], 2, /--redirect-port sends clients to the address with TLS/],
    [["--access", "x"], 2, /give --users FILE as well/],
    [["--users", "/no/users"], 1, /\/no\/users/],
    [
      ["--root", PROJECT, "--users", join(PROJECT, "LICENSE")],
      2,
      /--users names a file inside the folder that is served/,
    ],
    [
      ["--port", "8086", "--redirect-port", "8086", ...TLS],
      2,
      /--port and --redirect-port are two ports: both are 8086/,
    ],
    [["--redirect-port", `${taken.addr.port}`, ...TLS], 1, /the port is in use; choose another with --redirect-port/],
    [["--base", "/a/../b"], 2, /Cannot use --base/],
    [["--log-file", "/no/folder/log"], 1, /Cannot write the log \/no\/folder\/log/],
    [["--hash-password", "a b"], 2, /name has no spaces/],
  ];
  await Promise.all(cases.map(async ([args, code, message]) => {
    const output = await command(["--port", "0", ...args]).output();
    const err = new TextDecoder().decode(output.stderr);
    assertMatch(err, message);
    assertEquals([output.code, err.trimEnd().split("\n").length, output.stdout.length], [code, 1, 0], err);
  }));
});

Deno.test("tcplab serve-http tells by its exit code which signal ended it", posixOnly, async () => {
  for (const [signal, code] of [["SIGTERM", 143], ["SIGINT", 130]] as const) {
    assertEquals((await stop(await start([]), signal)).code, code);
  }
});

Deno.test("tcplab serve-http reads users, access, rules and its log's name anew on SIGHUP", posixOnly, async () => {
  const folder = await Deno.makeTempDir();
  const at = (name: string) => join(folder, name);
  await writeFiles(folder, { "site/a.txt": "a", "users": await hashed("ada", "one"), "access": "/* users\n" });
  const args = ["--users", at("users"), "--access", at("access"), "--log-file", at("log")];
  const server = await start([at("site"), ...args]);
  const status = async (pair: string) => {
    const fields = { Authorization: `Basic ${btoa(pair)}` };
    return (await exchangeWith(server.place, request("/a.txt", fields)))[0]?.status;
  };
  const reload = async () => {
    server.process.kill("SIGHUP");
    return await readUntil(server.errors, /\n/);
  };
  assertEquals([await status("ada:one"), await status("ada:two")], [200, 401]);
  await until("the log has lines", async () => (await Deno.readTextFile(at("log"))).split("\n").length > 2);
  await Deno.rename(at("log"), at("log.1"));
  await Deno.writeTextFile(at("users"), await hashed("ada", "two"));
  assertEquals(await reload(), "reloaded\n");
  assertEquals([await status("ada:one"), await status("ada:two")], [401, 200]);
  await Deno.writeTextFile(at("access"), "/* bob\n");
  assertMatch(await reload(), /access, line 1: there is no user bob.*; everything stays as it was\n/);
  assertEquals(await status("ada:two"), 200);
  const { code } = await stop(server, "SIGTERM");
  assertEquals(code, 143);
  const lines = async (name: string) => (await Deno.readTextFile(at(name))).trimEnd().split("\n").length;
  assertEquals([await lines("log.1"), await lines("log")], [2, 3]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test(
  "tcplab serve-http --hash-password takes one line, with its end or without, and no more",
  posixOnly,
  async () => {
    const cases: [input: string, code: number, message: RegExp][] = [
      ["one", 0, /^$/],
      ["one\\r\\n", 0, /^$/],
      ["", 1, /There is no password on standard input/],
      ["one\\ntwo\\n", 1, /There are several lines on standard input/],
      ["one\\n\\n", 1, /There are several lines on standard input/],
      ["x".repeat(1024), 0, /^$/],
      ["x".repeat(1025), 1, /A password has at most 1024 bytes/],
    ];
    for (const [input, code, message] of cases) {
      const output = await command(["--hash-password", "ada"], `printf '${input}' |`).output();
      const err = new TextDecoder().decode(output.stderr);
      assertMatch(err.trimEnd(), message);
      assertEquals([output.code, output.stdout.length > 0], [code, code === 0], err);
    }
  },
);

/** What `--hash-password` prints for a password on standard input. */
async function hashed(name: string, password: string): Promise<string> {
  const { code, stdout } = await command(["--hash-password", name], `printf '${password}\\n' |`).output();
  assertEquals(code, 0);
  return new TextDecoder().decode(stdout);
}

Deno.test({
  name: "tcplab serve-http --explain says of each packet what it is" +
    (Deno.uid() === 0 ? "" : ": skipped, only root may capture"),
  ignore: Deno.build.os !== "linux" || Deno.uid() !== 0,
  async fn() {
    const server = await start(["--explain", "--lang", "en"], "", ["--allow-ffi", "--allow-sys"]);
    const reader = server.process.stdout.pipeThrough(new TextDecoderStream()).getReader();
    let said = "";
    await exchangeWith(server.place, request("/", { Connection: "close" }));
    while (!/FIN/.test(said) || !/GET \/ HTTP/.test(said)) {
      const { value, done } = await reader.read();
      assert(!done, said);
      said += value;
    }
    assertMatch(said, /SYN {2}seq 0/);
    assertMatch(said, /PSH ACK .* seq 1 .*HTTP/i);
    assertMatch(said, /^127\.0\.0\.1 - - \[/m);
    await reader.cancel();
    server.process.kill("SIGTERM");
    await readUntil(server.errors, /(?!)/);
    assertEquals((await server.process.status).code, 143);
  },
});
