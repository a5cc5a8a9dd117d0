/** What differs between systems, as tables with the system as a parameter. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { permissionFlags } from "../../src/build/compile_arguments.ts";
import { archiveName } from "../../src/build/release.ts";
import { executableName, TARGETS } from "../../src/build/target.ts";
import { otherWay } from "../../src/cli/commands/capture/open_capture.ts";
import { askingSignals } from "../../src/cli/commands/serve_http/serve_http_run.ts";
import { openersOf } from "../../src/cli/line/open_browser.ts";
import { languageOf } from "../../src/cli/line/reader_language.ts";
import { parseRequestPath } from "../../src/http/files/request_path.ts";
import { wayWithoutHosts } from "../../src/lab/requirements.ts";
import { isAsciiLocale } from "../../src/output/environment.ts";
import { pagerPlaces } from "../../src/output/pager.ts";
import { stopSignals } from "../../src/output/process_terminal.ts";

const SYSTEMS = ["linux", "darwin", "windows"] as const;
type System = typeof SYSTEMS[number];

/** A path that does not depend on the folder or on PATH. */
const FULL_PATH: Readonly<Record<System, RegExp>> = {
  linux: /^\/[^\\]+$/,
  darwin: /^\/[^\\]+$/,
  windows: /^[A-Z]:\\[^/]+\.exe$/,
};

Deno.test("the browser is opened by a program with its full path, which the compiled program may start", () => {
  for (const os of SYSTEMS) {
    const allowed = permissionFlags(os).find((flag) => flag.startsWith("--allow-run="))?.slice(12).split(",") ?? [];
    assert(openersOf(os).length > 0);
    for (const [program, ...args] of openersOf(os)) {
      assertMatch(program, FULL_PATH[os]);
      assert(allowed.includes(program), program);
      // An address goes in as one word that no shell reads.
      assert(!/cmd\.exe|\/sh$/.test(program), `${program} ${args.join(" ")}`);
    }
    for (const program of allowed) assertMatch(program, FULL_PATH[os]);
  }
});

Deno.test("signals are those that the system has", () => {
  const known: Readonly<Record<System, readonly string[]>> = {
    linux: ["SIGINT", "SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2"],
    darwin: ["SIGINT", "SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2"],
    windows: ["SIGINT", "SIGBREAK"],
  };
  for (const os of SYSTEMS) assertEquals([...stopSignals(os), ...askingSignals(os)], known[os], os);
});

Deno.test("pagerPlaces() takes a path as it is and looks for a name, where the system has such programs", () => {
  const cases: { os: System; name: string; expected: string[] }[] = [
    {
      os: "linux",
      name: "less",
      expected: ["/usr/bin/less", "/bin/less", "/usr/local/bin/less", "/opt/homebrew/bin/less"],
    },
    { os: "darwin", name: "/opt/bin/most", expected: ["/opt/bin/most"] },
    {
      os: "linux",
      name: "a\\b",
      expected: ["/usr/bin/a\\b", "/bin/a\\b", "/usr/local/bin/a\\b", "/opt/homebrew/bin/a\\b"],
    },
    { os: "windows", name: "less", expected: [] },
    { os: "windows", name: "C:\\Tools\\less.exe", expected: ["C:\\Tools\\less.exe"] },
    { os: "windows", name: "C:/Tools/less.exe", expected: ["C:/Tools/less.exe"] },
  ];
  for (const { os, name, expected } of cases) assertEquals(pagerPlaces(name, os), expected, `${os} ${name}`);
});

Deno.test("the language is the system's where no variable names one", () => {
  const cases: { env: Record<string, string>; system: string; expected: string }[] = [
    { env: {}, system: "he-IL", expected: "he" },
    { env: {}, system: "he", expected: "he" },
    { env: {}, system: "de-DE", expected: "en" },
    { env: { LANG: "en_US.UTF-8" }, system: "he-IL", expected: "en" },
    { env: { LANG: "he_IL.UTF-8" }, system: "en-US", expected: "he" },
  ];
  for (const { env, system, expected } of cases) {
    assertEquals(
      languageOf(undefined, (name) => env[name], () => system),
      expected,
      `${JSON.stringify(env)} ${system}`,
    );
  }
  assertEquals(isAsciiLocale(() => undefined), false, "Windows has no locale variables, and its terminals show UTF-8");
});

Deno.test("a machine without live capture is told the program that it may have, quoted for its shell", () => {
  const flags = { interface: "any", port: 80, host: undefined, write: undefined, count: undefined };
  const expected: Readonly<Record<System, string>> = {
    linux: "sudo tcpdump -i any -w capture.pcap 'port 80'",
    darwin: "sudo tcpdump -w capture.pcap 'port 80'",
    windows: 'dumpcap -w capture.pcap -f "port 80"',
  };
  for (const os of SYSTEMS) {
    assertEquals(otherWay(flags, "", os), `capture with: ${expected[os]}, then: tcplab explain capture.pcap`);
  }
});

Deno.test("a machine without the lab is told what it can do instead", () => {
  for (const os of ["darwin", "windows", "freebsd"]) {
    assertMatch(wayWithoutHosts(os), /the lab runs; here explain, why, pair and view read captures/);
  }
  assertMatch(wayWithoutHosts("windows"), /WSL 2/);
});

Deno.test("a path that means a drive, a device or another name to Windows names no file there", () => {
  const paths = [
    "/C:/a",
    "/c%3A/a",
    "/a%5Cb",
    "/..%5Ca",
    "/a:stream",
    "/nul",
    "/COM1.txt",
    "/aux .txt",
    "/lpt%C2%B9",
    "/a.",
  ];
  for (const path of [...paths, "/a%20", "/conin$", "/CONOUT$.x"]) {
    assert("status" in parseRequestPath(path, { windows: true, dotfiles: false }), path);
  }
  for (const path of ["/console", "/nullable.txt", "/com", "/com10", "/a.b"]) {
    assert(!("status" in parseRequestPath(path, { windows: true, dotfiles: false })), path);
  }
});

Deno.test("a release names programs and archives as each system has them", () => {
  const names = TARGETS.map((target) => [executableName(target.os), archiveName(target, "1.0.0").split(".0.0-")[1]]);
  assertEquals(names, [
    ["tcplab", "linux-x64.tar.gz"],
    ["tcplab", "linux-arm64.tar.gz"],
    ["tcplab", "macos-x64.tar.gz"],
    ["tcplab", "macos-arm64.tar.gz"],
    ["tcplab.exe", "windows-x64.zip"],
  ]);
});
