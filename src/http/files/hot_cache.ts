/**
 * Resources in memory, bounded in bytes. An index by the raw target leads from a request's bytes to its resource
 * without decoding a path; it holds no content, and nothing in it outlives a resource's freshness.
 */
import type { RequestHead } from "../message/request_head.ts";
import type { Resource } from "./resource.ts";

interface Indexed {
  readonly target: Uint8Array;
  readonly resource: Resource;
}

interface Kept {
  readonly resource: Resource;
  /** Bytes it was counted with. */
  held: number;
  /** Hashes under which the index has it. */
  readonly indexed: number[];
}

const INDEX_ENTRIES = 4096;
const INDEXED_TARGET = 256;

export class HotCache {
  readonly #capacity: number;
  readonly #kept = new Map<string, Kept>();
  readonly #index = new Map<number, Indexed>();
  #held = 0;

  /** @param capacity Bytes. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Bytes held. */
  get held(): number {
    return this.#held;
  }

  /** The resource of a target that was asked for before, if it is still fresh. */
  byTarget(head: RequestHead, now: number): Resource | null {
    const entry = this.#index.get(head.targetHash);
    if (entry === undefined || !isSameTarget(entry.target, head) || !entry.resource.isFresh(now)) return null;
    entry.resource.used = true;
    return entry.resource;
  }

  /** Remembers that this target means the resource kept under the path. */
  remember(head: RequestHead, path: string, resource: Resource): void {
    const kept = this.#kept.get(path);
    if (head.targetEnd - head.targetStart > INDEXED_TARGET || kept?.resource !== resource) return;
    if (this.#index.size >= INDEX_ENTRIES) this.#forgetTargets();
    const target = head.bytes.slice(head.base + head.targetStart, head.base + head.targetEnd);
    this.#index.set(head.targetHash, { target, resource });
    if (!kept.indexed.includes(head.targetHash)) kept.indexed.push(head.targetHash);
  }

  get(path: string): Resource | undefined {
    return this.#kept.get(path)?.resource;
  }

  /** Keeps a resource under its path, making room by dropping what was not used since the last time. */
  put(path: string, resource: Resource): void {
    this.remove(path);
    const { held } = resource;
    if (held > this.#capacity) return;
    this.#makeRoom(held);
    this.#kept.set(path, { resource, held, indexed: [] });
    this.#held += held;
    resource.grown = () => this.#grown(path, resource);
  }

  remove(path: string): void {
    const kept = this.#kept.get(path);
    if (kept === undefined) return;
    this.#kept.delete(path);
    this.#held -= kept.held;
    for (const hash of kept.indexed) {
      if (this.#index.get(hash)?.resource === kept.resource) this.#index.delete(hash);
    }
  }

  /** What has been compressed since counts, too. */
  #grown(path: string, resource: Resource): void {
    const kept = this.#kept.get(path);
    if (kept?.resource !== resource) return;
    const { held } = resource;
    if (held > this.#capacity) return this.remove(path);
    this.#held += held - kept.held;
    kept.held = held;
    resource.used = true;
    this.#makeRoom(0);
  }

  clear(): void {
    this.#kept.clear();
    this.#index.clear();
    this.#held = 0;
  }

  #forgetTargets(): void {
    this.#index.clear();
    for (const { indexed } of this.#kept.values()) indexed.length = 0;
  }

  /** Second chance: what was used since is put behind the others once. */
  #makeRoom(needed: number): void {
    for (const [path, kept] of this.#kept) {
      if (this.#held + needed <= this.#capacity) return;
      if (kept.resource.used) {
        kept.resource.used = false;
        this.#kept.delete(path);
        this.#kept.set(path, kept);
      } else {
        this.remove(path);
      }
    }
  }
}

function isSameTarget(target: Uint8Array, head: RequestHead): boolean {
  const start = head.base + head.targetStart;
  if (target.length !== head.targetEnd - head.targetStart) return false;
  for (let at = 0; at < target.length; at++) {
    if (target[at] !== head.bytes[start + at]) return false;
  }
  return true;
}
