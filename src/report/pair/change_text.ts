/** A change as a sentence. */
import type { PairWords } from "../../language/kinds/pair_words.ts";
import type { Change } from "../../pairing/terms/change.ts";
import { grouped } from "../words/times.ts";

export function changeText({ code, before, after, count, packet, side }: Change, words: PairWords): string {
  return words.changes[code]!({
    before,
    after,
    count,
    packets: grouped(count),
    packet: String(packet),
    capture: side.toUpperCase(),
  });
}
