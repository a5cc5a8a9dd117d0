/** A copy of the project in a temporary folder, in which one file at a time is wrong. The working tree is never touched. */
import { fromFileUrl, join } from "@std/path";

const ROOT = fromFileUrl(new URL("../../", import.meta.url));
const COPIED = ["src", "tests", "www", "docs", "main.ts", "deno.json", "deno.lock", "README.md", "LICENSE"];
/** Memory that a mutant's tests may fill, MB. */
const MOST_MEMORY = 1024;

/** A test may wait so many times as long as it may reckon. */
const WAITS = 10;
/** The signal of a process that has used up its processor time. */
const SIGXCPU = 24;

/** What came of a run of tests. */
export type Outcome = "passed" | "failed" | "hung";

/** One copy; close it to remove it. */
export class Workbench {
  private child: Deno.ChildProcess | null = null;
  private stopped = false;

  private constructor(readonly folder: string) {}

  static async open(): Promise<Workbench> {
    const folder = await Deno.makeTempDir({ prefix: "tcplab-mutate-" });
    for (const name of COPIED) await copy(join(ROOT, name), join(folder, name));
    return new Workbench(folder);
  }

  /** Ends what runs; what is run afterwards ends at once. */
  stop(): void {
    this.stopped = true;
    this.kill();
  }

  private kill(): void {
    try {
      this.child?.kill("SIGKILL");
    } catch (error) {
      // It may have ended by itself.
      if (!(error instanceof TypeError)) throw error;
    }
  }

  /**
   * Runs these test files of the copy one after another. They hang when they have used `limit` ms of a processor, or, where
   * they wait for what does not come, when ten times that have passed: a busy machine makes nothing hang.
   */
  async run(tests: readonly string[], limit: number): Promise<Outcome> {
    if (this.stopped) return "hung";
    const child = new Deno.Command("sh", {
      args: [
        "-c",
        'ulimit -t "$0" && exec "$@"',
        `${Math.ceil(limit / 1000)}`,
        Deno.execPath(),
        "test",
        "-A",
        "--no-check",
        "--quiet",
        "--fail-fast",
        `--v8-flags=--max-old-space-size=${MOST_MEMORY}`,
        ...tests,
      ],
      cwd: this.folder,
      env: { NO_COLOR: "1" },
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    this.child = child;
    let hung = false;
    const timer = setTimeout(() => {
      hung = true;
      this.kill();
    }, WAITS * limit);
    const { success, signal, code } = await child.status;
    this.child = null;
    clearTimeout(timer);
    if (hung || signal === "SIGXCPU" || signal === "SIGKILL" || code === 128 + SIGXCPU) return "hung";
    return success ? "passed" : "failed";
  }

  /** Runs `work` while `file` has another text. */
  async withText<T>(file: string, text: string, work: () => Promise<T>): Promise<T> {
    const path = join(this.folder, file);
    const sound = await Deno.readTextFile(path);
    await Deno.writeTextFile(path, text);
    try {
      return await work();
    } finally {
      await Deno.writeTextFile(path, sound);
    }
  }

  /** The test files below a folder of the copy, and for each what it imports, itself and indirectly. */
  async reached(folder: string): Promise<Map<string, Set<string>>> {
    const tests = await testsBelow(this.folder, folder);
    const reached = new Map<string, Set<string>>();
    for (const test of tests) reached.set(test, await this.importsOf(test));
    return reached;
  }

  private async importsOf(test: string): Promise<Set<string>> {
    const command = new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", test],
      cwd: this.folder,
      stderr: "null",
    });
    const { modules } = JSON.parse(new TextDecoder().decode((await command.output()).stdout));
    const paths = (modules as { local?: string }[]).map(({ local }) => local ?? "");
    return new Set(
      paths.filter((path) => path.startsWith(this.folder)).map((path) => path.slice(this.folder.length + 1)),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.folder, { recursive: true });
  }
}

async function copy(from: string, to: string): Promise<void> {
  if (!(await Deno.stat(from)).isDirectory) return await Deno.copyFile(from, to);
  await Deno.mkdir(to);
  for await (const { name } of Deno.readDir(from)) await copy(join(from, name), join(to, name));
}

async function testsBelow(root: string, folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(join(root, folder))) {
    if (isDirectory) found.push(...await testsBelow(root, `${folder}/${name}`));
    else if (name.endsWith("_test.ts")) found.push(`${folder}/${name}`);
  }
  return found.sort();
}
