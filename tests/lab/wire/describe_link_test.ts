import { assertEquals } from "@std/assert";
import { parseBox } from "../../../src/lab/boxes/parse_box.ts";
import { burstsOf } from "../../../src/lab/wire/burst_loss.ts";
import { fault } from "../../../src/lab/wire/fault.ts";
import { describeLink } from "../../../src/lab/wire/describe_link.ts";
import { GOOD_LINK, type LinkOptions } from "../../../src/lab/wire/link_options.ts";

const plain = (text: string): string => text.replace(/[\u2066-\u2069]/g, "");

Deno.test("describeLink() tells a link in English and in Hebrew", () => {
  const table: { link: Partial<LinkOptions>; en: string; he: string }[] = [
    { link: {}, en: "2 ms one way, MTU 1500, no offload", he: "2 ms לכל כיוון, MTU 1500, בלי offload" },
    {
      link: { jitter: 3, rate: 1_000_000, loss: 0.02, reorder: 0.3, seed: 7 },
      en:
        "2 ms one way, up to 3 ms more by chance, 1,000,000 bit/s, a queue of 20 packets (tail drop), MTU 1500, no offload, " +
        "2% lost, 30% overtaken, seed 7",
      he:
        "2 ms לכל כיוון, ועוד עד 3 ms באקראי, 1,000,000 bit/s, תור של 20 חבילות (זריקה מהזנב, tail drop), MTU 1500, " +
        "בלי offload, אובדן של 2%, עקיפה של 30%, seed 7",
    },
    {
      link: {
        faults: [
          fault({ action: "drop", from: "client", kind: "syn", nth: 1, count: 1 }),
          fault({ action: "hold", from: "server", kind: "data", nth: 2, count: 3 }),
          fault({ action: "corrupt", from: "client", kind: "any", nth: 4, count: 1 }),
        ],
      },
      en:
        "2 ms one way, MTU 1500, no offload, the client's SYN packet 1 lost, the server's data packets 2 to 4 overtaken, " +
        "the client's packet 4 damaged, seed 1",
      he:
        "2 ms לכל כיוון, MTU 1500, בלי offload, חבילת SYN מספר 1 של הלקוח אובדת, חבילות נתונים 2 עד 4 של השרת נעקפות, " +
        "חבילה מספר 4 של הלקוח נפגמת, seed 1",
    },
    {
      link: {
        delay: [5, 40],
        rate: [10_000_000, 1_000_000],
        queue: [null, { unit: "bytes", most: 65_536 }],
        queueKind: "codel",
        ecn: true,
        loss: [0, 0.02],
        burstLoss: burstsOf(0.05, 4),
        at: [{ after: 2, rate: 500_000 }, { after: 3, down: 1.5 }],
        boxes: [parseBox("nat"), parseBox("mss=1200")],
      },
      en:
        "5 ms / 40 ms one way, 10,000,000 bit/s / 1,000,000 bit/s, a queue of 1,000 packets / 65,536 bytes (CoDel), " +
        "ECN marks instead of drops, MTU 1500, no offload, 0% / 2% lost, 5% lost in bursts of 4, " +
        "after 2 s: 500,000 bit/s, after 3 s: down for 1.5 s, in the middle: nat, mss=1200, seed 1 " +
        "(client to server / server to client)",
      he: "5 ms / 40 ms לכל כיוון, 10,000,000 bit/s / 1,000,000 bit/s, תור של 1,000 חבילות / 65,536 בתים (CoDel), " +
        "סימון ECN במקום זריקה, MTU 1500, בלי offload, אובדן של 0% / 2%, אובדן של 5% ברצפים של 4, " +
        "אחרי 2 s: 500,000 bit/s, אחרי 3 s: הקו מנותק למשך 1.5 s, באמצע: nat, mss=1200, seed 1 " +
        "(מהלקוח לשרת / מהשרת ללקוח)",
    },
  ];
  for (const { link, en, he } of table) {
    assertEquals(describeLink({ ...GOOD_LINK, ...link }), en);
    assertEquals(plain(describeLink({ ...GOOD_LINK, ...link }, "he")), he);
  }
});
