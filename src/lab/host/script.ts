/**
 * Plays a script: socket calls one after the other, or several at the same time, each with its line in the transcript.
 */
import { pythonError, socketError } from "../../experiment/socket_error.ts";
import { pause } from "../../net/within.ts";
import type { HostVoice } from "./host_voice.ts";
import type { Step } from "./program.ts";
import { inRound } from "./rounds.ts";
import { ScriptSockets } from "./script_sockets.ts";

/** What the lab hears when a script has no step any more. */
export const NO_STEP = "";

/** Plays `steps`. A socket error is a line and the end; what is open then is closed. */
export async function playScript(steps: readonly Step[], peer: string, voice: HostVoice): Promise<void> {
  const player = new ScriptPlayer(peer, voice);
  try {
    await player.play(steps, "step ");
  } catch (error) {
    const failure = socketError(error);
    if (failure === undefined) throw error;
    voice.line(pythonError(failure));
  } finally {
    player.end();
  }
}

/** A step as a reader of the scenario knows it: what it does, and to what. */
export function describeStep(step: Step): string {
  if (step.do === "repeat" || step.do === "together") return step.do;
  const { do: name, ...rest } = step;
  const details = Object.entries(rest).map(([key, value]) => `${key} ${JSON.stringify(value)}`);
  return [name, details.join(", ")].filter((part) => part !== "").join(" ");
}

class ScriptPlayer {
  readonly #voice: HostVoice;
  readonly #sockets: ScriptSockets;
  /** The steps under way: those that wait at the same time, by their places. */
  readonly #current = new Map<string, string>();
  #over = false;

  constructor(peer: string, voice: HostVoice) {
    this.#voice = voice;
    this.#sockets = new ScriptSockets(peer, voice);
  }

  /** Plays steps one after the other; `place` is where they stand: `step `, `step 2.`. */
  async play(steps: readonly Step[], place: string): Promise<void> {
    try {
      for (const [index, step] of steps.entries()) {
        if (this.#over) return;
        const here = `${place}${index + 1}`;
        this.#enter(place, `${here}, ${describeStep(step)}`);
        if (step.do === "repeat") await this.#repeat(step, here);
        else if (step.do === "together") await this.#together(step, here);
        else await this.#act(step);
      }
    } finally {
      this.#current.delete(place);
    }
  }

  /** Closes what a script left open. */
  end(): void {
    this.#over = true;
    this.#voice.step(NO_STEP);
    this.#sockets.end();
  }

  /** Within a step that holds others, these are where the script is. */
  #enter(place: string, step: string): void {
    if (this.#over) return;
    this.#current.set(place, step);
    const inner = [...this.#current].filter(([outer]) => !this.#holdsOthers(outer));
    this.#voice.step(inner.map(([, text]) => text).join(" and "));
  }

  #holdsOthers(place: string): boolean {
    const here = /^step [\d.]*\d/.exec(this.#current.get(place) ?? "")?.[0];
    return here !== undefined && [...this.#current.keys()].some((other) => other.startsWith(`${here}.`));
  }

  async #repeat({ times, steps }: Extract<Step, { do: "repeat" }>, here: string): Promise<void> {
    for (let round = 1; round <= times && !this.#over; round++) {
      await this.play(steps.map((step) => inRound(step, round)), `${here}.`);
    }
  }

  async #together({ parts }: Extract<Step, { do: "together" }>, here: string): Promise<void> {
    await Promise.all(parts.map((steps, index) => this.play(steps, `${here}.${index + 1}.`)));
  }

  async #act(step: Exclude<Step, { do: "repeat" | "together" }>): Promise<void> {
    const sockets = this.#sockets;
    switch (step.do) {
      case "listen":
        return sockets.listen(step);
      case "accept":
        return await sockets.accept(step);
      case "stop-listening":
        return sockets.stopListening();
      case "connect":
        return await sockets.connect(step);
      case "open-udp":
        return sockets.openUdp(step);
      case "send":
        return await sockets.send(step);
      case "receive":
        return await sockets.receive(step);
      case "receive-until":
        return await sockets.receiveUntil(step);
      case "receive-datagram":
        return await sockets.receiveDatagram(step);
      case "set":
        return sockets.set(step);
      case "keep-alive":
      case "no-delay":
        return sockets.switchOn(step.do, step.on);
      case "close-write":
        return sockets.closeWrite(step.on);
      case "close":
        return sockets.close(step.on);
      default:
        return await this.#wait(step);
    }
  }

  async #wait(step: Extract<Step, { do: "wait" | "await-packet" | "tell" | "await" }>): Promise<void> {
    switch (step.do) {
      case "wait":
        this.#voice.line(`sleeps ${step.ms} ms`);
        return await pause(step.ms);
      case "await-packet":
        return await this.#voice.seen(step);
      case "tell":
        return this.#voice.tell(step.what);
      case "await":
        return await this.#voice.told(step.what);
    }
  }
}
