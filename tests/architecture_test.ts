/** The laws of the house, kept by a test: rooms, packages, sizes, words. ARCHITECTURE.md says why. */
import { assertEquals } from "@std/assert";
import { fromFileUrl, join, relative, toFileUrl } from "@std/path";

const ROOT = fromFileUrl(new URL("../", import.meta.url));

/** A room imports only from rooms of lower levels. `main.ts` is above all; `build` holds scripts. */
const LEVELS: Readonly<Record<string, number>> = {
  base: 0,
  std: 0,
  packet: 1,
  linux: 1,
  net: 2,
  "capture-file": 2,
  http: 3,
  analysis: 3,
  experiment: 4,
  explain: 4,
  lab: 5,
  report: 5,
  cli: 6,
  build: 7,
};

/** Rooms that turn bytes into values and values into text, and touch neither files, sockets nor the clock. */
const PURE_ROOMS = ["base", "packet", "analysis", "explain", "report"];

const PACKAGES = ["npm:/deno-std@1.4.0/"];
const NODE_MODULES: Readonly<Record<string, readonly string[]>> = {
  "src/capture-file/gzip.ts": ["node:zlib"],
  "src/build/archive.ts": ["node:zlib"],
  // Web streams know gzip alone; br and zstd, and a checksum that can be computed piece by piece, are the platform's.
  "src/http/files/compression_worker.ts": ["node:zlib"],
  "src/http/folders/zip_folder.ts": ["node:zlib"],
  // Deno's own TLS listener keeps its certificate for good, and answers plain HTTP by an alert.
  "src/net/tls_listener.ts": ["node:tls"],
  "src/net/tls_server_conn.ts": ["node:stream", "node:tls"],
  "src/net/conn_stream.ts": ["node:buffer", "node:stream"],
  // Web crypto has no scrypt.
  "src/http/access/password_hash.ts": ["node:crypto"],
};
/** The packages' wrappers, and dissection's counterpart: that parsing what was emitted changes nothing is a test. */
const FOR_TESTS = ["src/std/", "src/packet/emit"];
const LONGEST_FILE = 350;

interface Module {
  readonly specifier: string;
  readonly dependencies?: readonly {
    readonly specifier: string;
    readonly code?: { readonly specifier?: string };
    readonly type?: { readonly specifier?: string };
    readonly isDynamic?: boolean;
  }[];
}

/** Files below a folder, as paths from the root, in order. */
function filesBelow(folder: string, ending: string): string[] {
  const found: string[] = [];
  for (const entry of Deno.readDirSync(join(ROOT, folder))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) found.push(...filesBelow(path, ending));
    else if (entry.name.endsWith(ending)) found.push(path);
  }
  return found.sort();
}

/** All modules that these files reach. */
async function modulesReachedFrom(files: readonly string[]): Promise<Module[]> {
  const all = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    await Deno.writeTextFile(
      all,
      files.map((file) => `import ${JSON.stringify(toFileUrl(join(ROOT, file)).href)};`).join("\n"),
    );
    const command = new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", "--config", join(ROOT, "deno.json"), "--no-lock", all],
      cwd: ROOT,
      stderr: "null",
    });
    return JSON.parse(new TextDecoder().decode((await command.output()).stdout)).modules;
  } finally {
    await Deno.remove(all);
  }
}

function nameOf(specifier: string): string {
  return specifier.startsWith("file:") ? relative(ROOT, fromFileUrl(specifier)).replaceAll("\\", "/") : specifier;
}

/** Path to the paths (or package specifiers) that it imports; those that are imported while it runs left out if asked. */
function graphOf(modules: readonly Module[], at: "any time" | "start"): Map<string, string[]> {
  const graph = new Map<string, string[]>();
  for (const { specifier, dependencies } of modules) {
    const counted = (dependencies ?? []).filter(({ isDynamic, code }) => at === "any time" || (code && !isDynamic));
    const targets = counted.flatMap(({ specifier: written, code, type }) => {
      const found = [code?.specifier, type?.specifier].filter((target) => target !== undefined);
      return found.length > 0 ? found : [written];
    });
    graph.set(nameOf(specifier), [...new Set(targets.map(nameOf))]);
  }
  return graph;
}

function reachedFrom(roots: readonly string[], graph: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set<string>();
  const visit = (module: string): void => {
    if (reached.has(module)) return;
    reached.add(module);
    for (const next of graph.get(module) ?? []) visit(next);
  };
  for (const root of roots) visit(root);
  return reached;
}

function roomOf(path: string): string | undefined {
  return /^src\/([^/]+)\//.exec(path)?.[1];
}

const SOURCES = [...filesBelow("src", ".ts").filter((file) => !file.endsWith(".d.ts")), "main.ts"];
const TEST_SOURCES = filesBelow("tests", ".ts");
const MODULES = await modulesReachedFrom(SOURCES);
const GRAPH = graphOf(MODULES, "any time");

function linesMatching(files: readonly string[], pattern: RegExp): string[] {
  return files.flatMap((file) => {
    const lines = Deno.readTextFileSync(join(ROOT, file)).split("\n");
    return lines.flatMap((line, index) => pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : []);
  });
}

Deno.test("the graph of imports is complete", () => {
  for (const file of SOURCES) assertEquals(GRAPH.has(file), true, file);
});

Deno.test("every room has its level", () => {
  const rooms = [...Deno.readDirSync(join(ROOT, "src"))].map(({ name }) => name).sort();
  assertEquals(rooms, Object.keys(LEVELS).sort());
});

