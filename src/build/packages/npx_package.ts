/** The package behind `npx tcplab`: a launcher that fetches the archive of this machine once, and checks it. */
import { dirname, fromFileUrl, join } from "@std/path";
import type { ArchiveFile } from "../archive.ts";
import { downloadsOf, homepageOf, type MadeRelease, SUMMARY } from "./made_release.ts";

const LAUNCHER = join(dirname(fromFileUrl(import.meta.url)), "npx");
/** The modules of the launcher; the first one is the program. */
const MODULES = ["tcplab.mjs", "platform.mjs", "fetch_archive.mjs", "unpack.mjs"] as const;

/** What the launcher knows of the release: where it lies, and the checksum of each archive. Pure. */
function archiveList(release: MadeRelease): string {
  const archives = release.archives.map(({ target, name, sha256 }) => [target.name, { file: name, sha256 }]);
  const list = { version: release.version, downloads: downloadsOf(release), archives: Object.fromEntries(archives) };
  return JSON.stringify(list, null, 2) + "\n";
}

function manifest(release: MadeRelease): string {
  const fields = {
    name: "tcplab",
    version: release.version,
    description: SUMMARY,
    license: "MIT",
    homepage: homepageOf(release),
    repository: { type: "git", url: `git+${homepageOf(release)}.git` },
    type: "module",
    bin: { tcplab: MODULES[0] },
    files: [...MODULES, "archives.json"],
    engines: { node: ">=18" },
  };
  return JSON.stringify(fields, null, 2) + "\n";
}

function readme(release: MadeRelease): string {
  return `# tcplab

${SUMMARY}.

    npx -y tcplab lab v2

The first run fetches the program for this machine from the release ${release.version} of ${
    homepageOf(release)
  }, about 45 MB,
compares it with the SHA-256 checksum that this package holds, and keeps it in the user's cache folder; later runs fetch
nothing. TCPLAB_DOWNLOADS names another place that has the same archives: an address (https://...) or a folder (file://...).
`;
}

/** The package's files, as `npm publish` takes them in an archive: all below `package/`. */
export async function npxPackage(
  release: MadeRelease,
  license: Uint8Array<ArrayBuffer>,
): Promise<ArchiveFile[]> {
  const text = (name: string, content: string): ArchiveFile => ({
    name: `package/${name}`,
    bytes: new TextEncoder().encode(content),
    executable: false,
  });
  const modules = await Promise.all(MODULES.map(async (name) => ({
    name: `package/${name}`,
    bytes: await Deno.readFile(join(LAUNCHER, name)),
    executable: name === MODULES[0],
  })));
  return [
    text("package.json", manifest(release)),
    text("README.md", readme(release)),
    { name: "package/LICENSE", bytes: license, executable: false },
    text("archives.json", archiveList(release)),
    ...modules,
  ];
}

/** `tcplab-npx-0.1.0.tgz`. */
export function npxPackageName(version: string): string {
  return `tcplab-npx-${version}.tgz`;
}
