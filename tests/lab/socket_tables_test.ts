import { assertEquals } from "@std/assert";
import { judgeListeners } from "../../src/lab/own/await_listener.ts";
import { countOpenSockets, findListeners, type SocketTables } from "../../src/lab/own/socket_tables.ts";

const row = (local: string, remote: string, state: string) =>
  `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000     0`;
const table = (...rows: string[]) => ["  sl  local_address rem_address   st ...", ...rows, ""].join("\n");
const EMPTY: SocketTables = { tcp: table(), tcp6: table(), udp: table(), udp6: "" };
const NOBODY = "00000000:0000";
const NOBODY_6 = `${"0".repeat(32)}:0000`;

Deno.test("countOpenSockets() counts connections that the kernel still cares for", () => {
  const states = (...all: string[]) => table(...all.map((state) => row("0F02000A:13BA", "0402000A:9C40", state)));
  assertEquals(countOpenSockets(states()), 0);
  assertEquals(countOpenSockets(states("0A", "06", "07")), 0);
  assertEquals(countOpenSockets(states("0A", "01", "04", "09", "06")), 3);
});

Deno.test("findListeners() finds servers of TCP and UDP, IPv4 and IPv6", async (t) => {
  const any = { protocol: "TCP", address: "0.0.0.0", port: 5050, loopback: false } as const;
  const cases: readonly { name: string; tables: Partial<SocketTables>; found: unknown[] }[] = [
    { name: "nobody", tables: {}, found: [] },
    { name: "TCP on every address", tables: { tcp: table(row("00000000:13BA", NOBODY, "0A")) }, found: [any] },
    {
      name: "TCP on loopback",
      tables: { tcp: table(row("0100007F:13BA", NOBODY, "0A")) },
      found: [{ ...any, address: "127.0.0.1", loopback: true }],
    },
    {
      name: "a connection is no server",
      tables: { tcp: table(row("0F02000A:13BA", "0402000A:9C40", "01")) },
      found: [],
    },
    {
      name: "IPv6 on every address",
      tables: { tcp6: table(row(`${"0".repeat(32)}:1F90`, NOBODY_6, "0A")) },
      found: [{ ...any, address: "::", port: 8080 }],
    },
    {
      name: "IPv6 on loopback",
      tables: { tcp6: table(row("00000000000000000000000001000000:1F90", NOBODY_6, "0A")) },
      found: [{ ...any, address: "::1", port: 8080, loopback: true }],
    },
    {
      name: "an IPv4 loopback address in an IPv6 socket",
      tables: { tcp6: table(row("0000000000000000FFFF00000100007F:1F90", NOBODY_6, "0A")) },
      found: [{ ...any, address: "127.0.0.1", port: 8080, loopback: true }],
    },
    {
      name: "UDP",
      tables: { udp: table(row("00000000:1B58", NOBODY, "07")) },
      found: [{ ...any, protocol: "UDP", port: 7000 }],
    },
    {
      name: "UDP with a peer is no server",
      tables: { udp: table(row("0F02000A:1B58", "0402000A:0035", "01")) },
      found: [],
    },
    {
      name: "UDP over IPv6",
      tables: { udp6: table(row(`${"0".repeat(32)}:1B58`, NOBODY_6, "07")) },
      found: [{ ...any, protocol: "UDP", address: "::", port: 7000 }],
    },
    { name: "garbage", tables: { tcp: "x\n\ny z\n" }, found: [] },
  ];
  for (const { name, tables, found } of cases) {
    await t.step(name, () => assertEquals(findListeners({ ...EMPTY, ...tables }) as unknown[], found));
  }
});

Deno.test("judgeListeners() is content with one socket that can be reached", () => {
  const outside = { protocol: "TCP", address: "0.0.0.0", port: 1, loopback: false } as const;
  const inside = { ...outside, address: "127.0.0.1", loopback: true } as const;
  assertEquals(judgeListeners([]), "wait");
  assertEquals(judgeListeners([inside]), inside);
  assertEquals(judgeListeners([inside, outside]), "ready");
});
