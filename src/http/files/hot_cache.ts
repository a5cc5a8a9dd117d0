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

const INDEX_ENTRIES = 4096;
const INDEXED_TARGET = 256;

export class HotCache {
  readonly #capacity: number;
  readonly #resources = new Map<string, Resource>();
  #index = new Map<number, Indexed>();
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
    if (head.targetEnd - head.targetStart > INDEXED_TARGET || this.#resources.get(path) !== resource) return;
    if (this.#index.size >= INDEX_ENTRIES) this.#index = new Map();
    const target = head.bytes.slice(head.base + head.targetStart, head.base + head.targetEnd);
    this.#index.set(head.targetHash, { target, resource });
  }

  get(path: string): Resource | undefined {
    return this.#resources.get(path);
  }

  /** Keeps a resource under its path, making room by dropping what was not used since the last time. */
  put(path: string, resource: Resource): void {
    this.remove(path);
    if (resource.held > this.#capacity) return;
    this.#makeRoom(resource.held);
    this.#resources.set(path, resource);
    this.#held += resource.held;
  }

  remove(path: string): void {
    const resource = this.#resources.get(path);
    if (resource === undefined) return;
    this.#resources.delete(path);
    this.#held -= resource.held;
    this.#index = new Map();
  }

  clear(): void {
    this.#resources.clear();
    this.#index = new Map();
    this.#held = 0;
  }

  /** Second chance: what was used since is put behind the others once. */
  #makeRoom(needed: number): void {
    for (const [path, resource] of this.#resources) {
      if (this.#held + needed <= this.#capacity) return;
      if (resource.used) {
        resource.used = false;
        this.#resources.delete(path);
        this.#resources.set(path, resource);
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
