/**
 * The two hosts and the wire of one run: what each says is heard here, and what follows from it is told to the others.
 */
import { Failure } from "../base/failure.ts";
import type { RouteLimits } from "../linux/netlink/route_message.ts";
import { goFirst, stepBack, threadsOfThisProcess } from "../linux/process.ts";
import { ADDRESSES, IPV6_ADDRESSES } from "./addresses.ts";
import { AwaitedPackets } from "./awaited_packets.ts";
import { chooseWay } from "./choose_way.ts";
import { awaitEnding } from "./ending.ts";
import { packetOccasion, type Report } from "./host/messages.ts";
import { CLIENT_FINISHED } from "./host/play_http.ts";
import { everyStep, type Program } from "./host/program.ts";
import { HostProcess } from "./host_process.ts";
import type { HostWishes, LabOptions, LabOutcome } from "./lab_options.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import { WireThread } from "./thread/wire_thread.ts";
import { type End, ENDS, otherEnd } from "./wire/end.ts";
import { isFaulty, type LinkOptions, longestDelay } from "./wire/link_options.ts";

const ORDINARY_HOSTS = {
  ipv6: false,
  input: null,
  limits: { client: null, server: null },
  settings: { client: {}, server: {} },
};

/** The two hosts and the wire of one run. */
export class Cast {
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
    this.#wire = new WireThread(options.link, this.#wishes.way === "veth");
    if (!goFirst()) stepBack(others);
    try {
      this.hosts = this.#startHosts();
    } catch (error) {
      this.#wire[Symbol.dispose]();
      throw error;
    }
  }

  #startHosts(): Readonly<Record<End, HostProcess>> {
    const start = (end: End) =>
      HostProcess.start({ end, way: this.#wishes.way, own: this.#own(end) }, (report) => this.#hear(end, report));
    const server = start("server");
    try {
      return { client: start("client"), server };
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
      kernels: { client: client.kernel, server: server.kernel },
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
