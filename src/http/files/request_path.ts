/**
 * From the path of a request to the names of files: decoded once, and only where each segment is an ordinary name. What
 * a path could do besides naming a file below the root (climb, hide a separator, end a string, name a device) is
 * refused here, before any file is looked at.
 */

export interface RequestPath {
  /** Decoded names, none of them empty, `.` or `..`. */
  readonly segments: readonly string[];
  /** The path ended with `/`: a folder is meant. */
  readonly folder: boolean;
}

export interface RefusedPath {
  readonly status: 400 | 404;
  readonly reason: string;
}

export interface PathRules {
  /** Names with drive letters, device names and final dots or spaces mean something else to Windows. */
  readonly windows: boolean;
  /** Serve names that begin with a dot. `/.well-known/` always is (RFC 8615). */
  readonly dotfiles: boolean;
}

/** Decodes the path of a target, which begins with `/`. */
export function parseRequestPath(path: string, rules: PathRules): RequestPath | RefusedPath {
  const folder = path.endsWith("/");
  const encoded = path.slice(1, folder && path.length > 1 ? -1 : undefined);
  if (encoded === "") return { segments: [], folder: true };
  const segments: string[] = [];
  for (const part of encoded.split("/")) {
    const segment = decodeSegment(part);
    if (typeof segment !== "string") return segment;
    const refused = refusal(segment, rules) ?? (hides(segment, segments.length === 0, rules) ? HIDDEN : null);
    if (refused !== null) return refused;
    segments.push(segment);
  }
  return { segments, folder };
}

/** The path again, with everything encoded that has a meaning of its own in a URL. */
export function encodePath(segments: readonly string[], folder: boolean): string {
  const path = segments.map((segment) => `/${encodeURIComponent(segment)}`).join("");
  return folder || path === "" ? `${path}/` : path;
}

/** True when a name is not shown: it begins with a dot. @param first The name stands directly below the root. */
export function hides(name: string, first: boolean, rules: PathRules): boolean {
  return name.startsWith(".") && !rules.dotfiles && !(first && name === ".well-known");
}

/** True when a file of this name can be asked for. @param first The name stands directly below the root. */
export function isServableName(name: string, first: boolean, rules: PathRules): boolean {
  return refusal(name, rules) === null && !hides(name, first, rules) && isUtf8(name);
}

/** A name that is not UTF-8 comes with the mark of what could not be decoded: it leads back to no file. */
function isUtf8(name: string): boolean {
  return !name.includes("\ufffd");
}

function decodeSegment(part: string): string | RefusedPath {
  if (!part.includes("%")) return part;
  if (/%(?![0-9A-Fa-f]{2})/.test(part)) return BAD_ENCODING;
  try {
    return decodeURIComponent(part);
  } catch {
    return NOT_UTF_8;
  }
}

function refusal(segment: string, rules: PathRules): RefusedPath | null {
  if (segment === "") return EMPTY;
  if (segment === "." || segment === "..") return DOT_SEGMENT;
  // deno-lint-ignore no-control-regex
  if (/[\x00-\x1f\x7f]/.test(segment)) return CONTROL;
  if (/[/\\]/.test(segment)) return SEPARATOR;
  return rules.windows && WINDOWS_MEANING.test(segment) ? NOT_A_NAME : null;
}

/** What Windows does not take for a file's name (Microsoft, "Naming Files, Paths, and Namespaces"): devices in any folder too. */
const WINDOWS_MEANING = /[:<>"|?*]|[. ]$|^(?:con|conin\$|conout\$|prn|aux|nul|(?:com|lpt)[\d¹²³]) *(?:\.|$)/i;

const BAD_ENCODING: RefusedPath = { status: 400, reason: "The path has a % without two hexadecimal digits" };
const NOT_UTF_8: RefusedPath = { status: 404, reason: "The path is not UTF-8" };
const DOT_SEGMENT: RefusedPath = { status: 400, reason: "The path has a . or .. segment" };
const CONTROL: RefusedPath = { status: 400, reason: "The path has a control character" };
const SEPARATOR: RefusedPath = { status: 404, reason: "The path has an encoded separator" };
const EMPTY: RefusedPath = { status: 404, reason: "The path has an empty segment" };
const NOT_A_NAME: RefusedPath = { status: 404, reason: "The path is no file name on this system" };
const HIDDEN: RefusedPath = { status: 404, reason: "The path names a hidden file" };
