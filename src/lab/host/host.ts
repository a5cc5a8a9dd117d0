/**
 * A virtual host: a process in a network namespace of its own. It makes its interface, hands the other end of the cable
 * to the lab, and plays its program.
 */
import { Failure } from "../../base/failure.ts";
import { monotonicNow } from "../../linux/clock.ts";
import { Descriptor } from "../../linux/calls/descriptor.ts";
import { sendDescriptor } from "../../linux/descriptor_passing.ts";
import { SystemCallError } from "../../linux/calls/errors.ts";
import { bringUp, configureInterface } from "../../linux/interface.ts";
import { dieWithParent } from "../../linux/process.ts";
import { openTun } from "../../linux/tun.ts";
import { explainTunError } from "../../linux/tun_error.ts";
import { type Command, decodeMessages, encodeMessage, type Report } from "./messages.ts";
import { waitForQuiet } from "./open_sockets.ts";
import type { HostVoice } from "./host_voice.ts";
import { playProgram } from "./play_program.ts";
import { rehearse } from "./rehearse.ts";
import { applySettings } from "./settings.ts";

export interface HostOptions {
  /** Number of the inherited socket over which the TUN device goes to the lab. */
  readonly linkFd: number;
  /** Process id of the lab. */
  readonly parent: number;
}

/** Runs a host until the lab closes this process's standard input, or dies. */
export async function runHost({ linkFd, parent }: HostOptions): Promise<void> {
  if (!dieWithParent(parent)) return;
  // Ctrl-C reaches every process of the terminal: the lab decides what it means, and closing the input tells us.
  Deno.addSignalListener("SIGINT", () => {});
  const host = new Host(linkFd);
  for await (const command of decodeMessages<Command>(Deno.stdin.readable)) host.obey(command);
}

class Host {
  readonly #told = new Map<string, PromiseWithResolvers<void>>();
  readonly #ended = new AbortController();

  constructor(readonly linkFd: number) {}

  obey(command: Command): void {
    switch (command.do) {
      case "set-up":
        this.#attempt(() => this.#setUp(command));
        return;
      case "play":
        this.#attempt(() => this.#play(command));
        return;
      case "told":
        this.#occasion(command.what).resolve();
        return;
    }
  }

  async #setUp({ address, mtu, offload, settings, steady }: Extract<Command, { do: "set-up" }>): Promise<void> {
    applySettings(settings, steady);
    bringUp("lo");
    await rehearse();
    using tun = makeTun(offload);
    configureInterface("tun0", { address, netmask: "255.255.255.0", mtu });
    using link = new Descriptor(this.linkFd);
    sendDescriptor(link, tun);
    report({ say: "ready" });
  }

  async #play({ program, peer }: Extract<Command, { do: "play" }>): Promise<void> {
    const voice: HostVoice = {
      line: (text) => report({ say: "line", at: monotonicNow(), text }),
      listening: () => report({ say: "listening" }),
      tell: (what) => report({ say: "tell", what }),
      told: (what) => this.#occasion(what).promise,
    };
    await playProgram(program, peer, voice);
    report({ say: "finished" });
    await waitForQuiet(this.#ended.signal);
    report({ say: "quiet" });
  }

  #occasion(what: string): PromiseWithResolvers<void> {
    let occasion = this.#told.get(what);
    if (occasion === undefined) this.#told.set(what, occasion = Promise.withResolvers<void>());
    return occasion;
  }

  #attempt(work: () => Promise<void>): void {
    work().catch((error) => {
      const message = error instanceof Failure ? error.message : `A host failed: ${String(error)}`;
      report({ say: "failed", message });
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

/** Makes the interface, or says in one line what keeps it from being made. */
function makeTun(offload: boolean): Descriptor {
  try {
    return openTun("tun0", offload);
  } catch (error) {
    if (error instanceof SystemCallError) throw new Failure(explainTunError(error));
    throw error;
  }
}
