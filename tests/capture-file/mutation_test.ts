import { mutate, soundCapture, takeAllTheWay } from "../fuzz/capture_mutation.ts";
import { Random } from "../random.ts";

Deno.test("400 damaged captures are read, analysed and explained without an error", () => {
  for (let seed = 1; seed <= 400; seed++) {
    const random = new Random(seed);
    takeAllTheWay(mutate(random, soundCapture(random)), random);
  }
});
