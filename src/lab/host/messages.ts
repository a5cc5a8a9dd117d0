/**
 * What the lab and its two hosts say to each other: one JSON object a line, over the host's standard input and output.
 * Packets do not go this way: the host hands its TUN device over and never sees them.
 */
import type { Exit } from "../../linux/program/spawn.ts";
import type { RouteLimits } from "../../linux/netlink/route_message.ts";
import type { End } from "../wire/end.ts";
import type { InterfaceWay } from "./make_interface.ts";
import type { HostNames } from "../own/names.ts";
import type { Identity } from "../own/own_program.ts";
import type { AwaitedPacket } from "./host_voice.ts";
import type { Program } from "./program.ts";
import type { Rehearsal } from "./rehearse.ts";

/** Lab to host. */
export type Command =
  | {
    readonly do: "set-up";
    readonly end: End;
    readonly address: string;
    /** An IPv6 address as well; null for none. */
    readonly ipv6: string | null;
    readonly way: InterfaceWay;
    /** For veth pairs: a process in the namespace that holds the other ends. */
    readonly outside: number;
    readonly mtu: number;
    readonly offload: boolean;
    /** What it offers to the other host at most; null for no limit. */
    readonly limits: RouteLimits | null;
    /** The other host's addresses. */
    readonly peers: readonly string[];
    /** Kernel settings of the host's network namespace: path under /proc/sys/net, value. */
    readonly settings: Readonly<Record<string, string>>;
    /** No timeout is expected: the kernels may be patient. */
    readonly steady: boolean;
    /** What the host will play and should have played once, unseen; null for a program of the user's own. */
    readonly rehearsal: Rehearsal | null;
    /** For programs of the user's own: the hosts' names, and the name of the machine. */
    readonly names: { readonly hosts: HostNames; readonly hostname: string } | null;
    /** The program reads what the lab's standard input gives; it follows over the link. */
    readonly input: boolean;
  }
  /** Plays the program against the other host. `identity` is whose id a program of the user's own sees. */
  | { readonly do: "play"; readonly program: Program; readonly peer: string; readonly identity: Identity }
  /** Asks to be told when no connection is open any more. */
  | { readonly do: "settle" }
  /** Ends the program of the user's own, and all that it has started. */
  | { readonly do: "stop" }
  /** The other host's script told something. */
  | { readonly do: "told"; readonly what: string };

/** Host to lab. `at` is monotonic time in nanoseconds, which is the same in every process. */
export type Report =
  | { readonly say: "ready" }
  /** Its server accepts connections: the client may start. */
  | { readonly say: "listening" }
  /** What the program does next, where it is a script: for telling where it waits. */
  | { readonly say: "step"; readonly step: string }
  /** A program of the user's own has ended; so many connections that it asked for came to nothing. */
  | { readonly say: "exit"; readonly exit: Exit; readonly failedOpenings: number }
  /** A line of the program's transcript. */
  | { readonly say: "line"; readonly at: number; readonly text: string }
  | { readonly say: "tell"; readonly what: string }
  /** Wants to be told of a packet, as `packetOccasion` names it, once the wire has seen it. */
  | { readonly say: "awaits"; readonly packet: AwaitedPacket }
  /** The program has ended. */
  | { readonly say: "finished" }
  /**
   * After `finished`: the kernel has no connection left to care for. `dropped` packets never came to the wire: the host's
   * interface could take no more.
   */
  | { readonly say: "quiet"; readonly dropped: number }
  /** The answer to `settle`: no connection is open, though the program may still run. */
  | { readonly say: "settled"; readonly dropped: number }
  /** Something is missing or broken: the line for the user. */
  | {
    readonly say: "failed";
    readonly message: string; /** The machine allows no hosts. */
    readonly unavailable?: true;
  };

/** What a host is told when an awaited packet has passed. */
export function packetOccasion({ from, kind, nth }: AwaitedPacket): string {
  return `(packet) ${from}:${kind}:${nth}`;
}

/** A message as its line. */
export function encodeMessage(message: Command | Report): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(message) + "\n");
}

/** The messages of a stream of bytes, as they come. Both ends are ours: a line that is not JSON is a bug and throws. */
export async function* decodeMessages<M extends Command | Report>(
  stream: ReadableStream<Uint8Array>,
): AsyncGenerator<M> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line) as M;
  }
}
