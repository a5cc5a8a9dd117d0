import { assertEquals, assertRejects } from "@std/assert";
import { UsageError } from "../../../src/base/failure.ts";
import { ownAddresses, readFilter } from "../../../src/cli/commands/capture/capture_filter.ts";

const NOTHING = { host: undefined, port: undefined, snaplen: 100 };

Deno.test("ownAddresses() finds a name among the machine's own", () => {
  const hosts =
    "127.0.0.1 localhost me # me too\n::1\tlocalhost ip6-localhost\nnonsense localhost\n# 10.0.0.1 localhost\n";
  const found = (name: string) => ownAddresses(name, hosts).map((address) => address.join("."));
  assertEquals(found("localhost"), ["127.0.0.1", "0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1"]);
  assertEquals(found("me"), ["127.0.0.1"]);
  assertEquals(found("too"), []);
});

Deno.test("readFilter() joins the options with the filter's words", async () => {
  assertEquals((await readFilter(NOTHING, "")).expression, null);
  const { expression, options } = await readFilter({ ...NOTHING, host: "10.0.2.4", port: 80 }, "tcp or udp");
  assertEquals(options.snapLength, 100);
  assertEquals(expression?.kind, "and");
  if (expression?.kind !== "and") return;
  assertEquals(expression.right.kind, "or", "in brackets of its own");
  assertEquals(expression.left.kind, "and");
  await assertRejects(() => readFilter(NOTHING, "tcp prot"), UsageError, "Cannot read the filter: column 5: ");
});
