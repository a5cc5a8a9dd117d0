/** The ladder of a pair: where there is no room for every label, what was lost keeps its own. */
import { assert, assertEquals } from "@std/assert";
import { tablesOf } from "../../src/language/all_tables.ts";
import { ACK } from "../../src/packet/packet.ts";
import type { Journey } from "../../src/pairing/terms/journey.ts";
import { drawLadder } from "../../src/report/html/pair/ladder.ts";

const MS = 1e6;

/** Packets from one end, ten microseconds apart, of which one is lost. */
function crowd(fromClient: boolean, lost: number): Journey[] {
  return Array.from({ length: 20 }, (_, index): Journey => {
    const leaves = 5 * MS + index * 10e3;
    const isLost = index + 1 === lost;
    return {
      ...{ fromClient, leaves, flags: ACK, length: 100, sentNumber: index + 1 },
      passing: isLost ? "lost" : "arrived",
      arrives: isLost ? null : leaves + 10 * MS,
      receivedNumber: isLost ? null : index + 1,
    };
  });
}

for (const fromClient of [true, false]) {
  Deno.test(`one lost of many ${fromClient ? "from the client" : "from the server"} is labelled, and no label lies on its cross`, () => {
    const data = { protocol: "tcp", nearIsA: true, ahead: 0, usual: 10 * MS } as const;
    const page = drawLadder({ ...data, journeys: crowd(fromClient, 8) }, tablesOf("en").pair).toString();
    const [group, ...others] = page.match(/<g class="lost">.*?<\/g>/gs) ?? [];
    assert(group !== undefined && others.length === 0);
    assert(group.includes("#8<") && group.includes("ACK 100</text>") && group.includes('class="cross"'));
    const cross = Number(/class="cross"[^>]* y="([\d.]+)"/.exec(group)![1]);
    const middle = [...page.matchAll(/class="label" x="50%" y="([\d.]+)"/g)].map(([, y]) =>
      Math.abs(Number(y) - cross)
    );
    assertEquals(middle.filter((apart) => apart < 4), []);
    // It lies on top of the others.
    assert(page.lastIndexOf('<g class="arrived">') < page.indexOf('<g class="lost">'));
  });
}
