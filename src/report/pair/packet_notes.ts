/** What is noted beside packets of a merged capture: those that did not simply arrive. */
import type { PairWords } from "../../language/kinds/pair_words.ts";
import type { Pairing } from "../../pairing/terms/pairing.ts";
import { otherSide, type Side } from "../../pairing/terms/side.ts";

/** Comments by packet number, for each file. */
export type PacketNotes = Readonly<Record<Side, ReadonlyMap<number, string>>>;

export function packetNotes({ conversations, datagrams }: Pairing, { page: { passings } }: PairWords): PacketNotes {
  const notes = { a: new Map<number, string>(), b: new Map<number, string>() };
  for (const { clientToServer, serverToClient, journeys } of [...conversations, ...datagrams]) {
    for (const { sender, lost, undecided } of [clientToServer, serverToClient]) {
      for (const number of lost) notes[sender].set(number, passings.lost);
      for (const number of undecided) notes[sender].set(number, passings.undecided);
    }
    for (const { fromClient, passing, sentNumber, receivedNumber } of journeys) {
      if (passing === "arrived") continue;
      const { sender } = fromClient ? clientToServer : serverToClient;
      if (receivedNumber !== null) notes[otherSide(sender)].set(receivedNumber, passings[passing]);
      else if (sentNumber !== null) notes[sender].set(sentNumber, passings[passing]);
    }
  }
  return notes;
}
