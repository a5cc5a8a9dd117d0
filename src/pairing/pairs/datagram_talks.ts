/** The datagrams of both captures, by flow: who is whose partner among them. */
import type { ReadonlyPacket } from "../../packet/packet.ts";
import { datagramOf } from "../datagrams/datagram.ts";
import { type Flow, FlowTable } from "../datagrams/flow_table.ts";
import { seeDatagram } from "../datagrams/see_datagram.ts";
import { SurveyedFlow } from "../datagrams/surveyed_flow.ts";
import { Twins } from "../datagrams/twins.ts";
import type { Vantages } from "../survey/vantage.ts";
import type { Side } from "../terms/side.ts";
import type { Sighting } from "../terms/sighting.ts";
import { Acquaintance } from "./acquaintance.ts";
import { Alone } from "./alone.ts";
import type { FirstLook } from "./first_look.ts";

/** Damage is rare: more than so many are something else. */
const MOST_STRAYS = 1024;

export class DatagramTalks {
  readonly acquaintance: Acquaintance<SurveyedFlow>;
  /** Damaged ones that are of no flow of both captures. */
  readonly strays: Readonly<Record<Side, Sighting[]>> = { a: [], b: [] };
  readonly #tables: Readonly<Record<Side, FlowTable>> = { a: new FlowTable(), b: new FlowTable() };
  readonly #twins: Readonly<Record<Side, Twins>> = { a: new Twins(), b: new Twins() };
  readonly #look: Pick<FirstLook, "wholeDatagrams" | "doubling">;

  constructor({ vantages, journeys, look }: {
    readonly vantages: Vantages;
    readonly journeys: number;
    readonly look: Pick<FirstLook, "wholeDatagrams" | "doubling">;
  }) {
    this.#look = look;
    this.acquaintance = new Acquaintance({
      vantages,
      // A question asked again and its answer agree with the wrong ones of one another.
      fewest: 4,
      journeys,
      moves: true,
      surveyOf: (talk) => new SurveyedFlow(talk as Flow),
      protocolOf: ({ talk: { protocol } }) => protocol,
      isWorthNaming: ({ talk: { isTalk } }) => isTalk,
      leave: (side, sighting) => {
        if (sighting.sum === "wrong" && this.strays[side].length < MOST_STRAYS) this.strays[side].push(sighting);
      },
    });
  }

  /** Takes a packet without a TCP header; false where it is no datagram either. `time` is ns since the file's origin. */
  take(side: Side, packet: ReadonlyPacket, time: number): boolean {
    const datagram = datagramOf(packet);
    if (datagram === null) return false;
    if (this.#look.doubling.includes(side) && this.#twins[side].has(packet, datagram, time)) return true;
    const { flow, fromClient } = this.#tables[side].find(packet, datagram);
    const known = this.acquaintance.find(side, flow);
    if (known instanceof Alone) {
      known.take(time, { fromClient, isReset: false });
      return true;
    }
    const verify = known === undefined || known.directionFrom(side, fromClient).pair.receiver === side;
    const sighting = seeDatagram(packet, datagram, { time, verify, whole: this.#look.wholeDatagrams });
    if (known !== undefined) known.take(side, known.directionFrom(side, fromClient), sighting);
    else this.acquaintance.hold(side, flow, { fromClient, sighting }).take(packet, datagram, { time, fromClient });
    return true;
  }
}
