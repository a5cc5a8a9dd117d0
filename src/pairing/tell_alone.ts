/** Conversations that only one capture holds: by name, with what the evidence allows to say of why. */
import type { ConversationPair } from "./pairs/conversation_pair.ts";
import { type Alone, reasonOf } from "./pairs/alone.ts";
import type { FileFacts } from "./survey/file_facts.ts";
import type { Lonely } from "./terms/lonely.ts";
import type { Pairing } from "./terms/pairing.ts";
import { otherSide, type Side } from "./terms/side.ts";

/** Named of each capture. */
const NAMED = 50;

interface Met {
  readonly pairs: readonly ConversationPair[];
  readonly alone: readonly Alone[];
}

interface Known {
  readonly segments: Met;
  readonly datagrams: Met;
  readonly files: Readonly<Record<Side, FileFacts>>;
  /** A was taken nearer to the server. */
  readonly swapped: boolean;
  /** What B's times are more than A's, ns. */
  readonly ahead: number;
}

export function tellAlone(known: Known): Pick<Pairing, "alone" | "countAlone"> {
  const heard = heardBy([...known.segments.pairs, ...known.datagrams.pairs]);
  const alone: Lonely[] = [];
  const countAlone = { a: 0, b: 0 };
  for (const one of [...known.segments.alone, ...known.datagrams.alone]) {
    const { side, packets } = one;
    if (++countAlone[side] > NAMED) continue;
    const { protocol, client, server } = one.talk;
    const count = packets.client + packets.server;
    alone.push({ side, protocol, client, server, packets: count, reason: reasonFor(one, known, heard) });
  }
  return { alone, countAlone };
}

/** Addresses, as each capture has them, of hosts that both captures hear. */
type Heard = Readonly<Record<Side, ReadonlySet<string>>>;

function heardBy(pairs: readonly ConversationPair[]): Heard {
  const of = (side: Side): Set<string> =>
    new Set(pairs.flatMap(({ ends }) => [ends[side].client.address, ends[side].server.address]));
  return { a: of("a"), b: of("b") };
}

function reasonFor(one: Alone, { files, swapped, ahead }: Known, heard: Heard): Lonely["reason"] {
  const { side, talk: { client, server } } = one;
  const other = files[otherSide(side)];
  const shift = side === "a" ? -ahead : ahead;
  return reasonOf(one, {
    near: (side === "b") === swapped,
    from: other.first + shift,
    until: other.last + shift,
    knowsBoth: heard[side].has(client.address) && heard[side].has(server.address),
  });
}
