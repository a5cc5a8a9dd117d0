import { assertEquals } from "@std/assert";
import { mutate, outcome } from "../../fuzz/http_mutation.ts";
import { seeded } from "../../random.ts";

Deno.test("RequestReader ends in the same way however it is fed when 5,000 requests are mutated", () => {
  const random = seeded(20);
  for (let done = 0; done < 5000; done++) {
    const bytes = mutate(random);
    const whole = outcome(bytes, () => bytes.length);
    const pieces = outcome(bytes, () => 1 + Math.floor(random() * 20));
    assertEquals(pieces, whole, JSON.stringify(String.fromCharCode(...bytes)));
  }
});
