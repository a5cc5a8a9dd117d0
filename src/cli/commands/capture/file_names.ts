/** Names of the files of a capture that is written to more than one, as tcpdump gives them. Pure. */
import { UsageError } from "../../../base/failure.ts";
import { quote } from "../../../base/quote.ts";
import { readQuantity } from "../../../base/quantity.ts";

const MILLION = 1_000_000;

/** When another file begins, and how many there are. */
export interface Rotation {
  /** Bytes after which another file begins; infinite where only time counts. */
  readonly size: number;
  /** Seconds after which another file begins; infinite where only size counts. */
  readonly seconds: number;
  /** Files at most; infinite where nobody said. */
  readonly files: number;
}

/** What the options ask for, or null for one file. Throws `UsageError`. */
export function rotationOf(
  flags: {
    readonly fileSize?: string | undefined;
    readonly rotateSeconds?: number | undefined;
    readonly fileCount?: number | undefined;
  },
): Rotation | null {
  const { fileSize, rotateSeconds, fileCount } = flags;
  if (fileSize === undefined && rotateSeconds === undefined) {
    if (fileCount === undefined) return null;
    throw new UsageError("Option --file-count needs --file-size or --rotate-seconds beside it");
  }
  return {
    size: fileSize === undefined ? Infinity : sizeOf(fileSize),
    seconds: rotateSeconds ?? Infinity,
    files: fileCount ?? Infinity,
  };
}

/** A bare number is in millions of bytes. */
function sizeOf(typed: string): number {
  const bytes = /^\d+$/.test(typed) ? Number(typed) * MILLION : readQuantity(typed, "bytes");
  if (bytes === undefined || !(bytes >= 1)) {
    throw new UsageError(`Option --file-size takes millions of bytes, or a size such as 500k: found ${quote(typed)}`);
  }
  return bytes;
}

/** The files of one capture, one after the other. */
export class FileNames {
  readonly #path: string;
  readonly #rotation: Rotation | null;
  /** Files that size alone has begun since the last one that time began. */
  #count = 0;
  #byTime = 0;

  constructor(path: string, rotation: Rotation | null) {
    this.#path = path;
    this.#rotation = rotation;
  }

  /** The name of the file at hand, where it begins at this time. */
  current(at: Date): string {
    const { size = Infinity, seconds = Infinity, files = Infinity } = this.#rotation ?? {};
    const path = seconds === Infinity ? this.#path : formatTime(this.#path, at);
    if (size === Infinity) return path;
    const digits = files === Infinity ? 0 : String(files - 1).length;
    if (this.#count === 0 && digits === 0) return path;
    return path + String(this.#count).padStart(digits, "0");
  }

  /** Goes on because the file is large enough. A ring begins again with its first file. */
  afterSize(): void {
    this.#count++;
    const { seconds = Infinity, files = Infinity } = this.#rotation ?? {};
    if (seconds === Infinity && this.#count >= files) this.#count = 0;
  }

  /** Goes on because the time is over; false where there are enough files. */
  afterTime(): boolean {
    const { size = Infinity, files = Infinity } = this.#rotation ?? {};
    this.#count = 0;
    return ++this.#byTime < files || size !== Infinity;
  }
}

/** Conversions of strftime(3) that make sense in a file's name. */
const CONVERSIONS: Readonly<Record<string, (at: Date) => string>> = {
  Y: (at) => String(at.getFullYear()),
  y: (at) => two(at.getFullYear() % 100),
  m: (at) => two(at.getMonth() + 1),
  d: (at) => two(at.getDate()),
  H: (at) => two(at.getHours()),
  M: (at) => two(at.getMinutes()),
  S: (at) => two(at.getSeconds()),
  j: (at) => String(dayOfYear(at)).padStart(3, "0"),
  s: (at) => String(Math.floor(at.getTime() / 1000)),
  F: (at) => formatTime("%Y-%m-%d", at),
  T: (at) => formatTime("%H:%M:%S", at),
  R: (at) => formatTime("%H:%M", at),
  "%": () => "%",
};

/** The text with the conversions of strftime(3) in it replaced, in local time; others stay as they are. */
export function formatTime(text: string, at: Date): string {
  return text.replace(/%(.)/g, (whole, letter: string) => CONVERSIONS[letter]?.(at) ?? whole);
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

function dayOfYear(at: Date): number {
  const days = Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) - Date.UTC(at.getFullYear(), 0, 1);
  return days / 86_400_000 + 1;
}
