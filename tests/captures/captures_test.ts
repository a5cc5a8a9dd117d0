/** Our own captures: they are what make.ts makes, they hold what they should, and analysis says of them what is expected. */
import { gunzipSync } from "node:zlib";
import { assert, assertEquals } from "@std/assert";
import { LINK_LAYERS } from "../../src/packet/link_layer.ts";
import { allCaptures, expectedFile, expectedRows, FOLDER, isFormatTwin } from "./captures.ts";
import { madeCaptures } from "./make.ts";
import { WRAPPINGS } from "./make_link_types.ts";
import { optionKinds } from "./make_options.ts";
import { verdictRows } from "./verdict_rows.ts";

const LARGEST_FOLDER = 1_000_000;

function plain(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0x1f ? new Uint8Array(gunzipSync(bytes)) : bytes;
}

Deno.test("the captures made by hand are what make.ts makes", () => {
  const made = madeCaptures();
  assertEquals([...Deno.readDirSync(`${FOLDER}made`)].map(({ name }) => name).sort(), Object.keys(made).sort());
  for (const [name, bytes] of Object.entries(made)) {
    assert(Deno.readFileSync(`${FOLDER}made/${name}`).length > 0, name);
    assertEquals(plain(Deno.readFileSync(`${FOLDER}made/${name}`)), plain(bytes), name);
  }
});

Deno.test("the captures hold every link type and every TCP option that is read", () => {
  const linkTypes = new Set(WRAPPINGS.map(({ linkType }) => linkType));
  assertEquals([...LINK_LAYERS.keys()].filter((linkType) => !linkTypes.has(linkType)), []);
  assertEquals([...optionKinds()].sort(), [
    "accecn",
    "authentication",
    "end",
    "experimental",
    "fast_open",
    "malformed",
    "md5",
    "mptcp",
    "mss",
    "nop",
    "sack",
    "sack_permitted",
    "timestamps",
    "unknown",
    "user_timeout",
    "window_scale",
  ]);
});

Deno.test("analysis says of every packet of our captures what is expected", async () => {
  const captures = allCaptures();
  assert(captures.length > 30);
  for (const capture of captures) {
    assertEquals(
      await verdictRows(() => Deno.openSync(FOLDER + capture)),
      expectedRows(expectedFile(capture)),
      capture,
    );
  }
});

Deno.test("every file format tells the same of the same conversation, but for its times", () => {
  const told = (name: string): string[][] =>
    expectedRows(expectedFile(`made/${name}`)).map(([number, , ...rest]) => [number!, ...rest]);
  const names = allCaptures().filter(isFormatTwin).map((capture) => capture.split("/")[1]!);
  assertEquals(names.length, 9);
  for (const name of names) assertEquals(told(name), told("little_endian_ns.pcap"), name);
});

Deno.test("our captures are small", () => {
  const sizes = [...allCaptures().map((capture) => FOLDER + capture), ...allCaptures().map(expectedFile)]
    .map((path) => Deno.statSync(path).size);
  assert(sizes.reduce((sum, size) => sum + size) < LARGEST_FOLDER);
});
