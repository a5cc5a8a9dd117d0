import { assertEquals } from "@std/assert";
import { admitted, newSecret, ownHosts } from "../../src/view/server/guard.ts";

const guard = { secret: "s3cret", hosts: ownHosts(8088) };
const HERE = "127.0.0.1:8088";

function asked(path: string, headers: Record<string, string> = {}, method = "GET") {
  return admitted(new Request(`http://${HERE}${path}`, { method, headers: { host: HERE, ...headers } }), guard);
}

Deno.test("who has the secret is admitted, under each of this machine's names", () => {
  assertEquals(asked("/s3cret/"), { path: "" });
  assertEquals(asked("/s3cret/rows/packets?from=1"), { path: "rows/packets" });
  for (const host of ["localhost:8088", "[::1]:8088"]) assertEquals(asked("/s3cret/", { host }), { path: "" });
  assertEquals(asked("/s3cret/", { origin: `http://${HERE}`, "sec-fetch-site": "same-origin" }), { path: "" });
  assertEquals(asked("/s3cret/", { "sec-fetch-site": "none" }), { path: "" });
});

Deno.test("everybody else is refused", () => {
  const cases = [
    { path: "/s3cret/", headers: { host: "attacker.example:8088" }, status: 421 },
    { path: "/s3cret/", headers: { host: "127.0.0.1:8089" }, status: 421 },
    { path: "/s3cret/", headers: { origin: "http://attacker.example" }, status: 403 },
    { path: "/s3cret/", headers: { origin: "null" }, status: 403 },
    { path: "/s3cret/", headers: { "sec-fetch-site": "cross-site" }, status: 403 },
    { path: "/s3cret/", headers: { "sec-fetch-site": "same-site" }, status: 403 },
    { path: "/", headers: {}, status: 404 },
    { path: "/s3cret", headers: {}, status: 404 },
    { path: "/s3cre/", headers: {}, status: 404 },
    { path: "/s3crett/", headers: {}, status: 404 },
    { path: "/S3cret/", headers: {}, status: 404 },
  ];
  for (const { path, headers, status } of cases) {
    assertEquals(asked(path, headers as Record<string, string>), { status }, `${path} ${JSON.stringify(headers)}`);
  }
  assertEquals(asked("/s3cret/", {}, "POST"), { status: 405 });
});

Deno.test("secrets are long, and no two the same", () => {
  const secrets = new Set(Array.from({ length: 100 }, newSecret));
  assertEquals(secrets.size, 100);
  for (const secret of secrets) assertEquals(/^[0-9a-f]{32}$/.test(secret), true);
});
