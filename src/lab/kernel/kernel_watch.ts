/**
 * Asks both hosts' kernels what they think of their connections: after the packets that a host sends or is given, and every
 * 10 ms. The connections are known from the packets, so each is asked for by name: the kernel's list of all of
 * them takes milliseconds to go through, on a machine with much memory.
 */
import { AF_INET, AF_INET6 } from "../../linux/calls/constants.ts";
import { SystemCallError } from "../../linux/calls/errors.ts";
import { monotonicNow } from "../../linux/clock.ts";
import { diagRequest, isOfConnection } from "../../linux/netlink/inet_diag.ts";
import type { NetlinkSocket } from "../../linux/netlink_socket.ts";
import { type End, ENDS } from "../wire/end.ts";
import type { KernelAnswer } from "./kernel_answer.ts";
import { reverseKey, segmentKey, socketIdentity } from "./segment_key.ts";

/** Time between two looks where nothing happens, ns. */
const INTERVAL = 10e6;
/** Asking takes at most this share of the time. */
const LARGEST_SHARE = 0.1;
const LEAST_GAP = 0.2e6;
/** Connections asked about at a time; older ones are left out. */
const MOST_CONNECTIONS = 64;

interface Watched {
  readonly end: End;
  /** What asks its kernel for it. */
  readonly request: Uint8Array<ArrayBuffer>;
  /** A packet of it has passed since it was asked about. */
  changed: boolean;
  /** The kernel has answered for it. */
  known: boolean;
  /** The kernel has it no more. */
  gone: boolean;
}

export class KernelWatch implements Disposable {
  readonly #sockets: Readonly<Record<End, NetlinkSocket>>;
  readonly #watched: Readonly<Record<End, Map<number, Watched>>> = { client: new Map(), server: new Map() };
  /** When the latest look at all connections began, and when the next look may. */
  #lookedAtAll = -Infinity;
  #next = -Infinity;

  /** Takes over sockets to the kernels' diagnosis (NETLINK_SOCK_DIAG), one of each host's namespace. */
  constructor(sockets: Readonly<Record<End, NetlinkSocket>>) {
    this.#sockets = sockets;
  }

  /** A host has sent an IP packet, or is given it. Asks nobody yet. */
  packet(end: End, bytes: Uint8Array, sent: boolean): void {
    const segment = segmentKey(bytes);
    if (segment === null) return;
    const key = sent ? segment.key : reverseKey(segment);
    const known = this.#watched[end].get(key);
    if (known === undefined || known.gone) {
      const family = segment.version === 4 ? AF_INET : AF_INET6;
      const request = diagRequest(family, 1, socketIdentity(segment, sent));
      this.#watched[end].set(key, { end, request, changed: true, known: false, gone: false });
    } else known.changed = true;
  }

  /** When to look although no packet passes, ns; Infinity where there is nothing to look at. */
  get nextLook(): number {
    const living = ENDS.some((end) => this.#watched[end].values().some(({ gone }) => !gone));
    return living ? Math.max(this.#next, this.#lookedAtAll + INTERVAL) : Infinity;
  }

  /** Asks where it is time to; `take` gets the answers, which are read by whoever has the time. */
  look(now: number, take: (answer: KernelAnswer) => void): void {
    if (now < this.#next) return;
    const all = now - this.#lookedAtAll >= INTERVAL;
    if (all) this.#lookedAtAll = now;
    for (const end of ENDS) {
      const living = [...this.#watched[end].values()].filter(({ gone }) => !gone).slice(-MOST_CONNECTIONS);
      for (const watched of living) if (all || watched.changed) this.#askOne(watched, take);
    }
    const done = monotonicNow();
    this.#next = done + Math.max(LEAST_GAP, (done - now) / LARGEST_SHARE);
  }

  [Symbol.dispose](): void {
    for (const end of ENDS) this.#sockets[end][Symbol.dispose]();
  }

  #askOne(watched: Watched, take: (answer: KernelAnswer) => void): void {
    const { end, request, changed } = watched;
    watched.changed = false;
    let answered = false;
    try {
      this.#sockets[end].ask(request, "sock_diag", ({ payload }) => {
        if (!isOfConnection(payload)) return;
        answered = true;
        take({ at: monotonicNow(), end, payload: payload.slice() });
      });
    } catch (error) {
      // No such socket (any more), or one that is only about to be.
      if (!(error instanceof SystemCallError)) throw error;
    }
    // The answer to a SYN has no socket yet: only what was there once is gone.
    watched.gone = !answered && watched.known && !changed;
    watched.known ||= answered;
  }
}
