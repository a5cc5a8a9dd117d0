/** `.github/workflows`: what they run is there, and nothing in them may do more than it has to. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { parse } from "@std/yaml";

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
}

interface Job {
  readonly "runs-on": string;
  readonly "timeout-minutes": number;
  readonly steps: readonly Step[];
  readonly strategy?: { readonly matrix: { readonly machine: readonly string[] } };
  readonly permissions?: Readonly<Record<string, string>>;
}

interface Workflow {
  readonly name: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const ROOT = fromFileUrl(new URL("../../", import.meta.url));
const FOLDER = join(ROOT, ".github", "workflows");
const TASKS = Object.keys(JSON.parse(Deno.readTextFileSync(join(ROOT, "deno.json"))).tasks);

function workflow(name: string): Workflow {
  return parse(Deno.readTextFileSync(join(FOLDER, name))) as Workflow;
}

const NAMES = [...Deno.readDirSync(FOLDER)].map(({ name }) => name).sort();

Deno.test("workflows run tasks of deno.json and files of this project, with the Deno of .deno-version", () => {
  for (const name of NAMES) {
    for (const [job, { steps }] of Object.entries(workflow(name).jobs)) {
      for (const { run = "" } of steps) {
        for (const [, task = ""] of run.matchAll(/ task ([\w:-]+)/g)) assert(TASKS.includes(task), `${job}: ${task}`);
        for (const [, path = ""] of run.matchAll(/^bash (\S+)/gm)) assert(Deno.statSync(join(ROOT, path)).isFile, path);
        for (const [deno] of run.matchAll(/deno@\S+/g)) assertMatch(deno, /^deno@\$\(cat$/, job);
      }
    }
  }
});

Deno.test("workflows may read, and the release alone writes; no job runs for ever; actions are GitHub's own", () => {
  for (const name of NAMES) {
    const { permissions, jobs } = workflow(name);
    assertEquals(permissions, { contents: "read" }, name);
    for (const [job, { steps, permissions: own, ...rest }] of Object.entries(jobs)) {
      assert(rest["timeout-minutes"] <= 90, job);
      assertEquals(own !== undefined, job === "release", job);
      for (const { uses } of steps) if (uses !== undefined) assertMatch(uses, /^actions\/[\w-]+@v\d+$/, job);
    }
  }
});

Deno.test("the tests run on Linux, macOS and Windows, and on both processors", () => {
  const machines = Object.values(workflow("test.yml").jobs).flatMap(({ strategy }) => strategy?.matrix.machine ?? []);
  for (const wanted of [/^ubuntu.*\d$/, /^ubuntu.*-arm$/, /^macos/, /^windows/]) {
    assertEquals(machines.filter((machine) => wanted.test(machine)).length, 1, String(wanted));
  }
});

Deno.test("the release checks its tag, makes, verifies and attests before it publishes a draft", () => {
  const { release } = workflow("release.yml").jobs;
  assertEquals(release?.permissions, { contents: "write", "id-token": "write", attestations: "write" });
  const order = [/deno\.json/, /task release$/, /sha256sum --check SHA256SUMS/, /attest-build-provenance/, /--draft/];
  const places = order.map((wanted) =>
    release?.steps.findIndex(({ run, uses }) => wanted.test(run ?? uses ?? "")) ?? -1
  );
  assert(places.every((place) => place > 0), String(places));
  assertEquals(places, places.toSorted((a, b) => a - b));
});
