import { assertThrows } from "@std/assert";
import { invariant } from "../../src/base/invariant.ts";

Deno.test("invariant() throws what should hold where it does not, and nothing where it does", () => {
  invariant(1 + 1 === 2, "sums are sums");
  assertThrows(() => invariant(false, "sums are sums"), Error, "Broken invariant: sums are sums");
});
