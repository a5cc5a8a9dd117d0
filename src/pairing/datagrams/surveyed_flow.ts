/** What is kept of a flow of datagrams, by which its partner in the other capture is found. */
import type { ReadonlyPacket } from "../../packet/packet.ts";
import { mix } from "../survey/hash.ts";
import type { Mark } from "../survey/marks.ts";
import { Sketch } from "../survey/sketch.ts";
import type { MarkKind, Surveyed } from "../survey/surveyed.ts";
import type { Datagram } from "./datagram.ts";
import type { Flow } from "./flow_table.ts";

/** Members of a sketch; fewer where there are very many flows. */
const SIZE = 16;
const SMALL_SIZE = 4;
const MANY = 2000;

export class SurveyedFlow implements Surveyed {
  first = 0;
  readonly #fromClient: Sketch<Mark>;
  readonly #fromServer: Sketch<Mark>;
  /** By content and identification: what says the same again and again. */
  readonly #numbered: Sketch<Mark>;
  readonly #ends: number;
  #packets = 0;

  constructor(readonly talk: Flow) {
    const size = talk.index < MANY ? SIZE : SMALL_SIZE;
    this.#fromClient = new Sketch(size);
    this.#fromServer = new Sketch(size);
    this.#numbered = new Sketch(size);
    this.#ends = endsHash(talk);
  }

  take(
    packet: ReadonlyPacket,
    datagram: Datagram,
    { time, fromClient }: { readonly time: number; readonly fromClient: boolean },
  ): void {
    if (this.#packets++ === 0) this.first = time;
    const sketch = fromClient ? this.#fromClient : this.#fromServer;
    const hash = datagram.head >>> 0;
    if (sketch.wants(hash)) sketch.add(hash, markOf(packet, datagram, { time, fromClient }));
    if (packet.ipId <= 0) return;
    const numbered = mix(hash, packet.ipId);
    if (this.#numbered.wants(numbered)) this.#numbered.add(numbered, markOf(packet, datagram, { time, fromClient }));
  }

  /**
   * Contents that cannot be taken for another, and behind them, contents together with both ends: between the same two ends, what
   * was sent again tells as much as what was sent once.
   */
  *unique(kind: MarkKind): Generator<[hash: number, mark: Mark]> {
    if (kind === "label") yield* this.#numbered.unique();
    for (const sketch of [this.#fromClient, this.#fromServer]) {
      if (kind === "numbers") yield* sketch.unique();
      if (kind !== "clocks") continue;
      for (const [hash, mark] of sketch.entries()) yield [mix(hash, this.#ends), { ...mark, opens: true }];
    }
  }
}

/** The same of both captures, whichever end they take for the client. */
function endsHash({ protocol, client, server }: Flow): number {
  const ends = [client, server].map(({ address, port }) =>
    [...`${protocol} ${address} ${port}`]
      .reduce((hash, sign) => mix(hash, sign.charCodeAt(0)), 0)
  );
  return mix(Math.min(...ends), Math.max(...ends));
}

function markOf(
  { ipId, ttl }: ReadonlyPacket,
  { head, telling }: Datagram,
  { time, fromClient }: { readonly time: number; readonly fromClient: boolean },
): Mark {
  return {
    ...{ time, fromClient, ipId, ttl },
    ...{ seq: head, ack: 0, acknowledges: false, window: 0, hasTimestamps: false, timestamp: 0, echo: 0 },
    opens: telling,
  };
}
