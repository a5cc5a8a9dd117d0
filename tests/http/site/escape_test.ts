import { assert, assertEquals } from "@std/assert";
import { request, withServer } from "../serving.ts";

const SECRET = "from outside the root";

/** Targets that try to get at `../secret.txt`, at the sibling folder `root-sibling`, or at what is hidden. */
const ATTEMPTS = [
  "/../secret.txt",
  "/a/../../secret.txt",
  "/./../secret.txt",
  "/%2e%2e/secret.txt",
  "/%2E%2E/secret.txt",
  "/.%2e/secret.txt",
  "/%2e./secret.txt",
  "/..%2fsecret.txt",
  "/%2e%2e%2fsecret.txt",
  "/%252e%252e/secret.txt",
  "/%252e%252e%252fsecret.txt",
  "/..\\secret.txt",
  "/..%5csecret.txt",
  "/%2e%2e%5csecret.txt",
  "/a/..%5c..%5csecret.txt",
  "/..%00/secret.txt",
  "/secret.txt%00.html",
  "//secret.txt",
  "///../secret.txt",
  "/..;/secret.txt",
  "/..%c0%afsecret.txt",
  "/%c0%ae%c0%ae/secret.txt",
  "/%uff0e%uff0e/secret.txt",
  "http://localhost/../secret.txt",
  "/../root-sibling/secret.txt",
  "/%2e%2e/root-sibling/secret.txt",
  "/-sibling/secret.txt",
  "/link-to-file",
  "/link-to-folder/secret.txt",
  "/link-to-sibling/secret.txt",
  "/link-to-link",
  "/link-absolute",
  "/link-to-root-parent/secret.txt",
  "/.hidden",
  "/%2ehidden",
  "/.git/config",
  "/a/.env",
  "/link-to-hidden",
  "/.well-known/.secret",
  "/C:/secret.txt",
  "/file:///etc/passwd",
  "/~root/secret.txt",
  "/proc/self/environ",
  "/_headers",
  "/_redirects",
];

Deno.test("Site gives no byte from outside the root, or of what is hidden, when it is attacked by paths", async () => {
  const files = {
    "index.html": "inside",
    "a/b.txt": "inside",
    ".hidden": SECRET,
    ".git/config": SECRET,
    "a/.env": SECRET,
    ".well-known/.secret": SECRET,
    "../secret.txt": SECRET,
    "../root-sibling/secret.txt": SECRET,
    "_headers": `/*\n  X-Secret: ${SECRET}`,
    "_redirects": `/x /y # ${SECRET}`,
  };
  await withServer({ files }, async ({ root, exchange }) => {
    await Deno.symlink("../secret.txt", `${root}/link-to-file`);
    await Deno.symlink("..", `${root}/link-to-folder`);
    await Deno.symlink("../root-sibling", `${root}/link-to-sibling`);
    await Deno.symlink("link-to-file", `${root}/link-to-link`);
    await Deno.symlink(await Deno.realPath(`${root}/../secret.txt`), `${root}/link-absolute`);
    await Deno.symlink("a/../..", `${root}/link-to-root-parent`);
    await Deno.symlink(".hidden", `${root}/link-to-hidden`);
    for (const target of ATTEMPTS) {
      // Twice: the second time finds what the first one may have left in memory.
      const replies = await exchange(request(target) + request(target));
      for (const { status, text } of replies) {
        assert(status === 400 || status === 404, `${target} gave ${status}`);
        assert(!text.includes(SECRET), `${target} gave the secret`);
      }
      assertEquals(replies.length, 2, target);
    }
  });
});

Deno.test("Site serves links that stay inside and /.well-known/ when they are asked for", async () => {
  const files = { "a/b.txt": "inside", ".well-known/security.txt": "contact" };
  await withServer({ files }, async ({ root, exchange }) => {
    await Deno.symlink("a/b.txt", `${root}/link`);
    const replies = await exchange(request("/link") + request("/.well-known/security.txt"));
    assertEquals(replies.map(({ text }) => text), ["inside", "contact"]);
  });
});

Deno.test("Site serves dotfiles when it is told to", async () => {
  await withServer({ files: { ".a": "dot" }, site: { dotfiles: true } }, async ({ exchange }) => {
    assertEquals((await exchange(request("/.a")))[0]?.text, "dot");
  });
});

Deno.test("Site never redirects to another host when a path begins with several slashes", async () => {
  await withServer({ files: { "a/index.html": "x", "evil.example/index.html": "x" } }, async ({ exchange }) => {
    for (const target of ["//evil.example", "/%2fevil.example", "/\\evil.example", "//a", "///a", "/%5cevil.example"]) {
      const [reply] = await exchange(request(target));
      assertEquals([reply?.status, reply?.fields.get("location")], [404, undefined], target);
    }
    const [folder] = await exchange(request("http://other.example/a"));
    assertEquals(folder?.fields.get("location"), "/a/");
  });
});
