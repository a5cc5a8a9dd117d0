/**
 * Takes damaged captures through the whole road: `deno run -A tests/fuzz/captures_fuzz.ts [COUNT] [SEED]`. Prints what it did and
 * how much memory it needed; a capture that breaks anything is told by its seed, and the exit is 1.
 */
import { mutate, soundCapture, takeAllTheWay } from "./capture_mutation.ts";
import { Random } from "../random.ts";

const [count = "200000", seed = "1"] = Deno.args;

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

let packets = 0;
let slowest = 0;
for (let i = 0; i < Number(count); i++) {
  const random = new Random(Number(seed) + i);
  const started = performance.now();
  try {
    packets += takeAllTheWay(mutate(random, soundCapture(random)), random);
  } catch (error) {
    say(`seed ${Number(seed) + i}: ${error instanceof Error ? error.stack : error}`);
    Deno.exit(1);
  }
  slowest = Math.max(slowest, performance.now() - started);
  if (i % 20_000 === 0) say(`${i} captures, ${packets} packets, ${Math.round(Deno.memoryUsage().rss / 1e6)} MB`);
}
say(`${count} damaged captures, ${packets} packets read of them; slowest ${Math.round(slowest)} ms`);
