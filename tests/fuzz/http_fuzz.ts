/**
 * `deno run tests/fuzz/http_fuzz.ts [COUNT] [SEED]`: mutated requests through the request reader, each whole and in
 * pieces, with the same outcome demanded; prints what they ended with, the rate, and the memory at each tenth.
 */
import { seeded } from "../random.ts";
import { mutate, outcome } from "./http_mutation.ts";

const count = Number(Deno.args[0] ?? 1_000_000);
const seed = Number(Deno.args[1] ?? 1);
const random = seeded(seed);
const print = (line: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
const ends = new Map<string, number>();
const started = performance.now();

for (let done = 1; done <= count; done++) {
  const bytes = mutate(random);
  const whole = outcome(bytes, () => bytes.length);
  const pieces = outcome(bytes, () => 1 + Math.floor(random() * 40));
  if (whole !== pieces) {
    print(`seed ${seed}, message ${done}: ${JSON.stringify(String.fromCharCode(...bytes))}`);
    print(`whole:  ${whole}`);
    print(`pieces: ${pieces}`);
    Deno.exit(1);
  }
  const end = /\d{3}$/.exec(whole)?.[0] ?? "accepted";
  ends.set(end, (ends.get(end) ?? 0) + 1);
  if (done % Math.ceil(count / 10) === 0 || done === count) {
    print(`${done} messages, ${(Deno.memoryUsage().rss / 1e6).toFixed(0)} MB resident`);
  }
}
const seconds = (performance.now() - started) / 1000;
print([...ends].toSorted().map(([end, times]) => `${end}: ${times}`).join(", "));
print(`${count} messages in ${seconds.toFixed(1)} s, no crash, no hang, no difference`);
