/** The true budget of a transfer, by the definitions of docs/why.md, as the kernel, the programs and the wire knew it. */
import type { BudgetItem, Cause, End as Responsible } from "../../src/diagnosis/terms/cause.ts";
import { ACK, SYN } from "../../src/packet/packet.ts";
import type { End } from "../../src/lab/wire/end.ts";
import type { Known } from "./known.ts";
import type { SeenPacket } from "./seen.ts";
import { SenderTrack } from "./sender_track.ts";

export const PLACES = ["client", "server", "between"] as const;
export type Place = (typeof PLACES)[number];

export type TruthItem = Pick<BudgetItem, "cause" | "end" | "share"> & { readonly seconds: number };

export interface Truth {
  readonly place: Place;
  /** Where the capture stood to the end that sent most. */
  readonly seat: "sender" | "receiver" | "between";
  readonly seconds: number;
  readonly budget: readonly TruthItem[];
}

type Label = readonly [cause: Cause, end: Responsible];

const STEP = 0.25e6;
const NOTHING: Label = ["unknown", null];

function other(end: End): End {
  return end === "client" ? "server" : "client";
}

/** The truth of a transfer at every moment; times are ns since the first packet on the wire. */
export class TruthTrack {
  readonly #tracks: Readonly<Record<End, SenderTrack>>;
  readonly #main: SenderTrack;
  readonly #end: number;

  constructor(readonly known: Known, seen: Readonly<Record<End, readonly SeenPacket[]>>) {
    this.#tracks = {
      client: new SenderTrack("client", known, seen.client, seen.server),
      server: new SenderTrack("server", known, seen.server, seen.client),
    };
    const { client, server } = this.#tracks;
    this.#main = client.bytes >= server.bytes ? client : server;
    this.#end = Math.max(client.delivered, server.delivered);
  }

  get sender(): End {
    return this.#main.end;
  }

  /** What was waited for, after the opening. */
  at(moment: number): Label {
    const main = this.#main;
    const second = this.#tracks[other(main.end)];
    if (main.bytes === 0) return NOTHING;
    if (moment >= this.#end) return this.#closing(moment);
    return this.#limit(main, moment) ?? this.#limit(second, moment) ?? this.#program(main, moment) ??
      this.#program(second, moment) ?? this.#unwoken(moment) ?? ["round-trip", null];
  }

  /**
   * Nothing is on its way, and more will be sent: it lies with the end that sends next, whose program has not run yet though all
   * that it waited for has come. Not the path's time, then, whatever the program was called to wait for.
   */
  #unwoken(moment: number): Label | null {
    const { client, server } = this.#tracks;
    if (client.waitsAt(moment) || server.waitsAt(moment)) return null;
    const [toClient, toServer] = [client.nxt.nextAfter(moment), server.nxt.nextAfter(moment)];
    if (Math.min(toClient, toServer) === Infinity) return null;
    const end = toClient <= toServer ? "client" : "server";
    return [`${end}-application`, end];
  }

  #closing(moment: number): Label {
    const { client, server } = this.#tracks;
    const [first, second] = client.closed <= server.closed ? [client, server] : [server, client];
    if (moment < first.closed) return ["closing", first.end];
    // Its FIN is on its way, or the second one's.
    if (moment < second.heardClosing || moment >= second.closed) return ["round-trip", null];
    return ["closing", second.end];
  }

  #program(track: SenderTrack, moment: number): Label | null {
    const { end, kernel, program } = track;
    const [unsent, mss] = [track.unsentAt(moment), kernel.at(moment)?.mss ?? 0];
    if (program.at(moment) !== "think" || (unsent > 0 && unsent >= mss)) return null;
    return [`${end}-application`, end];
  }

  /** What stood in the way of this sender; null where nothing did. */
  #limit(track: SenderTrack, moment: number): Label | null {
    const { end, una, nxt, edge } = track;
    const sample = track.kernel.at(moment);
    const flight = nxt.at(moment) - una.at(moment);
    if (track.timers.has(moment)) return [this.known.kind === "mtuhole" ? "path-mtu" : "retransmission-timeout", null];
    if (sample === null || nxt.at(moment) === 0) return null;
    const { mss, window, threshold, unacked, recovery } = sample;
    const unsent = track.unsentAt(moment);
    if (flight <= 0 && unsent <= 0) return null;
    if (recovery === "recovery" && flight > 0) {
      return track.queued.has(moment) ? ["bandwidth", null] : ["fast-recovery", null];
    }
    if (edge.at(moment) - nxt.at(moment) < mss && flight + unsent > 0) return ["receive-window", other(end)];
    const state = track.program.at(moment);
    const repairing = recovery === "loss" && flight > 0;
    if (state === "send" && unsent < mss && !repairing) return ["send-buffer", end];
    if (state === "think" && (unsent <= 0 || (unsent < mss && unacked < window))) return null;
    if (track.busy.has(moment)) return ["bandwidth", null];
    if (unsent <= 0 && !repairing) return null;
    if (unsent > 0 && unsent < mss && unacked < window && !this.known.nodelay[end] && flight > 0) {
      return ["delayed-ack", other(end)];
    }
    const slow = threshold === null || window < threshold;
    return [slow && !this.#pastStartup(track, moment) ? "slow-start" : "congestion-window", null];
  }

  /** BBR has no threshold: its start is over once the path was full. */
  #pastStartup({ busy }: SenderTrack, moment: number): boolean {
    return this.known.kind === "bbr" && (busy.joined(0)[0]?.[0] ?? Infinity) < moment;
  }
}

