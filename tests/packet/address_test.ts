import { assertEquals } from "@std/assert";
import { endpointText, ipv4OfNumber, ipv4Text, ipv6Text } from "../../src/packet/address.ts";
import { parseAddress } from "../../src/packet/parse_address.ts";

Deno.test("ipv6Text() writes addresses in the form of RFC 5952", () => {
  const cases = [
    { input: "2001:0db8:0000:0000:0000:0000:0002:0001", expected: "2001:db8::2:1" },
    { input: "2001:db8:0:1:1:1:1:1", expected: "2001:db8:0:1:1:1:1:1" },
    { input: "2001:0:0:1:0:0:0:1", expected: "2001:0:0:1::1" },
    { input: "2001:db8:0:0:1:0:0:1", expected: "2001:db8::1:0:0:1" },
    { input: "0:0:0:0:0:0:0:0", expected: "::" },
    { input: "0:0:0:0:0:0:0:1", expected: "::1" },
    { input: "fe80:0:0:0:0:0:0:0", expected: "fe80::" },
    { input: "2001:DB8::ABCD", expected: "2001:db8::abcd" },
    { input: "::ffff:192.0.2.1", expected: "::ffff:192.0.2.1" },
  ];
  for (const { input, expected } of cases) assertEquals(ipv6Text(parseAddress(input)!, 0), expected);
});

Deno.test("ipv4OfNumber() writes numbers of either sign", () => {
  assertEquals([ipv4OfNumber(0x01020304), ipv4OfNumber(0xc0000201 | 0), ipv4OfNumber(0xfffefdfc)], [
    "1.2.3.4",
    "192.0.2.1",
    "255.254.253.252",
  ]);
});

Deno.test("parseAddress() refuses what is no address", () => {
  for (
    const text of [
      "",
      "1.2.3",
      "1.2.3.256",
      "1.2.3.4.5",
      "a.b.c.d",
      "::1::",
      "1:2:3",
      "12345::",
      "1:2:3:4:5:6:7:8:9",
      "1:2:3:4:5:6:7::8",
    ]
  ) {
    assertEquals(parseAddress(text), null, text);
  }
});

Deno.test("ipv4Text() writes dotted decimal and endpointText() puts IPv6 in brackets", () => {
  assertEquals(ipv4Text(Uint8Array.of(0, 10, 0, 2, 15), 1), "10.0.2.15");
  assertEquals(endpointText("10.0.2.15", 80), "10.0.2.15:80");
  assertEquals(endpointText("::1", 80), "[::1]:80");
});
