import { assertEquals, assertThrows } from "@std/assert";
import { emitTcpOptions } from "./emit_options.ts";
import { parseTcpOptions, type TcpOption } from "../../src/packet/tcp_options.ts";
import { Random } from "../random.ts";
import { joined } from "./record_of.ts";

Deno.test("parseTcpOptions() reads every kind", () => {
  const cases: { input: string; expected: TcpOption[] }[] = [
    { input: "", expected: [] },
    { input: "00 0204", expected: [{ kind: "end" }] },
    { input: "01 01", expected: [{ kind: "nop" }, { kind: "nop" }] },
    { input: "0204 ffd7", expected: [{ kind: "mss", value: 65495 }] },
    { input: "0303 0f", expected: [{ kind: "window_scale", shift: 15 }] },
    { input: "0402", expected: [{ kind: "sack_permitted" }] },
    {
      input: "0512 00000001 00000002 fffffff0 00000010",
      expected: [{ kind: "sack", blocks: [{ left: 1, right: 2 }, { left: 0xfffffff0, right: 16 }] }],
    },
    { input: "080a c3ef2ecc bcfd2441", expected: [{ kind: "timestamps", value: 3287232204, echo: 3170706497 }] },
    {
      input: "1312 000102030405060708090a0b0c0d0e0f",
      expected: [{ kind: "md5", digest: "000102030405060708090a0b0c0d0e0f" }],
    },
    { input: "1c04 001e", expected: [{ kind: "user_timeout", seconds: 30 }] },
    { input: "1c04 8002", expected: [{ kind: "user_timeout", seconds: 120 }] },
    { input: "1d06 0102 aabb", expected: [{ kind: "authentication", keyId: 1, nextKeyId: 2, mac: "aabb" }] },
    { input: "1e04 0181", expected: [{ kind: "mptcp", subtype: 0, name: "MP_CAPABLE" }] },
    { input: "1e03 20", expected: [{ kind: "mptcp", subtype: 2, name: "DSS" }] },
    { input: "1e03 f0", expected: [{ kind: "mptcp", subtype: 15, name: "subtype 15" }] },
    { input: "2202", expected: [{ kind: "fast_open", cookie: "", experimental: false }] },
    { input: "2206 01020304", expected: [{ kind: "fast_open", cookie: "01020304", experimental: false }] },
    { input: "fe06 f989 0102", expected: [{ kind: "fast_open", cookie: "0102", experimental: true }] },
    { input: "ac05 000102", expected: [{ kind: "accecn", order: 0, counters: [0x102] }] },
    { input: "ae08 000001 000002", expected: [{ kind: "accecn", order: 1, counters: [1, 2] }] },
    { input: "fd06 e2d4 0001", expected: [{ kind: "experimental", number: 253, identifier: 0xe2d4, data: "0001" }] },
    { input: "4c04 0101", expected: [{ kind: "unknown", number: 76, data: "0101" }] },
  ];
  for (const { input, expected } of cases) assertEquals(parseTcpOptions(joined(input)), expected, input);
});

Deno.test("parseTcpOptions() ends at an impossible length and says why", () => {
  const cases: { input: string; offset: number; reason: string }[] = [
    { input: "02", offset: 0, reason: "the options end before its length" },
    { input: "0101 0300", offset: 2, reason: "its length is 0, less than its own two bytes" },
    { input: "01 0801 00", offset: 1, reason: "its length is 1, less than its own two bytes" },
    { input: "080a 00000000", offset: 0, reason: "its length is 10, but 6 bytes are left" },
  ];
  for (const { input, offset, reason } of cases) {
    const last = parseTcpOptions(joined(input)).at(-1);
    assertEquals(last?.kind === "malformed" && [last.offset, last.reason], [offset, reason], input);
  }
});

Deno.test("parseTcpOptions() tells a known kind of the wrong size as unknown", () => {
  for (
    const [input, number] of [
      ["0203 05", 2],
      ["0304 0102", 3],
      ["0503 01", 5],
      ["0803 01", 8],
      [
        "1c03 01",
        28,
      ],
      ["0205 050505", 2],
      ["0403 01", 4],
      ["080b 010101010101010101", 8],
      ["1303 01", 19],
    ] as const
  ) {
    assertEquals(parseTcpOptions(joined(input))[0]?.kind, "unknown", `${number}`);
  }
});

Deno.test("parseTcpOptions() reads back what emitTcpOptions() wrote", () => {
  const lists: TcpOption[][] = [
    [{ kind: "mss", value: 1460 }, { kind: "sack_permitted" }, { kind: "timestamps", value: 1, echo: 0xffffffff }, {
      kind: "nop",
    }, { kind: "window_scale", shift: 7 }],
    [{ kind: "sack", blocks: [{ left: 5, right: 9 }] }],
    [{ kind: "md5", digest: "00".repeat(16) }],
    [{ kind: "user_timeout", seconds: 120 }, { kind: "fast_open", cookie: "0102", experimental: true }],
    [{ kind: "accecn", order: 1, counters: [1, 2, 3] }],
    [{ kind: "authentication", keyId: 1, nextKeyId: 2, mac: "aa" }, { kind: "unknown", number: 99, data: "01" }],
    [{ kind: "experimental", number: 254, identifier: 1, data: "ff" }],
  ];
  for (const list of lists) {
    const read = parseTcpOptions(emitTcpOptions(list));
    assertEquals(read.filter((option) => option.kind !== "end"), list);
  }
});

Deno.test("emitTcpOptions() refuses what a header has no room for", () => {
  assertThrows(
    () => emitTcpOptions(Array.from({ length: 11 }, () => ({ kind: "mss", value: 1 } as const))),
    RangeError,
    "44 bytes",
  );
});

Deno.test("parseTcpOptions() survives any bytes", () => {
  const random = new Random(5);
  for (let round = 0; round < 5000; round++) parseTcpOptions(random.bytes(random.int(0, 40)));
});
