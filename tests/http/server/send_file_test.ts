import { assert, assertEquals, assertRejects } from "@std/assert";
import type { FileBody } from "../../../src/http/message/answer.ts";
import { BufferPool } from "../../../src/http/server/buffer_pool.ts";
import { AnswerCut, sendFile } from "../../../src/http/server/send_file.ts";
import { seeded } from "../../random.ts";
import { pattern } from "../feeding.ts";

const FILE = pattern(5000);
const BUFFER = 64;

interface Behaviour {
  /** Whether a read is another thread's. */
  readonly waits: () => boolean;
  /** Bytes a read gives of those asked for. */
  readonly gives?: (asked: number) => number;
  /** What a read from this position on fails with. */
  readonly fails?: { readonly from: number; readonly error: Error };
  readonly pieces?: FileBody["pieces"];
  readonly unchanged?: () => boolean;
}

/** A file in memory that behaves as told, and notes what was done with it. */
function body({ waits, gives = (asked) => asked, fails, pieces, unchanged = () => true }: Behaviour) {
  let reading = false;
  let next = waits();
  const noted = { closed: 0, looks: 0, together: 0 };
  const file: FileBody = {
    pieces: pieces ?? [{ start: 0, end: FILE.length }],
    get waits() {
      return next;
    },
    readAt(buffer, position) {
      if (reading) noted.together++;
      const read = () => {
        if (fails !== undefined && position >= fails.from) throw fails.error;
        const asked = Math.min(buffer.length, FILE.length - position);
        const count = asked === 0 ? 0 : Math.max(1, gives(asked));
        buffer.set(FILE.subarray(position, position + count));
        return count;
      };
      const here = !next;
      next = waits();
      if (here) return read();
      reading = true;
      return turns(3).then(read).finally(() => reading = false);
    },
    unchanged() {
      noted.looks++;
      return unchanged();
    },
    close: () => noted.closed++,
  };
  return { file, noted };
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await null;
}

/** Takes what is written, piece by piece, only after some turns: a buffer filled too early would show. */
function sink(slowness: () => number) {
  const taken: number[] = [];
  return {
    taken,
    write: async (bytes: Uint8Array) => {
      await turns(slowness());
      taken.push(...bytes);
    },
  };
}

Deno.test("sendFile() sends every byte in order, however the reads come", async () => {
  const random = seeded(11);
  const cases: [name: string, behaviour: Behaviour][] = [
    ["all at once", { waits: () => false }],
    ["all from another thread", { waits: () => true }],
    ["now so, now so", { waits: () => random() < 0.5 }],
    ["short reads at once", { waits: () => false, gives: (asked) => Math.ceil(random() * asked) }],
    ["short reads from anywhere", { waits: () => random() < 0.5, gives: (asked) => Math.ceil(random() * asked) }],
  ];
  for (const [name, behaviour] of cases) {
    for (let slowness = 0; slowness < 8; slowness++) {
      const pool = new BufferPool(BUFFER, 4);
      const { file, noted } = body(behaviour);
      const { taken, write } = sink(() => Math.floor(random() * slowness));
      await sendFile(file, write, [pool]);
      assertEquals(Uint8Array.from(taken), FILE, name);
      assertEquals([noted.closed, noted.together, pool.taken], [1, 0, 0], name);
    }
  }
});

Deno.test("sendFile() sends ranges and what stands between them", async () => {
  const between = Uint8Array.of(1, 2, 3);
  const pieces = [between, { start: 10, end: 300 }, between, { start: 4000, end: 4001 }, between];
  const expected = [...between, ...FILE.subarray(10, 300), ...between, FILE[4000]!, ...between];
  for (const waits of [true, false]) {
    const { file, noted } = body({ waits: () => waits, pieces });
    const { taken, write } = sink(() => 1);
    await sendFile(file, write, [new BufferPool(BUFFER, 4)]);
    assertEquals(taken, expected);
    assertEquals(noted.looks, 2);
  }
});

Deno.test("sendFile() keeps back the last bytes of a file that changed, shrank, or cannot be read", async () => {
  for (const waits of [true, false]) {
    const broken = new Error("no disk");
    const cases: [name: string, behaviour: Behaviour, error: new () => Error, whole: boolean][] = [
      ["changed", { waits: () => waits, unchanged: () => false }, AnswerCut, false],
      ["shrank", { waits: () => waits, pieces: [{ start: 0, end: FILE.length + 1 }] }, AnswerCut, true],
      ["unreadable", { waits: () => waits, fails: { from: 1000, error: broken } }, Error, false],
    ];
    for (const [name, behaviour, error, whole] of cases) {
      const pool = new BufferPool(BUFFER, 4);
      const { file, noted } = body(behaviour);
      const { taken, write } = sink(() => 1);
      await assertRejects(() => sendFile(file, write, [pool]), error);
      assert(whole ? taken.length === FILE.length : taken.length < FILE.length, name);
      assertEquals(Uint8Array.from(taken), FILE.subarray(0, taken.length), name);
      assertEquals([noted.closed, pool.taken], [1, 0], name);
    }
  }
});

Deno.test("sendFile() gives its buffers back only when no read uses them any more", async () => {
  const pool = new BufferPool(BUFFER, 4);
  let takenAtRead = -1;
  const { file, noted } = body({
    waits: () => true,
    gives: (asked) => {
      takenAtRead = pool.taken;
      return asked;
    },
  });
  await assertRejects(() => sendFile(file, () => Promise.reject(new Error("reset")), [pool]), Error, "reset");
  assertEquals([takenAtRead, noted.closed, pool.taken], [2, 1, 0]);
});
