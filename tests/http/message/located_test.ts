/** What a look at a file tells of its content. */
import { assertEquals } from "@std/assert";
import {
  changeTime,
  isSameState,
  isUntouched,
  type Located,
  mayChangeUnseen,
  mayShareTick,
  signatureOf,
} from "../../../src/http/files/located.ts";

const FILE: Located = {
  path: "/a",
  isFolder: false,
  size: 3,
  modified: 1_000_000_500,
  changed: 1_000_002_000,
  inode: 7,
  device: 1,
  links: 1,
};

Deno.test("isSameState() and signatureOf() see every change that a deploy leaves behind", () => {
  const changes: Partial<Located>[] = [
    { size: 4 },
    { modified: 1_000_000_501 },
    { changed: 1_000_003_000 },
    { inode: 8 },
    { device: 2 },
    { path: "/b" },
  ];
  for (const change of changes) {
    const other = { ...FILE, ...change };
    assertEquals(
      [isSameState(FILE, other), signatureOf(FILE) === signatureOf(other)],
      [false, false],
      JSON.stringify(change),
    );
  }
  assertEquals([isSameState(FILE, { ...FILE }), signatureOf(FILE) === signatureOf({ ...FILE })], [true, true]);
});

Deno.test("isUntouched() lets an open file lose or gain a name, and not be written to", () => {
  const later = FILE.changed! + 1000;
  const cases: [change: Partial<Located>, expected: boolean][] = [
    [{}, true],
    [{ changed: later, links: 0 }, true],
    [{ changed: later, links: 2 }, true],
    [{ changed: later }, false],
    [{ size: 4 }, false],
    [{ modified: 5 }, false],
  ];
  for (const [change, expected] of cases) {
    assertEquals(isUntouched(FILE, { ...FILE, ...change }), expected, JSON.stringify(change));
  }
});

Deno.test("changeTime() believes the inode, then the modification time, and no time that builds set to be equal", () => {
  const cases: [modified: number | null, changed: number | null, expected: number | null][] = [
    [5_000, 9_000, 9_000],
    [9_000, 5_000, 5_000],
    [5_000, null, 5_000],
    [0, null, null],
    [1_999, null, null],
    [2_000, null, 2_000],
    [1_000, 9_000, 9_000],
    [null, null, null],
    [5_000, 1_000, 5_000],
  ];
  for (const [modified, changed, expected] of cases) {
    assertEquals(changeTime({ ...FILE, modified, changed }), expected, `${modified} ${changed}`);
  }
});

Deno.test("mayChangeUnseen() holds until the second of the last change is over, and the kernel's clock has followed", () => {
  const cases: [now: number, expected: boolean][] = [
    [FILE.changed!, true],
    [FILE.changed! + 999, true],
    [FILE.changed! + 1049, true],
    [FILE.changed! + 1050, false],
    [FILE.changed! - 5000, true],
  ];
  for (const [now, expected] of cases) assertEquals(mayChangeUnseen(FILE, now), expected, `${now}`);
});

Deno.test("mayShareTick() holds while the kernel's clock may show the same time again", () => {
  const modified = FILE.modified!;
  const cases: [now: number, expected: boolean][] = [
    [modified, true],
    [modified + 49, true],
    [modified + 50, false],
    [modified - 1, false],
  ];
  for (const [now, expected] of cases) assertEquals(mayShareTick(FILE, now), expected, `${now}`);
  assertEquals(mayShareTick({ ...FILE, modified: null }, 0), false);
});
