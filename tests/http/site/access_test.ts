/** Users, their passwords, and what they may see. */
import { scryptSync } from "node:crypto";
import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { Failure } from "../../../src/base/failure.ts";
import { AccessRules, parseAccessFile } from "../../../src/http/access/access_file.ts";
import { parseCredentials } from "../../../src/http/access/credentials.ts";
import { Gatekeeper } from "../../../src/http/access/gatekeeper.ts";
import { hashPassword, isPassword, parsePasswordHash } from "../../../src/http/access/password_hash.ts";
import { parseUsersFile } from "../../../src/http/access/users_file.ts";
import { request, withServer } from "../serving.ts";

/** A hash that takes little work, so that tests are quick. */
function quickHash(password: string, work = 4): string {
  const salt = new Uint8Array(16).fill(7);
  const hash = new Uint8Array(scryptSync(password, salt, 32, { N: 2 ** work, r: 1, p: 1 }));
  return `$scrypt$ln=${work},r=1,p=1$${salt.toBase64({ omitPadding: true })}$${hash.toBase64({ omitPadding: true })}`;
}

function basic(name: string, password: string): string {
  return `Basic ${new TextEncoder().encode(`${name}:${password}`).toBase64()}`;
}

Deno.test("hashPassword() makes another hash each time, and isPassword() knows the password by each", async () => {
  const [one, other] = await Promise.all([hashPassword("pass:wörd"), hashPassword("pass:wörd")]);
  assert(one !== other);
  assertMatch(one, /^\$scrypt\$ln=14,r=8,p=1\$/);
  const hash = parsePasswordHash(one);
  assertEquals([await isPassword("pass:wörd", hash), await isPassword("pass:word", hash)], [true, false]);
  // The same letters in their other form of Unicode.
  assertEquals(await isPassword("pass:wo\u0308rd", hash), true);
});

