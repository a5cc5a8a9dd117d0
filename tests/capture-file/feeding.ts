/**
 * Ways to give a file to the reader: whole, byte by byte, in random chunks. What is read must not depend on it.
 */
import { CaptureReader } from "../../src/capture-file/capture_reader.ts";
import type { CaptureProblem } from "../../src/capture-file/capture_record.ts";
import { Random } from "../random.ts";

/** A record as a value of its own. */
export interface Kept {
  number: number;
  time: string;
  linkType: number;
  interfaceId: number;
  interfaceName: string;
  length: number;
  data: number[];
  comments: readonly string[];
  flags: number;
}

export interface ReadFile {
  records: Kept[];
  problem: CaptureProblem | null;
}

/** Everything a reader gives of `file` when it comes in pieces of the sizes that `size` gives. */
export function readInPieces(file: Uint8Array, size: () => number): ReadFile {
  const reader = new CaptureReader();
  const records: Kept[] = [];
  const drain = (): void => {
    for (let r = reader.next(); r !== null; r = reader.next()) {
      const time = r.hasTime ? `${r.seconds}.${String(r.nanoseconds).padStart(9, "0")}` : "none";
      const { number, linkType, interfaceId, interfaceName, length, comments, flags } = r;
      records.push({ number, time, linkType, interfaceId, interfaceName, length, data: [...r.data], comments, flags });
    }
  };
  for (let at = 0; at < file.length;) {
    const count = Math.max(1, size());
    reader.push(file.slice(at, at + count));
    at += count;
    drain();
  }
  reader.end();
  drain();
  return { records, problem: reader.problem };
}

/** The same result three ways, or it throws. */
export function readThreeWays(file: Uint8Array, same: (a: ReadFile, b: ReadFile, how: string) => void): ReadFile {
  const whole = readInPieces(file, () => file.length);
  const random = new Random(file.length);
  same(readInPieces(file, () => 1), whole, "byte by byte");
  for (let i = 0; i < 5; i++) same(readInPieces(file, () => random.int(1, 40)), whole, "in random chunks");
  return whole;
}
