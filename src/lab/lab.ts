/**
 * Plays a scenario: starts both hosts, puts the wire between them, and ends everything on every way out.
 */
import { HostsUnavailable } from "./host/hosts_unavailable.ts";
import { Failure } from "../base/failure.ts";
import { chooseWay } from "./choose_way.ts";
import { ADDRESSES, IPV6_ADDRESSES } from "./addresses.ts";
import { awaitEnding } from "./ending.ts";
import type { RouteLimits } from "../linux/netlink/route_message.ts";
import type { KernelSample } from "./kernel/kernel_sample.ts";
import type { InterfaceWay } from "./host/make_interface.ts";
import { packetOccasion, type Report } from "./host/messages.ts";
import { AwaitedPackets } from "./awaited_packets.ts";
import type { Exit } from "../linux/program/spawn.ts";
import { CLIENT_FINISHED } from "./host/play_http.ts";
import { everyStep, type Program } from "./host/program.ts";
import { HostProcess } from "./host_process.ts";
import { assertKnownMachine } from "../linux/calls/constants.ts";
import { goFirst, stepBack, threadsOfThisProcess } from "../linux/process.ts";
import { pause } from "../net/within.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import type { SeenPacket, WirePacket } from "./wire/passage.ts";
import { type End, ENDS, otherEnd } from "./wire/end.ts";
import { isFaulty, type LinkOptions, longestDelay } from "./wire/link_options.ts";
import { WireThread } from "./thread/wire_thread.ts";

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

const ORDINARY_HOSTS = {
  ipv6: false,
  input: null,
  limits: { client: null, server: null },
  settings: { client: {}, server: {} },
};

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

/** Plays a scenario to its end. Throws `Failure` where the machine does not allow it or a host fails. */
export async function runLab(options: LabOptions): Promise<LabOutcome> {
  assertHostsPossible();
  const cast = new Cast(options);
  const { client, server } = cast.hosts;
  await using _client = client;
  await using _server = server;
  const stopped = Promise.withResolvers<LabOutcome>();
  const interrupt = () => stopped.resolve("interrupted");
  options.signal.addEventListener("abort", interrupt, { once: true });
  const timer = setTimeout(() => stopped.resolve("timed-out"), options.timeout);
  try {
    if (options.signal.aborted) return "interrupted";
    return await Promise.race([stopped.promise, client.failed, server.failed, cast.play()]);
  } catch (error) {
    // Ctrl-C reaches the hosts as well, perhaps a moment earlier: that they end is then no failure of theirs.
    if (!options.signal.aborted) await pause(50);
    if (options.signal.aborted) return "interrupted";
    throw error;
  } finally {
    clearTimeout(timer);
    options.signal.removeEventListener("abort", interrupt);
    await cast.stop();
  }
}

/** What somebody can do on a machine that can have no virtual hosts. Pure. */
export function wayWithoutHosts(os: string): string {
  const elsewhere = os === "windows" ? "in WSL 2 the lab runs" : "in a virtual machine with Linux the lab runs";
  return `${elsewhere}; here explain, why, pair and view read captures, and echo and client play the experiments`;
}

/** Throws `Failure` where virtual hosts cannot be had, with the way that is left. */
export function assertHostsPossible({ os, arch }: { os: string; arch: string } = Deno.build): void {
  try {
    assertKnownMachine({ os, arch });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new HostsUnavailable(
      `Virtual hosts cannot be made here: ${error.message}; ${wayWithoutHosts(os)}`,
    );
  }
}

/** The two hosts and the wire of one run. */
class Cast {
  readonly #options: LabOptions;
  readonly #wishes: HostWishes;
  readonly hosts: Readonly<Record<End, HostProcess>>;
  readonly #listening = Promise.withResolvers<void>();
  readonly #finished = occasions();
  readonly #quiet = occasions();
  readonly #settled = occasions();
  readonly #stopped = new Set<End>();
  readonly #over = new AbortController();
  readonly #awaited = new AwaitedPackets();
  readonly #wire: WireThread;
  #carrying = false;
  readonly #dropped: Record<End, number> = { client: 0, server: 0 };

