/**
 * Pieces of IP packets: how they were put together, or why not (RFC 791 3.2, RFC 8200 4.5).
 */
import type { PieceOfSegment } from "../../analysis/related_packet.ts";
import { IPV4, IPV6 } from "../../packet/layer.ts";
import type { Piece, ReadonlyPacket } from "../../packet/packet.ts";
import { IS_ANY } from "../memory/packet_kind.ts";
import type { Voice } from "../words/voice.ts";
import type { RelatedRule, Rule } from "./rule.ts";

/** Every link carries IPv4 packets of 68 bytes whole (RFC 791 3.2); pieces end at a multiple of 8. */
const ALL_LINKS_TAKE = 68;

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
        packets: packetRanges(piece.numbers, voice),
        count: piece.numbers.length,
        bytes: voice.grammar.bytes(packet.ipEnd - packet.tcpStart),
      });
      voice.say(isInTunnel(packet) ? "fragment.tunnel" : "fragment.all-or-none");
    } else {
      voice.say("fragment.first-cut");
    }
  },
};

/** The IP header of the segment stands inside another: what was cut up is the tunnel's packet. */
function isInTunnel({ layers }: ReadonlyPacket): boolean {
  let headers = 0;
  for (let i = 0; i < layers.length; i++) {
    const { kind } = layers.at(i);
    if (kind === IPV4 || kind === IPV6) headers++;
  }
  return headers > 1;
}

export const PIECE_OF_SEGMENT: RelatedRule<PieceOfSegment> = {
  ...FACTS,
  certainty: () => "certain",
  tell({ packet, piece }, _, voice) {
    const from = packet.fragmentOffset;
    voice.say("fragment.piece", { from, to: from + packet.ipEnd - packet.pieceStart - 1 });
    const length = packet.ipEnd - packet.ipStart;
    if (packet.ipVersion === 4 && packet.moreFragments && length <= ALL_LINKS_TAKE - 8) {
      voice.say("fragment.tiny", { length });
    }
    sayFate(piece, packet, voice);
  },
};

/** A run of so many packets is told by its first and last. */
const RUN = 4;

/** Packets by their numbers, in the order in which they came: `3, 7 and 10 to 14`. */
function packetRanges(numbers: readonly number[], voice: Voice): string {
  const { grammar } = voice;
  const words: string[] = [];
  for (let i = 0; i < numbers.length;) {
    let end = i + 1;
    while (numbers[end] === numbers[end - 1]! + 1) end++;
    const [from, to] = [numbers[i]!, numbers[end - 1]!];
    if (end - i >= RUN) words.push(voice.phrase("fragment.range", { from, to }));
    else words.push(...numbers.slice(i, end).map((number) => grammar.code(String(number))));
    i = end;
  }
  return grammar.list(words);
}

function sayFate({ fate, numbers }: Piece, { number }: ReadonlyPacket, voice: Voice): void {
  const others = numbers.filter((other) => other !== number);
  switch (fate) {
    case "kept":
      if (others.length > 0) voice.say("fragment.with", { packets: packetRanges(others, voice) });
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
