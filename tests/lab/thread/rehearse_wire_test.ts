import "../../linux/open_libc.ts";
import { assert } from "@std/assert";
import { parseBox } from "../../../src/lab/boxes/parse_box.ts";
import { rehearseWire } from "../../../src/lab/thread/rehearse_wire.ts";
import { GOOD_LINK, type LinkOptions } from "../../../src/lab/wire/link_options.ts";

const boxes = ["nat", "mtu=576", "forget=1:rst"].map(parseBox);

/** Links on which a packet takes long, or never comes. */
const LINKS: Readonly<Record<string, Partial<LinkOptions>>> = {
  "that is good": {},
  "of ten seconds": { delay: [10_000, 5], jitter: 3000 },
  "that is slow": { rate: 1000, queue: { unit: "packets", most: 1 }, queueKind: "red", ecn: true },
  "that loses all": { loss: 1 },
  "with faults": { reorder: 1, duplicate: 0.5, corrupt: 0.5, at: [{ after: 0, down: 100 }] },
  "with boxes": { boxes },
  "with offload": { offload: true, mtu: 576 },
};

for (const [name, own] of Object.entries(LINKS)) {
  const link = { ...GOOD_LINK, ...own };
  Deno.test({
    name: `rehearseWire() carries packets over a link ${name}, and does not wait for it`,
    ignore: Deno.build.os !== "linux",
    fn() {
      for (const frames of [false, true]) {
        let packets = 0;
        rehearseWire({ link, frames }, ({ entered }) => packets += entered.length);
        assert(packets > 1000, `${packets} packets`);
      }
    },
  });
}
