import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Rows } from "../../src/view/rows/row.ts";
import type { View } from "../../src/view/server/view.ts";
import { ACK } from "../../src/packet/packet.ts";
import { mixedCapture, pcapFile, record, talkers } from "../report/sample_capture.ts";
import { withServedView, withView } from "./opened_view.ts";
import { writeTroubledCapture } from "./troubled_capture.ts";

const CAPTURE = pcapFile(mixedCapture());

async function rowsOf(view: View, path: string, query = ""): Promise<Rows> {
  const response = await view.answer(path, new URLSearchParams(query));
  assertEquals(response!.status, 200, query);
  return await response!.json();
}

Deno.test("conversations come sorted, searched and filtered, in windows", async () => {
  await withView(CAPTURE, async (view) => {
    const ids = async (query: string): Promise<number[]> =>
      (await rowsOf(view, "rows/conversations", `count=10&${query}`)).rows.map(({ id }) => id);
    assertEquals(await ids("sort=stream"), [0, 1]);
    assertEquals(await ids("sort=stream&reverse=1"), [1, 0]);
    assertEquals(await ids("q=192.168.1.200"), [1]);
    assertEquals(await ids("q=nothing-like-it"), []);
    assertEquals(await ids("filter=analysis+retransmission"), [0]);
    assertEquals(await ids("filter=code+rst-refused"), [1]);
    assertEquals(await ids("filter=not+conversation+where+code+rst-refused+and+tcp&sort=stream"), [0]);
    assertEquals(await ids("sort=stream&from=1"), [1]);
    assertEquals((await rowsOf(view, "rows/conversations", "from=1&count=0")).total, 2);
  });
});

