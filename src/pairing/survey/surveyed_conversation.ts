/** What the first reading keeps of a conversation: who, when, and the sketches by which its partner is found. */
import type { ReadonlyPacket } from "../../packet/packet.ts";
import { contentHashes } from "./content.ts";
import { fingerprint, type Fingerprints, type Mark, markOf, timestampsAt } from "./marks.ts";
import type { Talk } from "../terms/talk.ts";
import { mix } from "./hash.ts";
import { Sketch } from "./sketch.ts";
import { MARK_KINDS, type MarkKind, type Surveyed } from "./surveyed.ts";

/** Members of a sketch; fewer where there are very many conversations. */
const SIZE = 16;
const SMALL_SIZE = 5;
const MANY = 2000;
const CONTENT_SIZE = 64;

type Sketches = Readonly<Record<MarkKind, Sketch<Mark>>>;

export class SurveyedConversation implements Surveyed {
  readonly content: Sketch<null> = new Sketch<null>(CONTENT_SIZE);
  /** Capture time of the first packet, ns since the file's origin. */
  first = 0;
  /** Each direction has its own, so that both are represented. */
  readonly #fromClient: Sketches;
  readonly #fromServer: Sketches;
  #packets = 0;
  #withData = 0;

  constructor(readonly talk: Talk) {
    const size = talk.index < MANY ? SIZE : SMALL_SIZE;
    this.#fromClient = emptySketches(size);
    this.#fromServer = emptySketches(size);
  }

  take(packet: ReadonlyPacket, fromClient: boolean, time: number): void {
    if (this.#packets++ === 0) this.first = time;
    const clockAt = timestampsAt(packet);
    fingerprint(packet, clockAt, PRINTS);
    const sketches = fromClient ? this.#fromClient : this.#fromServer;
    for (const kind of MARK_KINDS) {
      const hash = PRINTS[kind];
      if (hash === 0 || !sketches[kind].wants(hash)) continue;
      sketches[kind].add(hash, markOf(packet, { time, fromClient, clockAt }));
    }
    if (packet.payloadLength === 0) return;
    contentHashes(packet, this.#withData++, (found) => {
      // What goes to one host is not what comes from it, though it be the same.
      const hash = mix(found, fromClient ? 1 : 2);
      if (this.content.wants(hash)) this.content.add(hash, null);
    });
  }

  /** The packets of one kind that cannot be taken for another. */
  *unique(kind: MarkKind): Generator<[hash: number, mark: Mark]> {
    yield* this.#fromClient[kind].unique();
    yield* this.#fromServer[kind].unique();
  }
}

function emptySketches(size: number): Sketches {
  return { numbers: new Sketch(size), clocks: new Sketch(size), label: new Sketch(size) };
}

const PRINTS: Fingerprints = { numbers: 0, clocks: 0, label: 0 };
