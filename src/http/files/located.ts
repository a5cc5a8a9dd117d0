/**
 * What the file system says of a file at one moment, and whether two moments saw the same.
 *
 * Size and modification time do not tell: tools that deploy a site keep the times (cp -p, rsync -t, tar), and some set
 * all of them to one value (Nix, OSTree). The time of the last change of the inode cannot be set by anybody, and a file
 * that was put in another's place has another inode.
 */

/** A file or folder below the root. */
export interface Located {
  /** Path with every link resolved. */
  readonly path: string;
  readonly isFolder: boolean;
  readonly size: number;
  /** Modification time, ms since the epoch; null where the system keeps none. */
  readonly modified: number | null;
  /** When the inode last changed, ms since the epoch, in whole seconds; null where the system keeps none. */
  readonly changed: number | null;
  /** Inode and its device, 0 where there is none. */
  readonly inode: number;
  readonly device: number;
  /** Names the inode has; null where that is not told. */
  readonly links: number | null;
}

/** Modification times up to here are no times: builds that are to be the same everywhere write 0 or 1 second. */
const NO_TIME = 1999;
/** The kernel's clock for files is behind by up to one of its ticks, ms. */
const CLOCK_TICK = 50;

/** What `stat` says, in the terms of this room; null for what is neither file nor folder. */
export function located(path: string, info: Deno.FileInfo): Located | null {
  if (!info.isFile && !info.isDirectory) return null;
  const { size, mtime, ctime, ino, dev, nlink } = info;
  return {
    path,
    isFolder: info.isDirectory,
    size,
    modified: mtime?.getTime() ?? null,
    changed: ctime?.getTime() ?? null,
    inode: ino ?? 0,
    device: dev ?? 0,
    links: nlink ?? null,
  };
}

/** True when two looks at a file saw the same state of the same file. */
export function isSameState(one: Located, other: Located): boolean {
  return one.path === other.path && one.changed === other.changed && isSameContent(one, other);
}

/**
 * True when an open file still has the content it had. A new or lost name (a link, a file put in its place, a removal)
 * changes the inode's time and not its content, and shows in the number of names.
 */
export function isUntouched(one: Located, other: Located): boolean {
  return isSameContent(one, other) && (one.changed === other.changed || one.links !== other.links);
}

function isSameContent(one: Located, other: Located): boolean {
  return one.size === other.size && one.modified === other.modified && one.inode === other.inode &&
    one.device === other.device;
}

/** Equal for equal states. */
export function signatureOf({ path, size, modified, changed, inode, device }: Located): string {
  return `${path}:${size}:${modified}:${changed}:${inode}:${device}`;
}

/**
 * When the content at the path last became what it is, ms since the epoch: a file that was put there with an old time
 * is new there. Null where nothing is known.
 */
export function changeTime({ modified, changed }: Located): number | null {
  if (changed !== null && changed > NO_TIME) return changed;
  return modified === null || modified <= NO_TIME ? null : modified;
}

/**
 * True while another change might leave the same times: those of an inode are told in whole seconds, so the second of
 * the last change has to be over before a state says which content it is. @param now ms since the epoch.
 */
export function mayChangeUnseen(state: Located, now: number): boolean {
  const time = changeTime(state);
  if (time === null) return false;
  const secondEnd = time - time % 1000 + 1000;
  return now < secondEnd + CLOCK_TICK;
}

/** True while another write may leave the same modification time: the kernel's clock for files has not ticked since. */
export function mayShareTick({ modified }: Located, now: number): boolean {
  return modified !== null && now - modified >= 0 && now - modified < CLOCK_TICK;
}

/** Errors that mean to a client that there is nothing: missing, forbidden, a file used as a folder, a loop of links. */
export function isAbsence(error: unknown): boolean {
  if (
    error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied ||
    error instanceof Deno.errors.NotADirectory || error instanceof Deno.errors.FilesystemLoop ||
    error instanceof Deno.errors.NotCapable || error instanceof Deno.errors.InvalidData
  ) return true;
  return error instanceof Error && /os error (?:2|13|20|36|40)\)|ENAMETOOLONG|too long/i.test(error.message);
}
