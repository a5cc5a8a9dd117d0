import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { pageScript } from "../../../src/report/html/page_script.ts";
import { renderPage } from "../../../src/report/html/page.ts";
import { LOSSY, reportOf, V2 } from "./fixture.ts";

Deno.test("renderPage() gives the same page for the same data", async () => {
  assertEquals(await renderPage(reportOf(V2)), await renderPage(reportOf(V2)));
});

Deno.test("renderPage() has one arrow, row and article for each packet, without a script", async () => {
  const page = await renderPage(reportOf(LOSSY));
  for (const { number } of reportOf(LOSSY).packets) {
    assertEquals(page.split(` data-packet="${number}"`).length, 2, `arrow of packet ${number}`);
    assertEquals(page.split(` data-row="${number}"`).length, 2, `row of packet ${number}`);
    assertEquals(page.split(` id="packet-${number}"`).length, 2, `article of packet ${number}`);
  }
});

Deno.test("renderPage() names no other host, no handler, no style attribute", async () => {
  const page = await renderPage(reportOf(V2));
  assert(!/\b(?:src|srcset|action|data|poster)="?(?:https?:|\/\/)/i.test(page));
  assert(!/https?:\/\/|@import|\burl\((?!#)/i.test(page), "an address of another host");
  assert(!/<[^>]*\son\w+=/i.test(page.replace(/<script>[\s\S]*?<\/script>/g, "")), "an inline handler");
  assert(!/<[^>]*\sstyle=/i.test(page), "a style attribute");
});

Deno.test("renderPage() allows the style and script that it holds, by their hashes, and nothing else", async () => {
  const page = await renderPage(reportOf(V2));
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? "";
  assertMatch(
    policy,
    /^default-src 'none'; img-src data:; style-src '[^']+'; script-src '[^']+' '[^']+'; base-uri 'none'/,
  );
  const inside = [...page.matchAll(/<(style|script)>([\s\S]*?)<\/\1>/g)].map((match) => match[2]!);
  assertEquals(inside.length, 3);
  for (const text of inside) assertStringIncludes(policy, `'${await sha256(text)}'`);
});

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return `sha256-${new Uint8Array(digest).toBase64()}`;
}

const HOSTILE = `</script></style><img src=x onerror="alert(1)"><script>alert(2)</script>'"&\u202e\u0000`;

Deno.test("renderPage() shows markup in any text as text", async () => {
  const data = reportOf(
    [{ from: "C", at: 0, flags: "PSH ACK", seq: 1, ack: 1, data: HOSTILE, title: HOSTILE, text: HOSTILE }],
    "en",
    {
      title: HOSTILE,
      done: [HOSTILE],
      command: HOSTILE,
      program: HOSTILE,
      began: HOSTILE,
      transcripts: [{ name: HOSTILE, command: HOSTILE, lines: [{ time: 0, text: HOSTILE }] }],
      hosts: [{ name: HOSTILE, address: HOSTILE }, { name: HOSTILE, address: HOSTILE }],
      unusual: [{ text: HOSTILE, packets: [1] }],
      next: [{ text: HOSTILE, command: HOSTILE }],
      summary: { title: HOSTILE, paragraphs: [HOSTILE] },
    },
  );
  const page = await renderPage(data);
  assertEquals(page.split("<script>").length, 3, "scripts in the page");
  assertEquals(page.split("<style>").length, 2, "styles in the page");
  assert(!page.includes("<img"), "an element from the text");
  assert(!page.includes("\u202e"), "a character that reorders the line");
  assert(!page.includes("\0"), "a null character");
  assertStringIncludes(page, "&lt;/script&gt;&lt;/style&gt;&lt;img src=x onerror=&quot;alert(1)&quot;&gt;");
});

Deno.test("renderPage() packs what is beyond 200 packets and keeps the first pieces open", async () => {
  const line = { from: "C", flags: "ACK", seq: 1, ack: 1 } as const;
  const lines = Array.from({ length: 450 }, (_, i) => ({ ...line, at: i }));
  const page = await renderPage(reportOf(lines));
  assertStringIncludes(page, 'data-piece="rows-4"');
  assertStringIncludes(page, '<script type="application/gzip" id="articles-22">');
  assertStringIncludes(page, ' data-row="100"');
  assert(!page.includes(' data-row="101"'));
  const base64 = /id="rows-4">([^<]*)</.exec(page)?.[1] ?? "";
  const stream = new Blob([Uint8Array.fromBase64(base64)]).stream().pipeThrough(new DecompressionStream("gzip"));
  assertStringIncludes(await new Response(stream).text(), 'data-row="450"');
});

Deno.test("renderPage() says what was left out and how to select", async () => {
  const page = await renderPage(reportOf(V2, "en", { leftOut: 7000 }));
  assertStringIncludes(page, "<bdi>11</bdi> of <bdi>7,011</bdi> packets");
  assertStringIncludes(page, "--stream N");
});

Deno.test("renderPage() tells fifty stories and says how many more there are", async () => {
  const data = reportOf(V2);
  const conversations = Array.from({ length: 63 }, (_, stream) => ({ ...data.conversations[0]!, stream }));
  const page = await renderPage({ ...data, conversations });
  assertEquals(page.split('<details id="conversation-').length - 1, 50);
  assertStringIncludes(page, "And <bdi>13</bdi> more conversations");
  // What was cut off counts, too.
  const cut = await renderPage({ ...data, conversations, conversationsInAll: 1240 });
  assertStringIncludes(cut, "And <bdi>1,190</bdi> more conversations");
});

Deno.test("renderPage() gives a page without packets, too", async () => {
  const page = await renderPage(reportOf([], "en", { hosts: [], conversations: [], unusual: [] }));
  assertStringIncludes(page, "There are no packets to show.");
  assert(!page.includes('href="#charts"') && !page.includes('id="unusual"'));
});

Deno.test("pageScript() is one script: no import, no export, no name twice", () => {
  const script = pageScript();
  assert(!/^(?:import|export)\b/m.test(script));
  const names = [...script.matchAll(/^(?:const|let|var|function|async function|class) (\w+)/gm)].map((match) =>
    match[1]
  );
  assert(names.length > 30);
  assertEquals(names.length, new Set(names).size);
  assert(!/<\/script|<!--/i.test(script));
});

Deno.test("the page's script is sound by the types of a browser", async () => {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["check", "--quiet", "--config", "tests/report/html/client_types.json", "src/report/html/client/start.js"],
    env: { NO_COLOR: "1" },
  }).output();
  assert(success, new TextDecoder().decode(stderr));
});