Deno.test("parsePasswordHash() is the scrypt of RFC 7914 12, and refuses what would take too much memory", async () => {
  const expected = Uint8Array.fromHex(
    "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640",
  );
  const hash = expected.toBase64({ omitPadding: true });
  const salt = new TextEncoder().encode("NaCl").toBase64({ omitPadding: true });
  const vector = { work: 10, blocks: 8, lanes: 16, salt: Uint8Array.fromBase64(`${salt}==`), hash: expected };
  assertEquals(await isPassword("password", vector), true);
  assert(hash.length === 86);
  for (
    const text of [
      "secret",
      "$2y$10$abcdefghijklmnopqrstuv",
      "$scrypt$ln=4,r=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$short",
      "$scrypt$ln=20,r=8,p=1$c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
      "$scrypt$ln=14,r=8,p=5$c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ]
  ) assertThrows(() => parsePasswordHash(text), SyntaxError);
});

Deno.test("parseUsersFile() and parseAccessFile() name the line that is wrong", () => {
  const hash = quickHash("x");
  const users = parseUsersFile(`\ufeff# who\nada:${hash}\r\ngrace:${hash}\n`, "users");
  assertEquals(users.map(({ name }) => name), ["ada", "grace"]);
  const badUsers: [text: string, message: RegExp][] = [
    ["ada", /users, line 1: expected NAME:HASH/],
    [`\nada:plain`, /users, line 2: the password is not hashed/],
    [`ada:${hash}\nada:${hash}`, /line 2: there is a second ada/],
    [`a b:${hash}`, /line 1: a name has no spaces/],
    ["# nobody", /names no user/],
  ];
  for (const [text, message] of badUsers) {
    assertMatch(assertThrows(() => parseUsersFile(text, "users"), Failure).message, message);
  }
  const badRules: [text: string, message: RegExp][] = [
    ["/a", /access, line 1: expected PATTERN WHO/],
    ["private/* ada", /access, line 1: a pattern with a slash begins with one: private\/\* ada/],
    ["# x\n/a bob", /line 2: there is no user bob/],
    ["/a all ada", /line 1: all stands alone/],
    ["/:x/:x users", /line 1: the placeholder :x stands twice/],
  ];
  for (const [text, message] of badRules) {
    const wrong = () => parseAccessFile(text, "access", new Set(["ada"]));
    assertMatch(assertThrows(wrong, Failure).message, message);
  }
});

Deno.test("AccessRules gives the first rule that matches, and every user where none does", () => {
  const rules = new AccessRules(
    parseAccessFile("/team/* ada grace\n/public/* all\n*.pdf none\n", "access", new Set(["ada", "grace"])),
  );
  const cases: [path: string, audience: unknown][] = [
    ["/team/x", new Set(["ada", "grace"])],
    ["/team", new Set(["ada", "grace"])],
    ["/public/a.pdf", "all"],
    ["/x/a.pdf", "none"],
    ["/x", "users"],
  ];
  for (const [path, audience] of cases) assertEquals(rules.audienceOf(path), audience as never, path);
});

Deno.test("parseCredentials() reads Basic and nothing else", () => {
  const cases: [authorization: string | null, expected: unknown][] = [
    [basic("ada", "a:b"), { name: "ada", password: "a:b" }],
    [basic("ada", "").replace("Basic", "bASIC"), { name: "ada", password: "" }],
    [null, null],
    ["Bearer x", null],
    ["Basic", null],
    ["Basic !!!", null],
    [`Basic ${new TextEncoder().encode("nocolon").toBase64()}`, null],
    [`Basic ${new Uint8Array([0xff, 0x3a, 0xff]).toBase64()}`, null],
    [basic("ada", "x".repeat(1100)), null],
  ];
  for (const [authorization, expected] of cases) {
    assertEquals(parseCredentials(authorization), expected, `${authorization}`);
  }
});

Deno.test("Gatekeeper checks a right password once, wrong ones in turn, and says busy when too many wait", async () => {
  const gate = new Gatekeeper({ users: [{ name: "ada", secret: quickHash("secret", 12) }], rules: [] });
  const guesses = Array.from({ length: 200 }, (_, index) => gate.identify(basic("ada", `guess ${index}`)));
  const outcomes = await Promise.all(guesses);
  const count = (wanted: unknown) => outcomes.filter((outcome) => outcome === wanted).length;
  assert(count(null) >= 33 && count("busy") > 0, `${count(null)} checked, ${count("busy")} turned away`);
  assertEquals(count(null) + count("busy"), 200);
  assertEquals(await gate.identify(basic("ada", "secret")), "ada");
  const more = Array.from({ length: 40 }, (_, index) => gate.identify(basic("nobody", `guess ${index}`)));
  assertEquals(await gate.identify(basic("ada", "secret")), "ada");
  await Promise.all(more);
});

Deno.test("Site shows each user what is for them, in pages, lists, archives and rewrites", async () => {
  const files = {
    "index.html": "home",
    "404.html": "lost",
    "public/a.txt": "open",
    "team/plan.txt": "plan",
    "team/index.html": "team",
    "old/x.txt": "old",
    "_redirects": "/short /team/plan.txt 200\n/public/short /team/plan.txt 200",
  };
  const users = [{ name: "ada", secret: "plain:1" }, { name: "eve", secret: "plain:2" }];
  const names = new Set(["ada", "eve"]);
  const rules = parseAccessFile("/team/* ada\n/public/* all\n/old/* none\n/* users", "access", names);
  const site = { access: { users, rules }, listing: true, zipBytes: 1e6 };
  await withServer({ files, site, logFormat: "common" }, async ({ exchange, serving, log }) => {
    const cases: [target: string, user: string | null, status: number][] = [
      ["/public/a.txt", null, 200],
      ["/", null, 401],
      ["/", "ada:1", 200],
      ["/", "ada:2", 401],
      ["/team/plan.txt", "ada:1", 200],
      ["/team/plan.txt", "eve:2", 403],
      ["/team/plan.txt", null, 401],
      ["/%74eam/plan.txt", "eve:2", 403],
      ["/team", "eve:2", 403],
      ["/old/x.txt", "ada:1", 403],
      ["/short", "ada:1", 200],
      ["/short", "eve:2", 403],
      ["/public/short", null, 401],
      ["/public/none", null, 404],
      ["/public/a.txt", "eve:2", 200],
    ];
    for (let round = 0; round < 2; round++) {
      for (const [target, user, status] of cases) {
        const fields: Record<string, string> = user === null
          ? {}
          : { Authorization: `Basic ${new TextEncoder().encode(user).toBase64()}` };
        assertEquals((await exchange(request(target, fields)))[0]?.status, status, `${target} ${user}`);
      }
    }
    // The page for what is missing belongs to the users as well.
    assert(!(await exchange(request("/public/none")))[0]!.text.includes("lost"));
    const eve = { Authorization: basic("eve", "2") };
    const [zip] = await exchange(request("/?zip", eve));
    const names = String.fromCharCode(...zip!.body);
    assertEquals([zip?.status, names.includes("public/a.txt"), names.includes("plan.txt")], [200, true, false]);
    await serving.stop(0);
    assertMatch(log(), /^127\.0\.0\.1 - ada \[[^\]]+\] "GET \/ HTTP\/1\.1" 200 /m);
    assertMatch(log(), /^127\.0\.0\.1 - - \[[^\]]+\] "GET \/ HTTP\/1\.1" 401 /m);
  });
});
