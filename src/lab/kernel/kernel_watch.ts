/**
 * Asks both hosts' kernels what they think of their connections: at every packet that a host sends or is given, and
 * every 10 ms. The connections are known from the packets, so each is asked for by name: the kernel's list of all of
 * them takes milliseconds to go through, on a machine with much memory.
 */
import { AF_INET, AF_INET6 } from "../../linux/calls/constants.ts";
import { SystemCallError } from "../../linux/calls/errors.ts";
import { monotonicNow } from "../../linux/clock.ts";
import { diagRequest, readDiagnosis, type SocketIdentity } from "../../linux/netlink/inet_diag.ts";
import type { NetlinkSocket } from "../../linux/netlink_socket.ts";
import { ipv4Text, ipv6Text } from "../../packet/address.ts";
import { type End, ENDS } from "../wire/end.ts";
import { type KernelSample, sameInfo } from "./kernel_sample.ts";
import { reverseKey, segmentKey, socketIdentity } from "./segment_key.ts";

/** Time between two looks where nothing happens, ms. */
const INTERVAL = 10;
/** Asking takes at most this share of the time: the wire must not wait for it. */
const LARGEST_SHARE = 0.1;
const LEAST_GAP = 0.2e6;
/** Connections asked about at a time; older ones are left out. */
const MOST_CONNECTIONS = 64;

interface Watched {
  readonly end: End;
  readonly family: number;
  readonly identity: SocketIdentity;
  /** A packet of it has passed since it was asked about. */
  changed: boolean;
  latest: KernelSample | null;
  /** The kernel has it no more. */
  gone: boolean;
}

export class KernelWatch implements Disposable {
  readonly #sockets: Readonly<Record<End, NetlinkSocket>>;
  readonly #onSample: (sample: KernelSample) => void;
  readonly #watched: Readonly<Record<End, Map<number, Watched>>> = { client: new Map(), server: new Map() };
  readonly #timer: ReturnType<typeof setInterval>;
  #sequence = 0;
  #asked = 0;
  #gap = LEAST_GAP;

  /** Takes over sockets to the kernels' diagnosis (NETLINK_SOCK_DIAG), one of each host's namespace. */
  constructor(sockets: Readonly<Record<End, NetlinkSocket>>, onSample: (sample: KernelSample) => void) {
    this.#sockets = sockets;
    this.#onSample = onSample;
    this.#timer = setInterval(() => this.#ask(() => true), INTERVAL);
  }

  /** A host has sent the IP packet that begins at `at`, or has been given it. */
  packet(end: End, bytes: Uint8Array, { at, sent }: { readonly at: number; readonly sent: boolean }): void {
    const segment = segmentKey(bytes, at);
    if (segment === null) return;
    const key = sent ? segment.key : reverseKey(segment);
    const known = this.#watched[end].get(key);
    if (known === undefined || known.gone) {
      const family = segment.version === 4 ? AF_INET : AF_INET6;
      const identity = socketIdentity(segment, sent);
      this.#watched[end].set(key, { end, family, identity, changed: true, latest: null, gone: false });
    } else known.changed = true;
    if (monotonicNow() - this.#asked >= this.#gap) this.#ask(({ changed }) => changed);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    for (const end of ENDS) this.#sockets[end][Symbol.dispose]();
  }

  #ask(which: (watched: Watched) => boolean): void {
    const begin = monotonicNow();
    for (const end of ENDS) {
      const living = [...this.#watched[end].values()].filter(({ gone }) => !gone).slice(-MOST_CONNECTIONS);
      for (const watched of living) if (which(watched)) this.#askOne(watched);
    }
    this.#asked = monotonicNow();
    this.#gap = Math.max(LEAST_GAP, (this.#asked - begin) / LARGEST_SHARE);
  }

  #askOne(watched: Watched): void {
    const changed = watched.changed;
    watched.changed = false;
    let sample: KernelSample | null = null;
    try {
      const request = diagRequest(watched.family, ++this.#sequence, watched.identity);
      this.#sockets[watched.end].ask(request, "sock_diag", ({ payload }) => {
        sample = readSample(payload, watched.end);
      });
    } catch (error) {
      // No such socket (any more), or one that is only about to be.
      if (!(error instanceof SystemCallError)) throw error;
    }
    this.#take(watched, sample, changed);
  }

  #take(watched: Watched, sample: KernelSample | null, changed: boolean): void {
    if (sample === null) {
      // The answer to a SYN has no socket yet: only what was there once is gone.
      watched.gone = watched.latest !== null && !changed;
      return;
    }
    if (watched.latest !== null && sameInfo(watched.latest.info, sample.info)) return;
    watched.latest = sample;
    this.#onSample(sample);
  }
}

/** A listening socket answers for connections that are not there. */
function readSample(payload: Uint8Array, end: End): KernelSample | null {
  const socket = readDiagnosis(payload);
  if (socket === null || socket.info.state === "LISTEN" || socket.remotePort === 0) return null;
  const text = (bytes: Uint8Array) => bytes.length === 4 ? ipv4Text(bytes, 0) : ipv6Text(bytes, 0);
  return {
    at: monotonicNow(),
    end,
    local: text(socket.localAddress),
    localPort: socket.localPort,
    remote: text(socket.remoteAddress),
    remotePort: socket.remotePort,
    congestionControl: socket.congestionControl,
    info: socket.info,
  };
}
