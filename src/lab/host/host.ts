/**
 * A virtual host: a process in a network namespace of its own. It makes its interface, hands the other end of the cable
 * to the lab, and plays its program.
 */
import { HostsUnavailable } from "./hosts_unavailable.ts";
import { Failure } from "../../base/failure.ts";
import { monotonicNow } from "../../linux/clock.ts";
import { Descriptor } from "../../linux/calls/descriptor.ts";
import { receiveDescriptor, sendDescriptor } from "../../linux/descriptor_passing.ts";
import { NETLINK_SOCK_DIAG } from "../../linux/calls/constants.ts";
import { NetlinkSocket } from "../../linux/netlink_socket.ts";
import { bringUp } from "../../linux/devices/interface.ts";
import { countDropped } from "../../linux/devices/interface_counters.ts";
import { countFailedOpenings } from "../../linux/devices/tcp_counters.ts";
import { dieWithParent } from "../../linux/process.ts";
import { pause } from "../../net/within.ts";
import { awaitListener } from "../own/await_listener.ts";
import { describeExit } from "../own/describe_exit.ts";
import { type Command, decodeMessages, encodeMessage, packetOccasion, type Report } from "./messages.ts";
import { interfaceName, makeInterface } from "./make_interface.ts";
import { anybodyElse, endEverybody, type Identity, OwnProgram, possibleIdentity } from "../own/own_program.ts";
import { waitForQuiet } from "../own/socket_tables.ts";
import type { HostVoice } from "./host_voice.ts";
import { playProgram } from "./play_program.ts";
import type { OwnCommand } from "./program.ts";
import { rehearse } from "./rehearse.ts";
import { applySettings } from "./settings.ts";
import { surround } from "../own/surround.ts";

export interface HostOptions {
  /** Number of the inherited socket over which the TUN device goes to the lab. */
  readonly linkFd: number;
  /** Process id of the lab where that is this process's parent; null where others stand between. */
  readonly parent: number | null;
}

/** Runs a host until the lab closes this process's standard input, or dies. */
export async function runHost({ linkFd, parent }: HostOptions): Promise<void> {
  // With others between, this one ends when its input does, and they with it.
  if (parent !== null && !dieWithParent(parent)) return;
  // Ctrl-C reaches every process of the terminal: the lab decides what it means, and closing the input tells us.
  Deno.addSignalListener("SIGINT", () => {});
  const host = new Host(linkFd);
  for await (const command of decodeMessages<Command>(Deno.stdin.readable)) host.obey(command);
}

class Host {
  readonly #told = new Map<string, PromiseWithResolvers<void>>();
  readonly #ended = new AbortController();
  /** What a program of the user's own reads; null for nothing. */
  #input: Descriptor | null = null;
  #address = "";
  #server = false;
  #interface = "";

  constructor(readonly linkFd: number) {}

  obey(command: Command): void {
    switch (command.do) {
      case "set-up":
        this.#attempt(() => this.#setUp(command));
        return;
      case "play":
        this.#attempt(() => this.#play(command));
        return;
      case "settle":
        this.#attempt(async () => {
          await waitForQuiet(this.#ended.signal);
          report({ say: "settled", dropped: countDropped(this.#interface) });
        });
        return;
      case "stop":
        this.#attempt(endEverybody);
        return;
      case "told":
        this.#occasion(command.what).resolve();
        return;
    }
  }

  async #setUp(command: Extract<Command, { do: "set-up" }>): Promise<void> {
    const { end, settings, steady, names, input, rehearsal } = command;
    this.#server = end === "server";
    this.#address = names?.hosts[end] ?? command.address;
    // The interface may need what /proc shows outside, so it comes before what hides that.
    const make = makeInterface(command);
    this.#interface = interfaceName(command.way);
    if (names !== null) surround(end, names);
    applySettings({ ...settings }, { steady, ipv6: command.ipv6 !== null });
    bringUp("lo");
    if (rehearsal !== null) await rehearse(rehearsal);
    using link = new Descriptor(this.linkFd);
    using cable = make();
    sendDescriptor(link, cable);
    using diagnosis = NetlinkSocket.open(NETLINK_SOCK_DIAG);
    sendDescriptor(link, diagnosis.descriptor);
    report({ say: "ready" });
    if (input) this.#input = receiveDescriptor(link);
  }

  async #play({ program, peer, identity }: Extract<Command, { do: "play" }>): Promise<void> {
    if (program.program === "command") await this.#playOwn(program, identity);
    else await playProgram(program, peer, this.#voice());
    report({ say: "finished" });
    await waitForQuiet(this.#ended.signal);
    report({ say: "quiet", dropped: countDropped(this.#interface) });
  }

  /** Runs a command of the user's own until it ends, or is ended. */
  async #playOwn({ command, ready }: OwnCommand, wanted: Identity): Promise<void> {
    const identity = await possibleIdentity(wanted);
    const program = new OwnProgram({ command, identity, input: this.#input, onLine: this.#voice().line });
    this.#input?.close();
    this.#awaitReady(program, ready);
    report({ say: "exit", exit: await program.ended(), failedOpenings: countFailedOpenings() });
    // A server that went into the background serves on: it ends when the lab says so.
    if (this.#server) { while (anybodyElse()) await pause(20); }
  }

  #awaitReady(program: OwnProgram, ready: number | undefined): void {
    if (!this.#server) return;
    const ended = () => program.exit === null || anybodyElse() ? null : describeExit(program.exit);
    const lastLines = () => program.ended().then(() => program.lastLines);
    const server = { ended, lastLines };
    this.#attempt(async () => {
      if (ready === undefined) await awaitListener(server, this.#address);
      else await pause(ready);
      report({ say: "listening" });
    });
  }

  #voice(): HostVoice {
    return {
      line: (text) => report({ say: "line", at: monotonicNow(), text }),
      listening: () => report({ say: "listening" }),
      step: (step) => report({ say: "step", step }),
      seen: ({ from, kind, nth }) => {
        report({ say: "awaits", packet: { from, kind, nth } });
        return this.#occasion(packetOccasion({ from, kind, nth })).promise;
      },
      tell: (what) => report({ say: "tell", what }),
      told: (what) => this.#occasion(what).promise,
    };
  }

  #occasion(what: string): PromiseWithResolvers<void> {
    let occasion = this.#told.get(what);
    if (occasion === undefined) this.#told.set(what, occasion = Promise.withResolvers<void>());
    return occasion;
  }

  #attempt(work: () => Promise<void>): void {
    work().catch((error) => {
      const message = error instanceof Failure ? error.message : `A host failed: ${String(error)}`;
      report({ say: "failed", message, ...(error instanceof HostsUnavailable && { unavailable: true }) });
    });
  }
}

function report(message: Report): void {
  const bytes = encodeMessage(message);
  try {
    for (let written = 0; written < bytes.length;) written += Deno.stdout.writeSync(bytes.subarray(written));
  } catch {
    // The lab has gone: so do we.
    Deno.exit(0);
  }
}
