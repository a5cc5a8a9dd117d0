/** What stays in memory when there is no room for all of it. */
import { assertEquals } from "@std/assert";
import { HotCache } from "../../../src/http/files/hot_cache.ts";
import type { Located } from "../../../src/http/files/located.ts";
import { Representation } from "../../../src/http/files/representation.ts";
import { type CodingMaker, Resource } from "../../../src/http/files/resource.ts";
import { Fields } from "../../../src/http/message/fields.ts";
import { Event, RequestReader } from "../../../src/http/message/request_reader.ts";
import { bytesOf, LIMITS } from "../feeding.ts";
import { request } from "../serving.ts";

const STATE: Located = {
  path: "/x",
  isFolder: false,
  size: 0,
  modified: 0,
  changed: 5000,
  inode: 1,
  device: 1,
  links: 1,
};
/** Bytes an entry takes beside its contents. */
const ENTRY = 2048;

function representation(bytes: number, coding: "" | "gzip" = ""): Representation {
  const content = new Uint8Array(bytes);
  return new Representation({ coding, state: STATE, content, version: "v", unsettled: false, fields: new Fields() });
}

function resource(bytes: number, maker: CodingMaker | null = null): Resource {
  const representations = [representation(bytes)];
  const fields = new Fields();
  return new Resource({ segments: ["x"], representations, maker, fields, signature: "", unsettled: false, now: 0 });
}

Deno.test("HotCache drops what was not used since the last time, and gives what was used a second chance", () => {
  const cache = new HotCache(3 * (ENTRY + 1000));
  for (const name of ["a", "b", "c"]) cache.put(name, resource(1000));
  for (const name of ["a", "b", "c"]) cache.get(name)!.used = name === "a";
  cache.put("d", resource(1000));
  assertEquals(["a", "b", "c", "d"].filter((name) => cache.get(name) !== undefined), ["a", "c", "d"]);
  // Its second chance is used up: unused again, it goes in its turn.
  cache.get("d")!.used = false;
  cache.put("e", resource(1000));
  assertEquals(["a", "c", "d", "e"].filter((name) => cache.get(name) !== undefined), ["a", "d", "e"]);
});

Deno.test("HotCache keeps what fills it to the byte, and not a byte more", () => {
  for (const [bytes, kept] of [[1000, true], [1001, false]] as const) {
    const cache = new HotCache(ENTRY + 1000);
    cache.put("a", resource(bytes));
    assertEquals([cache.get("a") !== undefined, cache.held], [kept, kept ? ENTRY + 1000 : 0], `${bytes}`);
  }
});

Deno.test("HotCache counts what is compressed later, and makes room for it", async () => {
  const maker: CodingMaker = { codings: ["gzip"], make: () => Promise.resolve(representation(500, "gzip")) };
  const cache = new HotCache(2 * ENTRY + 2000);
  const first = resource(1000, maker);
  cache.put("a", first);
  cache.put("b", resource(1000));
  const reader = new RequestReader(LIMITS);
  const bytes = bytesOf(request("/x", { "Accept-Encoding": "gzip" }));
  reader.space().set(bytes);
  reader.received(bytes.length);
  assertEquals(reader.next(), Event.request);
  cache.get("b")!.used = false;
  await first.answer(reader.head, 0);
  assertEquals(cache.get("b"), undefined);
  assertEquals(cache.held, ENTRY + 1500);
});
