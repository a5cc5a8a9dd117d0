import { assert, assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { APPARMOR_COMMAND, apparmorProfile } from "../../src/lab/own/apparmor.ts";

Deno.test("docs/apparmor/tcplab is the profile that tcplab prints for /usr/local/bin/tcplab", async () => {
  const file = fromFileUrl(new URL("../../docs/apparmor/tcplab", import.meta.url));
  assertEquals(await Deno.readTextFile(file), apparmorProfile("/usr/local/bin/tcplab"));
});

Deno.test("apparmorProfile() quotes a path with a blank, and takes a star for a letter", () => {
  assert(apparmorProfile("/home/a b/t*").includes('profile tcplab "/home/a b/t\\*" flags=(unconfined) {'));
  assert(apparmorProfile("/x").includes(APPARMOR_COMMAND));
});