Deno.test("what is worth a look comes first and is marked, and bars are told in words", async () => {
  const path = await Deno.makeTempFile({ suffix: ".pcap" });
  try {
    const { lossy, closed } = writeTroubledCapture(path, 4000, 30);
    await withView(await Deno.readFile(path), async (view) => {
      const { rows } = await rowsOf(view, "rows/conversations", "count=30");
      assertEquals(rows.filter(({ trouble }) => trouble).map(({ id }) => id), [closed, lossy]);
      assertEquals(rows.slice(0, 2).map(({ id }) => id), [closed, lossy]);
      assertEquals(rows[0]!.bar![0]![0], "receive window");
    });
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("packets come from any place, each with the way to its conversation", async () => {
  await withView(CAPTURE, async (view) => {
    const { total, rows } = await rowsOf(view, "rows/packets", "from=9&count=3");
    assertEquals([total, rows.map(({ id }) => id)], [14, [10, 11, 12]]);
    assertEquals(rows[0]!.href, "conversation/0?from=10#packet-10");
    assertEquals(rows[0]!.trouble, true);
    const { rows: [datagram] } = await rowsOf(view, "rows/packets", "from=4&count=1");
    assertEquals([datagram!.href, datagram!.cells[4]], [null, "UDP"]);
    assertEquals((await rowsOf(view, "rows/packets", "from=100&count=5")).rows, []);
    assertEquals((await rowsOf(view, "rows/packets", "from=0&count=50&filter=flag+SYN")).rows.map(({ id }) => id), [
      1,
      2,
      12,
    ]);
  });
});

Deno.test("a filter that cannot be read is answered by where and why", async () => {
  await withView(CAPTURE, async (view) => {
    const response = await view.answer("rows/packets", new URLSearchParams("filter=flag+NONE"));
    assertEquals(response!.status, 400);
    assertStringIncludes(await response!.text(), "column 6");
  });
});

Deno.test("a conversation's page says what explain says of it, in both languages", async () => {
  for (const language of ["en", "he"] as const) {
    await withView(CAPTURE, async (view) => {
      const page = await (await view.answer("conversation/1", new URLSearchParams()))!.text();
      assertStringIncludes(page, `lang="${language}"`);
      assertStringIncludes(page, 'id="packet-12"');
      assert(!page.includes('id="packet-1"'), "only its own packets");
      assertStringIncludes(page, 'href="0"');
      const [, title = ""] = /<h1>(.*?)<\/h1>/.exec(page) ?? [];
      assertEquals(/[\u2066-\u2069]|<bdi/.test(title), language === "he", "each end of it keeps its own direction");
      assert(title.includes(language === "he" ? "\u20681\u2069:" : "Conversation 1:"), title);
    }, language);
  }
});

Deno.test("a long conversation's page is drawn in pieces, each when it is asked for", async () => {
  const { fromClient } = talkers("10.0.0.1", "10.0.0.2", { client: 40_000, server: 80 });
  const records = Array.from(
    { length: 450 },
    (_, i) => record(i * 1000, fromClient({ flags: ACK, seq: 1 + i, payload: Uint8Array.of(i) })),
  );
  await withView(pcapFile(records), async (view) => {
    const page = await (await view.answer("conversation/0", new URLSearchParams("from=101")))!.text();
    assert(page.length < 600_000, "what is not in sight is not in the page");
    const names = [...page.matchAll(/data-piece="([a-z]+-\d+)"/g)].map(([, name]) => name!);
    const [, address] = /"pieces":"0\/pieces\/\{name\}\?([^"]*)"/.exec(page)!;
    const packets = new Set<string>();
    for (const name of names) {
      const piece = await (await view.answer(`conversation/0/pieces/${name}`, new URLSearchParams(address)))!.text();
      for (const [, id] of piece.matchAll(/id="packet-(\d+)"/g)) packets.add(id!);
    }
    assertEquals([packets.size, packets.has("101"), packets.has("450")], [350, true, true]);
    for (const none of ["ladder-99", "rows-99", "other-0"]) {
      assertEquals(await view.answer(`conversation/0/pieces/${none}`, new URLSearchParams(address)), null, none);
    }
  });
});

Deno.test("what is not there is null: no page, no conversation", async () => {
  await withView(CAPTURE, async (view) => {
    for (const path of ["conversation/2", "conversation/x", "rows/none", "../", "conversation/1/"]) {
      assertEquals(await view.answer(path, new URLSearchParams()), null, path);
    }
  });
});

Deno.test("the server gives nothing without the secret, and nothing that another page may show", async () => {
  await withServedView(CAPTURE, async (address) => {
    const { origin } = new URL(address);
    const page = await fetch(address);
    assertEquals([page.status, page.headers.get("x-frame-options"), page.headers.get("referrer-policy")], [
      200,
      "DENY",
      "no-referrer",
    ]);
    await page.text();
    for (
      const [url, headers, status] of [
        [origin + "/", {}, 404],
        [origin + "/rows/packets", {}, 404],
        [address, { origin: "http://attacker.example" }, 403],
        [address + "none", {}, 404],
      ] as const
    ) {
      const response = await fetch(url, { headers });
      assertEquals(response.status, status, url);
      assertEquals(await response.text(), "Not here\n");
    }
  });
});

Deno.test("a key of the pages around a conversation does nothing else on the page of the conversation", async () => {
  await withView(CAPTURE, async (view) => {
    const page = await (await view.answer("conversation/1", new URLSearchParams()))!.text();
    const keysOf = (part: RegExp): string[] => {
      const list = part.exec(page)![0];
      return Array.from(list.matchAll(/<dt[^>]*>([^<]*)<\/dt>/g), ([, keys]) => keys!.split(/\s+/)).flat();
    };
    const around = keysOf(/<dialog id="keys".*?<\/dialog>/s);
    const within = keysOf(/<dl id="report-keys".*?<\/dl>/s);
    // What both have does the same: the next row or packet, the conversation beside this one, the search, the help.
    assertEquals(around.filter((key) => within.includes(key)).sort(), ["/", "?", "Enter", "[", "]", "j", "k"]);
  });
});