  constructor(options: LabOptions) {
    this.#options = options;
    const { scenario, hosts } = options;
    this.#wishes = { way: chooseWay().way, ...ORDINARY_HOSTS, ...hosts };
    if (scenario.ipv6) this.#wishes = { ...this.#wishes, ipv6: true };
    // A lesson about who was faster should not depend on what else the machine does. Who cannot go before that has at least
    // the wire go before the hosts and all else that the lab does: its thread keeps what it starts with.
    const others = threadsOfThisProcess();
    this.#wire = new WireThread();
    if (!goFirst()) stepBack(others);
    const start = (end: End) =>
      HostProcess.start({ end, way: this.#wishes.way, own: this.#own(end) }, (report) => this.#hear(end, report));
    const server = start("server");
    try {
      const client = start("client");
      this.hosts = { client, server };
    } catch (error) {
      void server[Symbol.asyncDispose]();
      throw error;
    }
  }

  async play(): Promise<LabOutcome> {
    const { scenario, link, onPacket, onSeen, seenOf = [], onSample = () => {} } = this.#options;
    const wire = this.#wire;
    const [client, server] = await Promise.all([this.#setUp("client"), this.#setUp("server"), wire.ready]);
    this.#options.onReady(this.#wishes.ipv6 ? IPV6_ADDRESSES : ADDRESSES);
    const carrying = wire.carry({
      cables: { client: client.cable, server: server.cable },
      frames: this.#wishes.way === "veth",
      kernels: { client: client.kernel, server: server.kernel },
      link,
    }, {
      packet: (packet) => {
        this.#awaited.saw(packet);
        onPacket(packet);
      },
      ...(onSeen && { seen: onSeen }),
      seenOf,
      sample: onSample,
    });
    this.#carrying = true;
    this.#play("server", scenario.server);
    if (announcesItself(scenario.server)) await this.#listening.promise;
    this.#play("client", scenario.client);
    const signs = { finished: this.#finished, quiet: this.#quiet, settled: this.#settled };
    const ending = awaitEnding({
      own: { client: this.#own("client"), server: this.#own("server") },
      signs,
      wire,
      delay: longestDelay(link),
      settle: (end) => this.hosts[end].tell({ do: "settle" }),
      stop: (end) => this.#stop(end),
      signal: this.#over.signal,
    });
    const over = await Promise.race([ending, carrying.then(() => new Promise<never>(() => {}))]);
    return over ? "done" : "timed-out";
  }

  /** Stops the wire; the hosts are ended by whoever has them. */
  async stop(): Promise<void> {
    this.#over.abort();
    if (this.#carrying) this.#tellOverrun(await this.#wire.stop().catch(() => null));
    this.#wire[Symbol.dispose]();
  }

  /** Adds what found no room at the cable's far end to what found none in the host. */
  #tellOverrun(overrun: Readonly<Record<End, number>> | null): void {
    for (const end of ENDS) {
      const packets = this.#dropped[end] + (overrun?.[end] ?? 0);
      if (packets > 0) this.#options.onOverrun?.(end, packets);
    }
  }

  #own(end: End): boolean {
    return this.#options.scenario[end].program === "command";
  }

  #setUp(end: End): ReturnType<HostProcess["setUp"]> {
    const { scenario, link } = this.#options;
    const hosts = this.#wishes;
    return this.hosts[end].setUp({
      address: ADDRESSES[end],
      ipv6: hosts.ipv6 ? IPV6_ADDRESSES[end] : null,
      way: hosts.way,
      mtu: link.mtu,
      offload: link.offload,
      limits: hosts.limits[end],
      peers: [ADDRESSES[otherEnd(end)], ...(hosts.ipv6 ? [IPV6_ADDRESSES[otherEnd(end)]] : [])],
      settings: {
        ...settingsFor(link, hosts.limits[end]),
        ...scenario.settings?.[end],
        ...hosts.settings[end],
      },
      steady: scenario.steady === true && !isFaulty({ ...link, faults: addedFaults(scenario, link) }),
      rehearsal: this.#own(end) ? null : scenario[end].program === "script" ? "script" : "echo",
      names: this.#own(end) ? { hosts: hosts.ipv6 ? IPV6_ADDRESSES : ADDRESSES, hostname: Deno.hostname() } : null,
      input: hosts.input === end,
    });
  }

  #play(end: End, program: Program): void {
    const identity = { user: Deno.uid() ?? 0, group: Deno.gid() ?? 0 };
    const peer = (this.#wishes.ipv6 ? IPV6_ADDRESSES : ADDRESSES)[otherEnd(end)];
    this.hosts[end].tell({ do: "play", program, peer, identity });
  }

  #stop(end: End): void {
    this.#stopped.add(end);
    this.hosts[end].tell({ do: "stop" });
  }

  #hear(end: End, report: Report): void {
    switch (report.say) {
      case "listening":
        return this.#listening.resolve();
      case "line":
        return this.#options.onLine({ end, at: report.at, text: report.text });
      case "awaits":
        return this.#awaited.add(
          report.packet,
          () => this.hosts[end].tell({ do: "told", what: packetOccasion(report.packet) }),
        );
      case "tell":
        return this.hosts[otherEnd(end)].tell({ do: "told", what: report.what });
      case "step":
        return this.#options.onStep?.(end, report.step);
      case "exit": {
        const { exit, failedOpenings } = report;
        return this.#options.onExit?.({ end, exit, failedOpenings, stopped: this.#stopped.has(end) });
      }
      case "quiet":
        this.#dropped[end] = report.dropped;
        return this.#quiet[end].resolve();
      case "settled":
        this.#dropped[end] = report.dropped;
        return this.#settled[end].resolve();
      case "finished":
        this.#finished[end].resolve();
        // A server that serves until nobody asks any more.
        return end === "client" ? this.hosts.server.tell({ do: "told", what: CLIENT_FINISHED }) : undefined;
      case "ready":
        return;
      case "failed":
        throw new Failure(report.message);
    }
  }
}

function occasions(): Record<End, PromiseWithResolvers<void>> {
  return { client: Promise.withResolvers<void>(), server: Promise.withResolvers<void>() };
}

/** The faults that are not the scenario's own. */
function addedFaults({ link: own }: Scenario, link: LinkOptions): LinkOptions["faults"] {
  return link.faults.filter((fault) => !own.faults?.includes(fault));
}

/**
 * A queue that marks is of use only where both ends ask for it. A window that a route limits stays limited only where the kernel
 * does not fit the receive buffer to what it sees.
 */
function settingsFor({ ecn }: LinkOptions, limits: RouteLimits | null): Record<string, string> {
  return {
    ...([ecn].flat().includes(true) && { "ipv4/tcp_ecn": "1" }),
    ...(typeof limits?.window === "number" && { "ipv4/tcp_moderate_rcvbuf": "0" }),
  };
}

/** Whether the client has to wait until this server listens; two hosts that both connect start together. */
function announcesItself(program: Program): boolean {
  if (program.program !== "script") return true;
  return everyStep(program.steps).some((step) =>
    step.do === "listen" || (step.do === "open-udp" && step.port !== undefined)
  );
}
