import { assertEquals } from "@std/assert";
import { Onlookers } from "../../src/view/server/onlookers.ts";

Deno.test("the view is over when the last page has gone, and not while another one is open", async () => {
  const gone = Promise.withResolvers<string>();
  using onlookers = new Onlookers(() => gone.resolve("gone"), 1);
  const [one, other] = [onlookers.welcome(() => "{}"), onlookers.welcome(() => "{}")];
  await one.body!.cancel();
  await other.body!.cancel();
  assertEquals(await gone.promise, "gone");
});

Deno.test("a page that comes while the last one goes keeps the view", async () => {
  let over = false;
  using onlookers = new Onlookers(() => over = true, 60_000);
  await onlookers.welcome(() => "{}").body!.cancel();
  const next = onlookers.welcome(() => "{}");
  assertEquals(over, false);
  await next.body!.cancel();
});
