/** What a pairing tells of, one by one: conversations, then flows of datagrams, those with losses first. */
import type { PairedConversation, Pairing } from "../../pairing/terms/pairing.ts";

export function inOrder({ conversations, datagrams }: Pairing): PairedConversation[] {
  return [...conversations, ...datagrams.toSorted((one, other) => lostIn(other) - lostIn(one))];
}

function lostIn({ clientToServer, serverToClient }: PairedConversation): number {
  return [clientToServer, serverToClient].reduce((sum, { lost, undecided }) => sum + lost.length + undecided.length, 0);
}