Deno.test("a room imports only from rooms of lower levels", () => {
  const wrong: string[] = [];
  for (const [from, targets] of GRAPH) {
    const room = roomOf(from);
    if (room === undefined) continue;
    for (const to of targets) {
      const target = roomOf(to);
      const outside = target === undefined && /\.ts$/.test(to) && !to.startsWith("npm:");
      const upward = target !== undefined && target !== room && (LEVELS[target] ?? 99) >= (LEVELS[room] ?? -1);
      if (outside || upward) wrong.push(`${from} imports ${to}`);
    }
  }
  assertEquals(wrong, []);
});

Deno.test("no modules import each other in a circle", () => {
  const finished = new Set<string>();
  const circles: string[] = [];
  const visit = (module: string, path: readonly string[]): void => {
    const at = path.indexOf(module);
    if (at >= 0) circles.push([...path.slice(at), module].join(" -> "));
    if (at >= 0 || finished.has(module)) return;
    for (const next of GRAPH.get(module) ?? []) visit(next, [...path, module]);
    finished.add(module);
  };
  for (const module of SOURCES) visit(module, []);
  assertEquals(circles, []);
});

Deno.test("every module is reached from main.ts, a worker or a build script", () => {
  const roots = SOURCES.filter((file) => file.startsWith("src/build/") || file.endsWith("_worker.ts"));
  const reached = reachedFrom(["main.ts", ...roots], GRAPH);
  const unused = SOURCES.filter((file) => !reached.has(file) && !FOR_TESTS.some((start) => file.startsWith(start)));
  assertEquals(unused, []);
});

Deno.test("tcplab starts with the command line alone: a command imports the rooms below while it runs", () => {
  const light =
    /^(main\.ts|deno\.json|npm:\/deno-std@[\d.]+\/cli\/|src\/(base|cli)\/|src\/std\/parse_args\.|src\/experiment\/preset\.ts)/;
  const reached = [...reachedFrom(["main.ts"], graphOf(MODULES, "start"))];
  assertEquals(reached.filter((module) => !light.test(module)), []);
});

Deno.test("only the packages that were agreed upon are imported", () => {
  const wrong: string[] = [];
  for (const [from, targets] of GRAPH) {
    if (!SOURCES.includes(from)) continue;
    for (const to of targets) {
      const allowed = [...PACKAGES, ...NODE_MODULES[from] ?? []];
      const isPackage = /^[a-z]+:/.test(to) && !allowed.some((start) => to.startsWith(start));
      if (isPackage) wrong.push(`${from} imports ${to}`);
      if (to.startsWith("npm:") && roomOf(from) !== "std") wrong.push(`${from} imports a package past src/std: ${to}`);
    }
  }
  assertEquals(wrong, []);
});

Deno.test("only src/linux calls libraries of the system", () => {
  const elsewhere = SOURCES.filter((file) => roomOf(file) !== "linux");
  assertEquals(linesMatching(elsewhere, /\bDeno\.(dlopen|UnsafePointer|UnsafePointerView|UnsafeCallback)\b/), []);
});

Deno.test("what understands bytes touches neither files, sockets nor the clock", () => {
  const pure = SOURCES.filter((file) => PURE_ROOMS.includes(roomOf(file) ?? ""));
  const shell = /\bDeno\.|\bDate\.now\(|\bnew Date\(\)|\bperformance\.|\bsetTimeout\(|\bMath\.random\(/;
  assertEquals(linesMatching(pure, shell), []);
});

Deno.test("everything is printed through the terminal", () => {
  assertEquals(linesMatching(SOURCES, /\bconsole\.\w+\(/), []);
  // A host of the lab is a process whose standard output is its line to the wire.
  const writers = ["src/cli/process_terminal.ts", "src/lab/host/host.ts"];
  const others = SOURCES.filter((file) => !writers.includes(file));
  assertEquals(linesMatching(others, /\bDeno\.(stdout|stderr)\.\w+\(/), []);
});

Deno.test(`no file is longer than ${LONGEST_FILE} lines`, () => {
  const long = [...SOURCES, ...TEST_SOURCES].flatMap((file) => {
    const lines = Deno.readTextFileSync(join(ROOT, file)).split("\n").length - 1;
    return lines > LONGEST_FILE ? [`${file}: ${lines} lines`] : [];
  });
  assertEquals(long, []);
});

Deno.test("a file is named after what it exports, in snake_case", () => {
  const wrong = [...SOURCES, ...TEST_SOURCES].filter((file) => !/(^|\/)[a-z0-9]+(_[a-z0-9]+)*(\.d)?\.ts$/.test(file));
  assertEquals(wrong, []);
});

Deno.test("the project names no package host and nothing outside itself", () => {
  const documents = [...Deno.readDirSync(ROOT)].filter(({ isFile, name }) => isFile && /\.(md|json|lock)$/.test(name))
    .map(({ name }) => name);
  const own = "tests/architecture_test.ts";
  const everywhere = [...SOURCES, ...TEST_SOURCES.filter((file) => file !== own), ...documents, ".ci/run"];
  assertEquals(linesMatching(everywhere, /registry\.npm|npmjs\.(org|com)|\bjsr\.io|\bdl\.deno\.land|deb\.debian/), []);
  const outsideTests = everywhere.filter((file) => !file.startsWith("tests/"));
  assertEquals(linesMatching(outsideTests, /\.\.\/shared|\/work\/|\/tmp\/w\b/), []);
});
