import { assertEquals } from "@std/assert";
import { upperCase } from "../../src/experiment/upper_case.ts";
import { bytesOf } from "./echo_fixture.ts";

Deno.test("upperCase() turns the 26 letters and leaves every other byte", () => {
  const every = Uint8Array.from({ length: 256 }, (_, index) => index);
  const upper = upperCase(every);
  for (let byte = 0; byte < 256; byte++) {
    const isLetter = byte >= 0x61 && byte <= 0x7a;
    assertEquals(upper[byte], isLetter ? byte - 32 : byte);
  }
  assertEquals(every[0x61], 0x61, "the input stays as it was");
});

Deno.test("upperCase() gives the same for bytes cut anywhere, in the middle of a character too", () => {
  const whole = bytesOf("straße, ñandú, 日本 abc\xff");
  for (let cut = 0; cut <= whole.length; cut++) {
    const parts = [...upperCase(whole.subarray(0, cut)), ...upperCase(whole.subarray(cut))];
    assertEquals(parts, [...upperCase(whole)]);
  }
});
