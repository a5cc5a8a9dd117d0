/**
 * Looks through a script before it is played: steps that cannot work where they stand would fail in the middle of a run.
 */
import type { Step } from "../host/program.ts";
import { inRound } from "../host/rounds.ts";

/** What is open at a place of a script. */
interface Open {
  readonly listening: boolean;
  readonly sockets: ReadonlyMap<string, "TCP" | "UDP">;
}

const NOTHING: Open = { listening: false, sockets: new Map() };
/** The socket that has no name. */
const UNNAMED = "";

/** A step that cannot work where it stands, and why: `step 3: receive needs a connection`; null where all can. */
export function findMisplacedStep(steps: readonly Step[]): string | null {
  try {
    new ScriptCheck().walk(steps, NOTHING, "step ");
    return null;
  } catch (error) {
    if (error instanceof Misplaced) return error.message;
    throw error;
  }
}

class Misplaced extends Error {}

class ScriptCheck {
  /** Goes through steps one after the other; gives what is open behind them. */
  walk(steps: readonly Step[], open: Open, place: string): Open {
    return steps.reduce((before, step, index) => this.#step(step, before, `${place}${index + 1}`), open);
  }

  #step(step: Step, open: Open, here: string): Open {
    switch (step.do) {
      case "repeat":
        return this.#repeat(step, open, here);
      case "together":
        return this.#together(step, open, here);
      case "listen":
        return { ...open, listening: true };
      case "stop-listening":
        if (!open.listening) throw new Misplaced(`${here}: stop-listening comes before listen`);
        return { ...open, listening: false };
      case "accept":
        if (!open.listening) throw new Misplaced(`${here}: accept comes before listen`);
        return opened(step, "TCP", { open, here });
      case "connect":
        return opened(step, "TCP", { open, here });
      case "open-udp":
        if (step.port === undefined && step.to === undefined) {
          throw new Misplaced(`${here}: open-udp takes a port, or the other host's port as to`);
        }
        return opened(step, "UDP", { open, here });
      case "wait":
      case "await-packet":
      case "tell":
      case "await":
        return open;
      default:
        return used(step, open, here);
    }
  }

  #repeat({ times, steps }: Extract<Step, { do: "repeat" }>, open: Open, here: string): Open {
    let behind = open;
    // What the first round leaves open, the second one finds; only names that hold the round are new in each.
    const rounds = JSON.stringify(steps).includes("{n}") ? times : Math.min(times, 2);
    for (let round = 1; round <= rounds; round++) {
      behind = this.walk(steps.map((step) => inRound(step, round)), behind, `${here}.`);
    }
    return behind;
  }

  /** Each part finds what was open before; what any of them opens or closes holds behind. */
  #together({ parts }: Extract<Step, { do: "together" }>, open: Open, here: string): Open {
    const behind = parts.map((steps, index) => this.walk(steps, open, `${here}.${index + 1}.`));
    const sockets = new Map(behind.flatMap(({ sockets }) => [...sockets]));
    for (const name of open.sockets.keys()) if (!behind.every(({ sockets }) => sockets.has(name))) sockets.delete(name);
    return { listening: behind.some(({ listening }) => listening), sockets };
  }
}

function opened(
  { do: name, as = UNNAMED }: Extract<Step, { do: "accept" | "connect" | "open-udp" }>,
  kind: "TCP" | "UDP",
  { open, here }: { readonly open: Open; readonly here: string },
): Open {
  if (open.sockets.has(as)) {
    const how = as === UNNAMED ? "close it first, or give this one a name with as" : "close it first";
    throw new Misplaced(`${here}: ${name} while ${as === UNNAMED ? "a connection" : as} is open: ${how}`);
  }
  return { ...open, sockets: new Map([...open.sockets, [as, kind]]) };
}

function used(step: Extract<Step, { on?: string }>, open: Open, here: string): Open {
  const { do: name, on = UNNAMED } = step;
  const kind = open.sockets.get(on);
  if (kind === undefined) {
    const known = [...open.sockets.keys()].filter((one) => one !== UNNAMED);
    const which = known.length > 0 ? `say which one with on: ${known.join(", ")}` : "connect or accept first";
    throw new Misplaced(`${here}: ${name} needs a connection${on === UNNAMED ? "" : ` called ${on}`}: ${which}`);
  }
  const wanted = name === "receive-datagram" ? "UDP" : name === "send" || name === "close" ? kind : "TCP";
  if (kind !== wanted) throw new Misplaced(`${here}: ${name} needs a ${wanted} socket, and this is a ${kind} one`);
  if (name !== "close") return open;
  return { ...open, sockets: new Map([...open.sockets].filter(([socket]) => socket !== on)) };
}
