/**
 * What a run of the lab is given, and how it ends.
 */
import type { RouteLimits } from "../linux/netlink/route_message.ts";
import type { Exit } from "../linux/program/spawn.ts";
import type { InterfaceWay } from "./host/make_interface.ts";
import type { KernelSample } from "./kernel/kernel_sample.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import type { End } from "./wire/end.ts";
import type { LinkOptions } from "./wire/link_options.ts";
import type { SeenPacket, WirePacket } from "./wire/passage.ts";

/** A line of a host's transcript; `at` is monotonic, ns. */
export interface TranscriptLine {
  readonly end: End;
  readonly at: number;
  readonly text: string;
}

export interface LabOptions {
  readonly scenario: Scenario;
  readonly link: LinkOptions;
  /** Ends the lab at once. */
  readonly signal: AbortSignal;
  /** The lab ends after this long, ms, whatever the hosts do. */
  readonly timeout: number;
  /** Called once both hosts stand, before anything is on the wire. */
  readonly onReady: (addresses: Readonly<Record<End, string>>) => void;
  /** Called for every packet on the wire; must be quick. */
  readonly onPacket: (packet: WirePacket) => void;
  /** Called for every packet that the interface of one of `seenOf` sends or gets; must be quick. */
  readonly onSeen?: (host: End, packet: SeenPacket) => void;
  readonly seenOf?: readonly End[];
  readonly onLine: (line: TranscriptLine) => void;
  /** Called with what a host's kernel says of a connection, when it says something new; must be quick. */
  readonly onSample?: (sample: KernelSample) => void;
  /** Called when a host's script begins a step. */
  readonly onStep?: (end: End, step: string) => void;
  /** Called when a program of the user's own has ended. */
  readonly onExit?: (ending: ProgramEnding) => void;
  /** Called at the end where packets of a host never came to the wire: its interface could take no more. */
  readonly onOverrun?: (end: End, packets: number) => void;
  readonly hosts?: Partial<HostWishes>;
}

/** What hosts are to be like, beside what the scenario says. */
export interface HostWishes {
  /** How they get their interfaces: what the machine allows where it is not said. */
  readonly way: InterfaceWay;
  /** The hosts have IPv6 addresses too, and their names mean these. */
  readonly ipv6: boolean;
  /** The host whose program of the user's own reads the lab's standard input; null for none. */
  readonly input: End | null;
  /** What each host offers to the other at most; null for no limit. */
  readonly limits: Readonly<Record<End, RouteLimits | null>>;
  /** Kernel settings, under /proc/sys/net, that go before the scenario's own. */
  readonly settings: Readonly<Record<End, Readonly<Record<string, string>>>>;
}

/** How a program of the user's own ended. */
export interface ProgramEnding {
  readonly end: End;
  readonly exit: Exit;
  /** Connections that its host asked for and that came to nothing. */
  readonly failedOpenings: number;
  /** It was still running when all was over, and was ended. */
  readonly stopped: boolean;
}

/** How the lab ended: all was said and done, the time was over, or the signal came. */
export type LabOutcome = "done" | "timed-out" | "interrupted";
