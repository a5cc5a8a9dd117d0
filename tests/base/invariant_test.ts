import { assertEquals, assertThrows } from "@std/assert";
import { Failure, UsageError } from "../../src/base/failure.ts";
import { BrokenInvariant, invariant } from "../../src/base/invariant.ts";

Deno.test("invariant() says nothing where it holds, and throws what no command catches where it does not", () => {
  invariant(true, "all is well");
  const error = assertThrows(() => invariant(false, "a length is not negative"), BrokenInvariant);
  assertEquals(error.message, "a length is not negative");
  assertEquals(error instanceof Failure || error instanceof UsageError, false);
});
