/**
 * Plays a scenario: starts both hosts, puts the wire between them, and ends everything on every way out.
 */
import { Failure } from "../base/failure.ts";
import type { Report } from "./host/messages.ts";
import { CLIENT_FINISHED } from "./host/play_http.ts";
import type { Program } from "./host/program.ts";
import { HostProcess } from "./host_process.ts";
import { assertKnownMachine } from "../linux/constants.ts";
import { goFirst } from "../linux/process.ts";
import { pause } from "../net/within.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import type { SeenPacket, WirePacket } from "./wire/passage.ts";
import { type End, otherEnd } from "./wire/end.ts";
import { isFaulty, type LinkOptions, longestDelay } from "./wire/link_options.ts";
import { Wire } from "./wire/wire.ts";

/** Addresses of the hosts, in one network of 24 bits. */
export const ADDRESSES: Readonly<Record<End, string>> = { client: "10.0.2.4", server: "10.0.2.15" };

/** After the last packet the wire is watched for this much longer, ms. */
const AFTERMATH = 25;

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
  /** Called for every packet that a host's interface sends or gets; must be quick. */
  readonly onSeen?: (host: End, packet: SeenPacket) => void;
  readonly onLine: (line: TranscriptLine) => void;
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
  if (options.signal.aborted) return "interrupted";
  const stopped = Promise.withResolvers<LabOutcome>();
  const interrupt = () => stopped.resolve("interrupted");
  options.signal.addEventListener("abort", interrupt, { once: true });
  const timer = setTimeout(() => stopped.resolve("timed-out"), options.timeout);
  try {
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

/** Throws `Failure` where virtual hosts cannot be had, with the way that is left. */
export function assertHostsPossible({ os, arch }: { os: string; arch: string } = Deno.build): void {
  try {
    assertKnownMachine({ os, arch });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(
      `Virtual hosts cannot be made here: ${error.message}; play it with --loopback, or on such a machine`,
    );
  }
}

/** The two hosts and the wire of one run. */
class Cast {
  readonly #options: LabOptions;
  readonly hosts: Readonly<Record<End, HostProcess>>;
  readonly #listening = Promise.withResolvers<void>();
  readonly #quiet = { client: Promise.withResolvers<void>(), server: Promise.withResolvers<void>() };
  #wire: Wire | null = null;
  #carrying: Promise<void> = Promise.resolve();

  constructor(options: LabOptions) {
    this.#options = options;
    // A lesson about who was faster should not depend on what else the machine does.
    goFirst();
    const server = HostProcess.start("server", (report) => this.#hear("server", report));
    try {
      const client = HostProcess.start("client", (report) => this.#hear("client", report));
      this.hosts = { client, server };
    } catch (error) {
      void server[Symbol.asyncDispose]();
      throw error;
    }
  }

  async play(): Promise<LabOutcome> {
    const { scenario, link, onPacket, onSeen } = this.#options;
    const [client, server] = await Promise.all([this.#setUp("client"), this.#setUp("server")]);
    this.#options.onReady(ADDRESSES);
    this.#wire = new Wire({ client, server }, link, { packet: onPacket, ...(onSeen && { seen: onSeen }) });
    this.#carrying = this.#wire.run();
    this.#play("server", scenario.server);
    if (announcesItself(scenario.server)) await this.#listening.promise;
    this.#play("client", scenario.client);
    await Promise.race([this.#bothQuiet(), this.#carrying.then(() => new Promise<never>(() => {}))]);
    return "done";
  }

  /** Stops the wire; the hosts are ended by whoever has them. */
  async stop(): Promise<void> {
    this.#wire?.stop();
    await this.#carrying.catch(() => {});
    this.#wire?.[Symbol.dispose]();
  }

  #setUp(end: End): ReturnType<HostProcess["setUp"]> {
    const { scenario, link } = this.#options;
    return this.hosts[end].setUp({
      address: ADDRESSES[end],
      mtu: link.mtu,
      offload: link.offload,
      settings: { ...settingsFor(link), ...scenario.settings?.[end] },
      steady: scenario.steady === true && !isFaulty({ ...link, faults: addedFaults(scenario, link) }),
    });
  }

  #play(end: End, program: Program): void {
    this.hosts[end].tell({ do: "play", program, peer: ADDRESSES[otherEnd(end)] });
  }

  /** Both kernels are done with their connections, and the last packet has arrived and been answered. */
  async #bothQuiet(): Promise<void> {
    await Promise.all([this.#quiet.client.promise, this.#quiet.server.promise]);
    while (
      this.#wire !== null && (!this.#wire.empty || this.#wire.silence < longestDelay(this.#options.link) + AFTERMATH)
    ) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  #hear(end: End, report: Report): void {
    switch (report.say) {
      case "listening":
        return this.#listening.resolve();
      case "line":
        return this.#options.onLine({ end, at: report.at, text: report.text });
      case "tell":
        return this.hosts[otherEnd(end)].tell({ do: "told", what: report.what });
      case "quiet":
        return this.#quiet[end].resolve();
      case "finished":
        // A server that serves until nobody asks any more.
        return end === "client" ? this.hosts.server.tell({ do: "told", what: CLIENT_FINISHED }) : undefined;
      case "ready":
        return;
      case "failed":
        throw new Failure(report.message);
    }
  }
}

/** The faults that are not the scenario's own. */
function addedFaults({ link: own }: Scenario, link: LinkOptions): LinkOptions["faults"] {
  return link.faults.filter((fault) => !own.faults?.includes(fault));
}

/** A queue that marks is of use only where both ends ask for it. */
function settingsFor({ ecn }: LinkOptions): Record<string, string> {
  return [ecn].flat().includes(true) ? { "ipv4/tcp_ecn": "1" } : {};
}

/** Whether the client has to wait until this server listens; two hosts that both connect start together. */
function announcesItself(program: Program): boolean {
  return program.program !== "script" || program.steps.some((step) => step.do === "listen");
}
