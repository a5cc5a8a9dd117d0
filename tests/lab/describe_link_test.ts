import { assertEquals } from "@std/assert";
import { fault } from "../../src/lab/wire/fault.ts";
import { describeLink } from "../../src/lab/wire/describe_link.ts";
import { GOOD_LINK, type LinkOptions } from "../../src/lab/wire/link_options.ts";

const plain = (text: string): string => text.replace(/[\u2066-\u2069]/g, "");

Deno.test("describeLink() tells a link in English and in Hebrew", () => {
  const table: { link: Partial<LinkOptions>; en: string; he: string }[] = [
    { link: {}, en: "2 ms one way, MTU 1500, no offload", he: "2 ms לכל כיוון, MTU 1500, בלי offload" },
    {
      link: { jitter: 3, rate: 1_000_000, loss: 0.02, reorder: 0.3, seed: 7 },
      en:
        "2 ms one way, up to 3 ms more by chance, 1,000,000 bit/s, MTU 1500, no offload, 2 % lost, 30 % overtaken, seed 7",
      he:
        "2 ms לכל כיוון, ועוד עד 3 ms באקראי, 1,000,000 bit/s, MTU 1500, בלי offload, אובדן של 2 %, עקיפה של 30 %, seed 7",
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
  ];
  for (const { link, en, he } of table) {
    assertEquals(describeLink({ ...GOOD_LINK, ...link }), en);
    assertEquals(plain(describeLink({ ...GOOD_LINK, ...link }, "he")), he);
  }
});
