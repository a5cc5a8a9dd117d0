/**
 * Pieces of IP packets: how they were put together, or why not (RFC 791 3.2, RFC 8200 4.5).
 */
import type { PieceOfSegment } from "../../analysis/related_packet.ts";
import type { Piece, ReadonlyPacket } from "../../packet/packet.ts";
import { IS_ANY } from "../memory/packet_kind.ts";
import { packetList, type Voice } from "../words/voice.ts";
import type { RelatedRule } from "./related_rule.ts";
import type { Rule } from "./rule.ts";

const FACTS = {
  code: "ip-fragment",
  rfc: "RFC 791 3.2; RFC 8200 4.5",
  ordinary: false,
  // No link of a scenario is smaller than the segments that its hosts agree on.
  scenario: null,
} as const;

/** The piece that made the packet whole, and the first one of a packet that the capture cuts off. */
export const SEGMENT_OF_PIECES: Rule = {
  ...FACTS,
  kinds: IS_ANY,
  certainty: "certain",
  match: ({ packet }) => packet.piece !== null,
  tell({ packet }, _, voice) {
    const piece = packet.piece!;
    if (piece.fate === "completes") {
      voice.title("ip-fragment.whole");
      voice.say("fragment.whole", {
        packets: packetList(piece.numbers, voice),
        count: piece.numbers.length,
        bytes: voice.grammar.bytes(packet.ipEnd - packet.tcpStart),
      });
      voice.say("fragment.all-or-none");
    } else {
      voice.say("fragment.first-cut");
    }
  },
};

export const PIECE_OF_SEGMENT: RelatedRule<PieceOfSegment> = {
  ...FACTS,
  certainty: () => "certain",
  tell({ packet, piece }, _, voice) {
    const from = packet.fragmentOffset;
    voice.say("fragment.piece", { from, to: from + packet.ipEnd - packet.pieceStart - 1 });
    sayFate(piece, packet, voice);
  },
};

function sayFate({ fate, numbers }: Piece, { number }: ReadonlyPacket, voice: Voice): void {
  const others = numbers.filter((other) => other !== number);
  switch (fate) {
    case "kept":
      if (others.length > 0) voice.say("fragment.with", { packets: packetList(others, voice) });
      voice.say("fragment.waits");
      return;
    case "again":
      voice.say("fragment.again");
      return;
    case "overlap":
      voice.say("fragment.overlap");
      return;
    case "cut":
      voice.say("fragment.cut");
      return;
    case "malformed":
      voice.say("fragment.malformed");
  }
}
