/** Where a test looks: behind a link layer and the VLAN tags that earlier tests named. */
import { type Condition, test } from "../program/condition.ts";
import { instruction, JUMP_IF_EQUAL, LOAD_BYTE } from "../program/instruction.ts";
import type { LinkLayer } from "./link_layer.ts";

export class Place {
  constructor(readonly link: LinkLayer, readonly tags: number) {}

  /** A byte of the network header has this value. */
  networkByte(offset: number, value: number): Condition {
    const at = this.link.network(this.tags) + offset;
    return test([instruction(LOAD_BYTE, at)], JUMP_IF_EQUAL, value);
  }

  /** Behind one tag more. */
  behindTag(): Place {
    return new Place(this.link, this.tags + 1);
  }
}
