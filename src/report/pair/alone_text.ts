/** A conversation of one capture only, as a sentence. */
import type { PairWords } from "../../language/kinds/pair_words.ts";
import type { Lonely } from "../../pairing/terms/lonely.ts";
import { otherSide } from "../../pairing/terms/side.ts";
import { endText } from "../../pairing/terms/talk.ts";
import { grouped } from "../words/times.ts";
import { protocolName } from "./protocol_name.ts";

export function aloneText({ side, protocol, client, server, packets, reason }: Lonely, { lonely }: PairWords): string {
  const ends = lonely.between(protocolName(protocol), endText(client, protocol), endText(server, protocol));
  const [here, there] = [side.toUpperCase(), otherSide(side).toUpperCase()];
  return lonely.only(ends, here, grouped(packets)) + lonely.reasons[reason]!(there);
}
