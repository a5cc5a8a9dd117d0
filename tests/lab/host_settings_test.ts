import { assert, assertEquals, assertThrows } from "@std/assert";
import { Failure } from "../../src/base/failure.ts";
import { hostsFile, lookUpFilesFirst } from "../../src/lab/own/names.ts";
import { explainRefusal } from "../../src/lab/host/setting_refusal.ts";
import { parseHostLimits, parseHostSettings } from "../../src/lab/host_settings.ts";
import { EACCES, EINVAL, ENOENT, SystemCallError } from "../../src/linux/calls/errors.ts";

Deno.test("parseHostSettings() reads settings of one host and of both", async (t) => {
  const table: readonly { set?: string[]; congestion?: string[]; client: object; server: object }[] = [
    { set: ["client:tcp_sack=0"], client: { "ipv4/tcp_sack": "0" }, server: {} },
    { set: ["tcp_sack=0"], client: { "ipv4/tcp_sack": "0" }, server: { "ipv4/tcp_sack": "0" } },
    { set: ["server:net.core.wmem_max = 65536"], client: {}, server: { "core/wmem_max": "65536" } },
    { set: ["client:net.ipv4.tcp_rmem=4096 8192 16384"], client: { "ipv4/tcp_rmem": "4096 8192 16384" }, server: {} },
    { set: ["client:ipv4/tcp_sack=0"], client: { "ipv4/tcp_sack": "0" }, server: {} },
    {
      set: ["tcp_sack=0", "client:tcp_sack=1"],
      client: { "ipv4/tcp_sack": "1" },
      server: { "ipv4/tcp_sack": "0" },
    },
    { congestion: ["server:bbr"], client: {}, server: { "ipv4/tcp_congestion_control": "bbr" } },
  ];
  for (const { set = [], congestion = [], client, server } of table) {
    await t.step([...set, ...congestion].join(" "), () => {
      assertEquals(parseHostSettings(set, congestion) as object, { client, server });
    });
  }
});

Deno.test("parseHostSettings() refuses what is no setting of a host's network", async (t) => {
  const table: readonly { set?: string; congestion?: string; says: string }[] = [
    { set: "tcp_sack", says: "write NAME=VALUE" },
    { set: "client:tcp_sack=", says: "write NAME=VALUE" },
    { set: "kernel.hostname=x", says: "names begin with net.ipv4" },
    { set: "../../kernel/panic=1", says: "names begin with net.ipv4" },
    { set: "net.ipv4.../x=1", says: "names begin with net.ipv4" },
    { congestion: "new reno", says: "Not a congestion control" },
  ];
  for (const { set, congestion, says } of table) {
    const [sets, congestions] = [set === undefined ? [] : [set], congestion === undefined ? [] : [congestion]];
    await t.step(set ?? congestion ?? "", () => {
      const error = assertThrows(() => parseHostSettings(sets, congestions), Failure, says);
      assert(!error.message.includes("\n"));
    });
  }
});

Deno.test("explainRefusal() says why a kernel does not take a setting, and what would change that", async (t) => {
  const read = (path: string) =>
    path.endsWith("tcp_available_congestion_control")
      ? "reno cubic"
      : path.endsWith("tcp_allowed_congestion_control")
      ? "reno"
      : null;
  const congestion = "ipv4/tcp_congestion_control";
  const table = [
    {
      name: congestion,
      value: "cubic",
      errno: EACCES,
      says: 'allow it with: sudo sysctl -w net.ipv4.tcp_allowed_congestion_control="reno cubic"',
    },
    { name: congestion, value: "bbr", errno: ENOENT, says: "sudo modprobe tcp_bbr" },
    { name: congestion, value: "bbr", errno: ENOENT, says: "tcp_available_congestion_control: reno, cubic" },
    { name: congestion, value: "cubik", errno: ENOENT, says: "Not a congestion control: cubik; did you mean cubic?" },
    { name: "ipv4/tcp_sak", value: "0", errno: ENOENT, says: "No such setting in a host of the lab: net.ipv4.tcp_sak" },
    { name: "core/rmem_max", value: "0", errno: EACCES, says: "only the machine's administrator" },
    { name: "ipv4/tcp_sack", value: "x", errno: EINVAL, says: "does not take the value x" },
  ];
  for (const { name, value, errno, says } of table) {
    await t.step(`${name}=${value}`, () => {
      const line = explainRefusal(name, value, new SystemCallError("write", errno), read);
      assert(line.includes(says), line);
    });
  }
});

Deno.test("hostsFile() names both hosts, and the machine after the host's own address", () => {
  const names = { client: "10.0.2.4", server: "10.0.2.15" };
  const common = "127.0.0.1 localhost\n10.0.2.4 client\n10.0.2.15 server\n";
  assertEquals(hostsFile("client", names, "box"), `${common}10.0.2.4 box\n`);
  assertEquals(hostsFile("server", names, "server"), common);
  const six = { client: "fd00::4", server: "fd00::15" };
  assert(hostsFile("server", six, "box").includes("::1 localhost ip6-localhost"));
});

Deno.test("lookUpFilesFirst() changes the line of hosts only", () => {
  const text = "passwd: files\nhosts:  mymachines resolve [!UNAVAIL=return] files dns\ngroup: files\n";
  assertEquals(lookUpFilesFirst(text), "passwd: files\nhosts: files dns\ngroup: files\n");
  assertEquals(lookUpFilesFirst("passwd: files\n"), "passwd: files\n");
});

Deno.test("parseHostLimits() reads limits of one host and of both, within what TCP has", async (t) => {
  const table = [
    { mss: [], window: [], client: null, server: null },
    { mss: ["1200"], window: [], client: { mss: 1200, window: null }, server: { mss: 1200, window: null } },
    {
      mss: ["1200", "client:88"],
      window: ["client:8k"],
      client: { mss: 88, window: 8192 },
      server: { mss: 1200, window: null },
    },
    { mss: [], window: ["server:1073725440"], client: null, server: { mss: null, window: 1_073_725_440 } },
  ];
  for (const { mss, window, ...limits } of table) {
    await t.step([...mss, ...window].join(" "), () => assertEquals(parseHostLimits(mss, window) as object, limits));
  }
  const wrong = [[["87"], []], [["65496"], []], [[], ["535"]], [[], ["1073725441"]], [["client:x"], []], [[], ["1.5"]]];
  for (const [mss = [], window = []] of wrong) {
    await t.step(
      [...mss, ...window].join(" "),
      () => void assertThrows(() => parseHostLimits(mss, window), Failure, "Not a "),
    );
  }
});
