import { assertEquals, assertThrows } from "@std/assert";
import { checkLink } from "../../../src/lab/link/check_link.ts";
import { readChange, readSetting } from "../../../src/lab/link/road_text.ts";
import { WrongSetting } from "../../../src/lab/link/setting_text.ts";
import { readWrittenLink } from "../../../src/lab/link/written_link.ts";
import { parseBox } from "../../../src/lab/boxes/parse_box.ts";
import { Failure } from "../../../src/base/failure.ts";
import { burstLength, burstsOf, lossShare } from "../../../src/lab/wire/burst_loss.ts";
import { type BothRoads, GOOD_LINK, type LinkOptions, queueLimit } from "../../../src/lab/wire/link_options.ts";

Deno.test("readSetting() reads a value for both directions, or one for each", () => {
  const cases: readonly [keyof BothRoads, string, unknown][] = [
    ["delay", "5", 5],
    ["delay", "5/40", [5, 40]],
    ["delay", "1.5s/20ms", [1500, 20]],
    ["rate", "10mbit/1mbit", [10_000_000, 1_000_000]],
    ["rate", "10mbit/s/1mbit/s", [10_000_000, 1_000_000]],
    ["rate", "10mbit/s", 10_000_000],
    ["rate", "none/64k", [null, 64_000]],
    ["loss", "2", 0.02],
    ["loss", "0/2%", [0, 0.02]],
    ["queue", "100", { unit: "packets", most: 100 }],
    ["queue", "100p/64k", [{ unit: "packets", most: 100 }, { unit: "bytes", most: 65_536 }]],
    ["queue", "unlimited", { unit: "packets", most: Infinity }],
    ["queueKind", "tail/codel", ["tail", "codel"]],
    ["burstLoss", "none", null],
    ["burstLoss", "p=1%,r=20%", { toBad: 0.01, toGood: 0.2, lossBad: 1, lossGood: 0 }],
    ["burstLoss", "p=1%,r=20%,bad=80%,good=1%", { toBad: 0.01, toGood: 0.2, lossBad: 0.8, lossGood: 0.01 }],
    ["ecn", "yes/no", [true, false]],
  ];
  for (const [name, text, expected] of cases) assertEquals<unknown>(readSetting(name, text), expected, text);
  const bursts = readSetting("burstLoss", "2%:5");
  assertEquals(bursts, burstsOf(0.02, 5));
});

Deno.test("readSetting() refuses what says nothing of the kind", () => {
  const cases: readonly [keyof BothRoads, string][] = [
    ["delay", "fast"],
    ["delay", "-1"],
    ["delay", "1/2/3"],
    ["delay", ""],
    ["delay", "5/"],
    ["loss", "120"],
    ["rate", "1"],
    ["queue", "0"],
    ["queue", "-3"],
    ["queue", "64x"],
    ["queueKind", "fifo"],
    ["burstLoss", "2%"],
    ["burstLoss", "2%:0"],
    ["burstLoss", "100%:3"],
    ["burstLoss", "p=1%"],
    ["burstLoss", "p=1%,r=2%,x=3%"],
    ["burstLoss", "p=101%,r=2%"],
  ];
  for (const [name, text] of cases) assertThrows(() => readSetting(name, text), WrongSetting, "expected", text);
});

Deno.test("burstsOf() gives a line that loses what was asked for", () => {
  for (const [share, length] of [[0.02, 5], [0.5, 1.5], [0, 3], [0.1, 20]] as const) {
    const line = burstsOf(share, length);
    assertEquals([Number(lossShare(line).toPrecision(6)), Number(burstLength(line).toPrecision(6))], [share, length]);
  }
});

Deno.test("readChange() reads a time and what changes then", () => {
  assertEquals(readChange("2s:rate=1mbit,loss=0/2%"), { after: 2, rate: 1_000_000, loss: [0, 0.02] });
  assertEquals(readChange("500ms:down=3s"), { after: 0.5, down: 3 });
  assertEquals(readChange("1:burst-loss=p=1%,r=2%,delay=5"), {
    after: 1,
    burstLoss: { toBad: 0.01, toGood: 0.02, lossBad: 1, lossGood: 0 },
    delay: 5,
  });
  for (const text of ["", "2s", "2s:", "2s:mtu=5", "2s:rate", "x:rate=1mbit", "2s:rate=x", "rate=1mbit"]) {
    assertThrows(() => readChange(text), WrongSetting, "expected", text);
  }
});

