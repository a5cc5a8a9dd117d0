import { assertEquals } from "@std/assert";
import { FLAG_NAMES, flagBit, flagNames } from "../../src/packet/flags.ts";
import { ACK, AE, CWR, ECE, FIN, PSH, RST, SYN, URG } from "../../src/packet/packet.ts";

Deno.test("flags are the bits of RFC 9293 3.1, RFC 3168 and RFC 9768, and have their names", () => {
  assertEquals([FIN, SYN, RST, PSH, ACK, URG, ECE, CWR, AE], [1, 2, 4, 8, 16, 32, 64, 128, 256]);
  for (const [bit, name] of FLAG_NAMES.entries()) {
    assertEquals([flagBit(name), flagBit(name.toLowerCase())], [1 << bit, 1 << bit]);
    assertEquals(flagNames(1 << bit), [name]);
  }
  assertEquals([flagBit("SYM"), flagNames(0x1000)], [0, []]);
});
