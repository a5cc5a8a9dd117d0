import { assert, assertEquals } from "@std/assert";

const module = JSON.stringify(import.meta.resolve("../../src/linux/process.ts"));
const ignore = Deno.build.os !== "linux";

/** What a process of its own prints that runs `script`; what `process.ts` exports is `own` there. */
async function print(script: string): Promise<string> {
  const args = ["eval", "--no-check", `import * as own from ${module};\n${script}`];
  const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), { args }).output();
  assert(success, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

Deno.test({
  name: "stepBack() has all threads of a process served after others and interrupting nobody, and what they start",
  ignore,
  async fn() {
    const nice = await print(`
      own.stepBack(own.threadsOfThisProcess());
      const script = "cat /proc/self/stat";
      const { stdout } = new Deno.Command("/bin/sh", { args: ["-c", script] }).outputSync();
      const stats = [...Deno.readDirSync("/proc/self/task")].map(({ name }) => {
        try { return Deno.readTextFileSync("/proc/self/task/" + name + "/stat"); } catch { return ""; }
      });
      for (const stat of [...stats.filter(Boolean), new TextDecoder().decode(stdout)]) {
        console.log(stat.slice(stat.lastIndexOf(")") + 2).split(" ").filter((_, index) => index === 16 || index === 38).join(" "));
      }
    `);
    assertEquals(new Set(nice.trim().split("\n")), new Set(["5 3"]));
  },
});

Deno.test({
  name: "goAtOnce() gives its thread a priority above all ordinary ones, or a slice of its own",
  ignore,
  async fn() {
    const sched = await print(`own.goAtOnce(); console.log(Deno.readTextFileSync("/proc/thread-self/sched"));`);
    const value = (name: string) => Number(sched.match(new RegExp(`^${name} +: +(\\d+)$`, "m"))?.[1]);
    const realTime = 2;
    // A kernel before 6.12 gives everybody the same slice, and does not say which.
    const slice = value("se.slice");
    assert(value("policy") === realTime || slice === 3_000_000 || Number.isNaN(slice), sched);
  },
});