Deno.test("queueLimit() is a product of bandwidth and round trip, and twenty packets at least", () => {
  const cases: readonly [Partial<LinkOptions>, number][] = [
    [{ rate: 1_000_000, delay: 2 }, 20],
    [{ rate: 10_000_000, delay: 50 }, 84],
    [{ rate: 10_000_000, delay: [10, 90] }, 84],
    [{ rate: 10_000_000, delay: 50, mtu: 9000 }, 20],
    [{ rate: 10_000_000, delay: 50, queueKind: "codel" }, 1000],
    [{ rate: 10_000_000, delay: 50, queueKind: "red" }, 84],
    [{ rate: 10_000_000, delay: 50, queue: { unit: "packets", most: 7 } }, 7],
  ];
  for (const [link, most] of cases) {
    assertEquals(queueLimit({ ...GOOD_LINK, ...link }, "client"), { unit: "packets", most });
  }
});

Deno.test("checkLink() finds settings that contradict each other", () => {
  const cases: readonly [Partial<LinkOptions>, RegExp | null][] = [
    [{}, null],
    [{ rate: 1e6, queue: { unit: "packets", most: 5 } }, null],
    [{ queue: { unit: "packets", most: 5 } }, /without --rate nothing waits/],
    [{ queueKind: "codel" }, /without --rate/],
    [{ queueKind: "codel", at: [{ after: 1, rate: 1e6 }] }, null],
    [{ rate: 1e6, ecn: true }, /--ecn needs --queue-kind codel or red/],
    [{ rate: 1e6, ecn: [true, false], queueKind: ["codel", "tail"] }, null],
    [{ boxes: [parseBox("nat")], offload: true }, /does not go with --offload/],
  ];
  for (const [link, says] of cases) {
    const problem = checkLink({ ...GOOD_LINK, ...link });
    assertEquals(problem === null ? null : says?.test(problem), says === null ? null : true, String(problem));
  }
});

Deno.test("readWrittenLink() takes numbers as they always were, and texts as the command line has them", () => {
  assertEquals(readWrittenLink({ delay: 20, loss: 0.02, rate: 1e6, mtu: 1400 }), {
    delay: 20,
    loss: 0.02,
    rate: 1e6,
    mtu: 1400,
  });
  assertEquals(readWrittenLink({ delay: "5/40", loss: "2%", rate: "10mbit/1mbit", queue: 30 }), {
    delay: [5, 40],
    loss: 0.02,
    rate: [10_000_000, 1_000_000],
    queue: { unit: "packets", most: 30 },
  });
  assertEquals(readWrittenLink({ at: [{ after: 2, rate: "1mbit" }, { down: 3 }] }).at, [
    { after: 2, rate: 1_000_000 },
    { after: 2, down: 3 },
  ]);
  assertEquals(readWrittenLink({ boxes: ["nat", "mss=1200"] }).boxes?.map(({ text }) => text), ["nat", "mss=1200"]);
});

Deno.test("readWrittenLink() names the place of what is wrong", () => {
  const cases = [
    [{ delay: "fast" }, 'link.delay: expected a number from 0 to 60000, found "fast"'],
    [{ at: [{ after: 1, loss: "200%" }] }, 'link.at[0].loss: expected a number from 0 to 100, found "200%"'],
    [{ at: [{ down: "x" }] }, "link.at[0].down"],
    [{ boxes: ["nat", "forgat=3"] }, "link.boxes[1]: Not a box: forgat=3; did you mean forget? (there are nat, mss"],
    [{ queue: 5 }, "link: A queue needs a slow line"],
  ] as const;
  for (const [link, says] of cases) assertThrows(() => readWrittenLink(link), Failure, says);
});
