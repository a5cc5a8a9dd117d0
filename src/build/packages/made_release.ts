/** A release as the package managers have to know it. */
import type { Target } from "../target.ts";

/** One archive that was made. */
export interface MadeArchive {
  readonly target: Target;
  /** File name, as `tcplab-0.1.0-linux-x64.tar.gz`. */
  readonly name: string;
  /** SHA-256 in lower-case hexadecimal digits. */
  readonly sha256: string;
}

export interface MadeRelease {
  readonly version: string;
  /** `OWNER/NAME` of the repository whose releases have the archives. */
  readonly repository: string;
  readonly archives: readonly MadeArchive[];
}

/** What the program is, in the one line that package managers show. */
export const SUMMARY = "TCP laboratory: plays the classic socket experiments and explains every packet of a capture";

export function homepageOf({ repository }: MadeRelease): string {
  return `https://github.com/${repository}`;
}

/** The address below which the files of the release lie, with a slash at its end. */
export function downloadsOf(release: MadeRelease): string {
  return `${homepageOf(release)}/releases/download/v${release.version}/`;
}

/** The archive for this target, by the target's name. Throws `RangeError` where the release has none. */
export function archiveFor({ archives }: MadeRelease, name: string): MadeArchive {
  const archive = archives.find(({ target }) => target.name === name);
  if (archive === undefined) throw new RangeError(`No archive for ${name}`);
  return archive;
}

/** The name of the folder that an archive unpacks into. */
export function folderIn(archiveName: string): string {
  return archiveName.replace(/\.(zip|tar\.gz)$/, "");
}