/** The true budget of the capture made at `place`. */
export function truthAt(place: Place, track: TruthTrack, capture: readonly SeenPacket[]): Truth {
  const [first, last] = [capture[0]!.at, capture.at(-1)!.at];
  const spent = new Map<string, TruthItem>();
  const spend = ([cause, end]: Label, ns: number) => {
    if (!(ns > 0)) return;
    const key = `${cause}/${end}`;
    const seconds = (spent.get(key)?.seconds ?? 0) + ns / 1e9;
    spent.set(key, { cause, end, seconds, share: seconds * 1e9 / (last - first) });
  };
  const opening = openingOf(capture);
  for (const [label, ns] of opening.spent) spend(label, ns);
  const hole = holeOf(capture, track.known);
  for (let at = opening.end; at < last; at += STEP) {
    const middle = Math.min(last, at + STEP / 2);
    const lost = hole !== null && middle > hole[0] && middle < hole[1];
    spend(lost ? NOTHING : track.at(middle), Math.min(STEP, last - at));
  }
  const budget = [...spent.values()].sort((a, b) => b.seconds - a.seconds);
  const seat = place === "between" ? "between" : place === track.sender ? "sender" : "receiver";
  return { place, seat, seconds: (last - first) / 1e9, budget };
}

function openingOf(capture: readonly SeenPacket[]): { spent: [Label, number][]; end: number } {
  const begin = capture[0]!.at;
  const syns = capture.filter(({ flags }) => flags & SYN && !(flags & ACK));
  const answers = capture.filter(({ flags }) => flags & SYN && flags & ACK);
  if (syns.length + answers.length === 0) return { spent: [], end: begin };
  const lastSyn = Math.max(...syns.map(({ at }) => at), ...(answers.length > 1 ? answers.map(({ at }) => at) : []));
  const again = syns.length > 1 || answers.length > 1 ? lastSyn : begin;
  const complete = capture.find(({ at, flags, fromClient }) => fromClient && !(flags & SYN) && at > again)?.at ??
    capture.at(-1)!.at;
  return {
    spent: [[["syn-retransmission", null], again - begin], [["handshake", null], complete - again]],
    end: complete,
  };
}

/** From the packet before the gap to the one after it; null where the capture has none. */
function holeOf(capture: readonly SeenPacket[], { gap }: Known): [number, number] | null {
  if (gap === null || gap.from === 0) return null;
  let hole: [number, number] = [0, 0];
  capture.forEach(({ at }, index) => {
    const before = capture[index - 1]?.at ?? at;
    if (at - before > hole[1] - hole[0]) hole = [before, at];
  });
  return hole;
}
