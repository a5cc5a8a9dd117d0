/**
 * The time of a conversation out of the pieces of its two directions: at each moment one of them decides. Where neither had
 * anything in its way, the next segment tells whose program everybody waited for, and what that program waited for itself.
 */
import type { Budget } from "./terms/budget.ts";
import type { Cause, End } from "./terms/cause.ts";
import type { Flow } from "./sender/flow.ts";
import {
  BLOCKED,
  DRAINING,
  NAGLE,
  PACED,
  type Piece,
  QUIET,
  RECEIVER,
  RECOVERY,
  TIMER,
  TOO_LARGE,
  UNSEEN,
  WINDOW,
} from "./terms/piece.ts";

const ENDS = ["client", "server"] as const;
const APPLICATIONS = ["client-application", "server-application"] as const;

export class Timeline {
  /** Up to here the time is spent. */
  done = 0;
  lastPacket = 0;

  readonly #packets = { first: 0, last: 0 };
  /** No packet comes any more. */
  final = false;

  readonly #flows: readonly [Flow, Flow];
  readonly #budget: Budget;

  constructor(flows: readonly [Flow, Flow], budget: Budget) {
    this.#flows = flows;
    this.#budget = budget;
  }

  /**
   * Spends what both directions have decided, up to `limit`, the latest packet. No event of a direction will come before its horizon.
   */
  merge(horizon0: number, horizon1: number, limit: number): void {
    for (;;) {
      const first = this.#head(0);
      const second = this.#head(1);
      const x = this.done;
      const until0 = first === null ? this.#quietUntil(0, horizon0) : first.to;
      const until1 = second === null ? this.#quietUntil(1, horizon1) : second.to;
      const y = Math.min(until0, until1, limit);
      if (!(y > x) || y === Infinity) return;
      if (!this.#spend(x, y, first, second)) return;
      this.done = y;
    }
  }

  #head(side: 0 | 1): Piece | null {
    const { pieces } = this.#flows[side].cuts;
    let { first } = pieces;
    while (first !== null && first.to <= this.done) {
      pieces.shift();
      first = pieces.first;
    }
    return first;
  }

  #quietUntil(side: 0 | 1, horizon: number): number {
    const flow = this.#flows[side];
    if (this.final || !flow.begun || flow.idleAt(horizon)) return horizon;
    return flow.cuts.cursor;
  }

  /** False where it is too early. */
  #spend(x: number, y: number, first: Piece | null, second: Piece | null): boolean {
    const limited0 = first !== null && first.kind !== QUIET;
    const limited1 = second !== null && second.kind !== QUIET;
    if (!limited0 && !limited1) return this.#spendQuiet(x, y, first, second);
    const [{ bytes: bytes0 }, { bytes: bytes1 }] = this.#flows;
    const side = limited0 && (!limited1 || bytes0 >= bytes1) ? 0 : 1;
    const piece = side === 0 ? first! : second!;
    const cause = this.#causeOf(piece, this.#flows[side], side);
    if (cause === null) return false;
    const packets = this.#packets;
    packets.first = piece.firstPacket;
    packets.last = piece.lastPacket;
    this.#budget.add(cause, endOf(cause, side), x, y, packets);
    this.lastPacket = piece.lastPacket;
    return true;
  }

  #spendQuiet(x: number, y: number, first: Piece | null, second: Piece | null): boolean {
    const side = first !== null && (second === null || first.to <= second.to) ? 0 : 1;
    const piece = side === 0 ? first : second;
    if (piece === null || (piece.to > y && !this.final)) return false;
    const asked = Math.min(y, Math.max(x, piece.prompt));
    const packets = this.#packets;
    packets.first = piece.firstPacket;
    packets.last = piece.lastPacket;
    this.#budget.add("round-trip", null, x, asked, packets);
    this.#budget.add(APPLICATIONS[side], ENDS[side], asked, y, packets);
    this.lastPacket = piece.lastPacket;
    return true;
  }

  #causeOf(piece: Piece, flow: Flow, side: 0 | 1): Cause | null {
    const { rounds } = flow;
    switch (piece.kind) {
      case PACED: {
        const cause = rounds.pacedCauseOf(piece.round);
        return cause === "program" ? APPLICATIONS[side] : cause;
      }
      case WINDOW:
        return rounds.causeOf(piece.round);
      case BLOCKED:
        return "send-buffer";
      case DRAINING:
        return "bandwidth";
      case RECEIVER:
        return "receive-window";
      case NAGLE:
        return "delayed-ack";
      case RECOVERY:
        return flow.recovery.runs(piece.round) && !this.final ? null : "fast-recovery";
      case TIMER:
        return flow.timer.inDoubt && !this.final ? null : "retransmission-timeout";
      case TOO_LARGE:
        return "path-mtu";
      case UNSEEN:
        return "unknown";
      default:
        return "round-trip";
    }
  }
}

/** Who is responsible, where `side` sends. */
function endOf(cause: Cause, side: 0 | 1): End {
  if (cause === "receive-window" || cause === "delayed-ack") return ENDS[side === 0 ? 1 : 0];
  if (cause === "client-application" || cause === "server-application") return ENDS[side];
  return cause === "send-buffer" ? ENDS[side] : null;
}
