/** The laws of the house, kept by a test: rooms, packages, sizes, words. ARCHITECTURE.md says why. */
import { assertEquals } from "@std/assert";
import { LEVELS, PURE_ROOMS, SUB_ROOMS } from "./architecture/rooms.ts";
import { fromFileUrl, join, relative, toFileUrl } from "@std/path";

const ROOT = fromFileUrl(new URL("../", import.meta.url));

const LARGEST_FOLDER = 20;

const PACKAGES = ["npm:/deno-std@1.4.0/"];
const NODE_MODULES: Readonly<Record<string, readonly string[]>> = {
  "src/capture-file/compression/gzip.ts": ["node:zlib"],
  "src/capture-file/compression/zstd.ts": ["node:zlib"],
  "src/build/archive.ts": ["node:zlib"],
  // Web streams know gzip alone; br and zstd, and a checksum that can be computed piece by piece, are the platform's.
  "src/http/files/compression_worker.ts": ["node:zlib"],
  "src/http/folders/zip_folder.ts": ["node:zlib"],
  // Deno's own TLS listener keeps its certificate for good, and answers plain HTTP by an alert.
  "src/net/tls_listener.ts": ["node:tls"],
  "src/net/tls_server_conn.ts": ["node:stream", "node:tls"],
  "src/net/conn_stream.ts": ["node:buffer", "node:stream"],
  // Web crypto's digests are awaited; between two packets nothing waits.
  "src/flows/community_id.ts": ["node:crypto"],
  "src/flows/conn_log.ts": ["node:crypto"],
  // Nothing else reads certificates.
  "src/http/server/certificate_names.ts": ["node:crypto"],
  // Web crypto has no scrypt.
  "src/http/access/password_hash.ts": ["node:crypto"],
};
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

/** Every folder below this one that is not there for other files than sources. */
function foldersBelow(folder: string): string[] {
  const folders = new Set(
    SOURCES.filter((file) => file.startsWith(`${folder}/`)).map((file) => file.replace(/\/[^/]*$/, "")),
  );
  return [...folders].filter((found) => found !== folder).sort();
}

Deno.test("every folder of a room has its level", () => {
  const folders = Object.keys(LEVELS).flatMap((room) => foldersBelow(`src/${room}`));
  const known = Object.entries(SUB_ROOMS).flatMap(([parent, levels]) =>
    levels.flat().map((name) => `src/${parent}/${name}`)
  );
  assertEquals(known.filter((path) => path.endsWith(".ts") && !SOURCES.includes(path)), []);
  assertEquals(folders.filter((folder) => !known.includes(folder)), [], "list it in SUB_ROOMS of this file");
});

Deno.test("a folder of a room imports only from lower folders beside it", () => {
  const wrong: string[] = [];
  for (const [parent, levels] of Object.entries(SUB_ROOMS)) {
    const start = `src/${parent}/`;
    const listed = levels.flat();
    const folderOf = (path: string): string => {
      const name = path.slice(start.length).split("/")[0]!;
      return listed.includes(name) ? name : "";
    };
    const levelOf = (path: string): number => {
      const level = levels.findIndex((names) => names.includes(folderOf(path)));
      return level < 0 ? levels.length : level;
    };
    for (const [from, targets] of GRAPH) {
      if (!from.startsWith(start)) continue;
      for (const to of targets) {
        if (!to.startsWith(start) || folderOf(to) === folderOf(from)) continue;
        if (levelOf(to) >= levelOf(from)) wrong.push(`${from} imports ${to}`);
      }
    }
  }
  assertEquals(wrong, []);
});

Deno.test(`no folder holds more than ${LARGEST_FOLDER} files`, () => {
  const counts = new Map<string, number>();
  for (const file of [...SOURCES, ...TEST_SOURCES]) {
    const folder = file.replace(/\/[^/]*$/, "");
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  assertEquals([...counts].filter(([, count]) => count > LARGEST_FOLDER), []);
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
  const unused = SOURCES.filter((file) => !reached.has(file));
  assertEquals(unused, []);
});

Deno.test("tcplab starts with the command line alone: a command imports the rooms below while it runs", () => {
  const light =
    /^(main\.ts|deno\.json|npm:\/deno-std@[\d.]+\/cli\/|src\/(base|cli|output)\/|src\/language\/language\.ts|src\/std\/(parse_args|path)\.|src\/experiment\/preset\.ts)/;
  const graph = graphOf(MODULES, "start");
  const commands = SOURCES.filter((file) => /^src\/cli\/commands\/.*_command\.ts$/.test(file));
  const reached = [...reachedFrom(["main.ts", ...commands], graph)];
  assertEquals(reached.filter((module) => !light.test(module)), []);
  const atStart = [...reachedFrom(["main.ts"], graph)].filter((module) => roomOf(module) === "cli");
  assertEquals(atStart.filter((module) => module.startsWith("src/cli/commands/")), ["src/cli/commands/registry.ts"]);
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

Deno.test("sequence numbers are reckoned with packet/sequence.ts, not by hand", () => {
  const readers = SOURCES.filter((file) => /^src\/(analysis|explain|report|lab\/expectation)\//.test(file));
  assertEquals(linesMatching(readers, /[\w)] (\| 0|>>> 0)(?!\w)/), []);
});

Deno.test("everything is printed through the terminal", () => {
  assertEquals(linesMatching(SOURCES, /\bconsole\.\w+\(/), []);
  // A host of the lab is a process whose standard output is its line to the wire.
  const writers = ["src/output/process_terminal.ts", "src/lab/host/host.ts"];
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
  const atRoot = [...Deno.readDirSync(ROOT)].filter(({ isFile, name }) => isFile && /\.(md|json|lock)$/.test(name))
    .map(({ name }) => name);
  const documents = [...atRoot, ...filesBelow("docs", ".md")];
  const own = "tests/architecture_test.ts";
  const everywhere = [...SOURCES, ...TEST_SOURCES.filter((file) => file !== own), ...documents, ".ci/run"];
  assertEquals(linesMatching(everywhere, /registry\.npm|npmjs\.(org|com)|\bjsr\.io|\bdl\.deno\.land|deb\.debian/), []);
  const outsideTests = everywhere.filter((file) => !file.startsWith("tests/"));
  assertEquals(linesMatching(outsideTests, /\.\.\/shared|\/work\/|\/tmp\/w\b/), []);
});
