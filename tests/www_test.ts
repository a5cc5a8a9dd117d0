/** The built-in site: what the lab report's browser experiments ask for is there, and nothing comes from elsewhere. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { fromFileUrl, join } from "@std/path";

const WWW = fromFileUrl(new URL("../www/", import.meta.url));
const PICTURES = ["oh_no", "oh_no2", "oh_no3", "oh_no4", "oh_no5", "oh_no6"].map((name) => `${name}.jpg`);

function read(path: string): string {
  return Deno.readTextFileSync(join(WWW, path));
}

Deno.test("the site has six pictures in both folders, real JPEGs of several segments each", () => {
  for (const folder of ["a", "a/b"]) {
    for (const name of PICTURES) {
      const bytes = Deno.readFileSync(join(WWW, folder, name));
      assertEquals([...bytes.subarray(0, 3), ...bytes.subarray(-2)], [0xff, 0xd8, 0xff, 0xff, 0xd9], name);
      assert(bytes.length > 20_000 && bytes.length < 100_000, `${folder}/${name}: ${bytes.length} bytes`);
    }
  }
});

Deno.test("ref.html shows all twelve pictures, once each", () => {
  const shown = [...read("a/b/ref.html").matchAll(/<img src="([^"]+)"/g)].map((match) => match[1]);
  assertEquals(shown, [...PICTURES.map((name) => `../${name}`), ...PICTURES]);
});

Deno.test("the pages load nothing from elsewhere", () => {
  for (const page of ["index.html", "he.html", "result.html", "a/b/ref.html"]) {
    assertEquals(read(page).match(/(src|href)="(https?:)?\/\/|@import|<script/g), null, page);
  }
});

Deno.test("the pages of both languages lead to the five experiments, each with what should be seen, and to each other", () => {
  for (const [page, other] of [["index.html", "/he.html"], ["he.html", "/"]] as const) {
    const html = read(page);
    const links = [...html.matchAll(/class="open" href="([^"]+)"/g)].map((match) => match[1]);
    assertEquals(links, ["/", "/a/oh_no.jpg", "/a/b/ref.html", "/c.html", "/redirect"], page);
    assertEquals(html.match(/<details>/g)?.length, 5, page);
    assert(html.includes(`<a href="${other}" lang=`), page);
  }
});

Deno.test("the Hebrew page joins prefixes as the program's sentences do, by a maqaf", () => {
  assertEquals(read("he.html").match(/[א-ת]-\S+/g), null);
});

Deno.test("both pages look alike, name the same commands, and link to packets that the report has", () => {
  const [english, hebrew] = [read("index.html"), read("he.html")];
  const style = (html: string) => /<style>[\s\S]*<\/style>/.exec(html)?.[0];
  assertEquals(style(hebrew), style(english));
  const commands = (html: string) =>
    [...html.matchAll(/<pre[^>]*><code>((?:sudo|npx|tcplab|\$)[\s\S]*?)<\/code>/g)].map(([, line = ""]) =>
      line.replaceAll(" --lang he", "")
    );
  assert(commands(english).length >= 5);
  assertEquals(commands(hebrew), commands(english));
  const report = read("report.html");
  for (const [, packet] of `${english}${hebrew}`.matchAll(/href="\/report\.html#(packet-\d+)"/g)) {
    assert(report.includes(`id="${packet}"`), packet);
  }
});

Deno.test("the site has the colours and distances of the report, in light and dark", () => {
  const tokens = (css: string): Map<string, string>[] =>
    css.split("@media (prefers-color-scheme: dark)").map((scheme) =>
      new Map([...scheme.matchAll(/(--[\w-]+):\s*([^;}]+)/g)].map(([, name = "", value = ""]) => [name, value.trim()]))
    );
  const [light, dark] = tokens(Deno.readTextFileSync(new URL("../src/report/html/style/tokens.css", import.meta.url)));
  for (const page of ["index.html", "he.html", "result.html", "a/b/ref.html"]) {
    const [ownLight, ownDark] = tokens(/<style>([\s\S]*)<\/style>/.exec(read(page))?.[1] ?? "");
    assert(ownLight!.size >= 4 && ownDark!.size >= 4, page);
    for (const [own, whole] of [[ownLight!, light!], [ownDark!, dark!]] as const) {
      for (const [name, value] of own) assertEquals(value, whole.get(name), `${page}: ${name}`);
    }
  }
});

Deno.test("the page that must be missing is missing, and /redirect leads to one that is there", () => {
  assertEquals([...Deno.readDirSync(WWW)].some(({ name }) => name === "c.html"), false);
  assertMatch(read("_redirects"), /^\/redirect\s+\/result\.html\s+301$/m);
  assert(read("result.html").includes("/redirect"));
});
