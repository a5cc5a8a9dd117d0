/**
 * Opens the C library before the tests of a file begin. It stays open as long as the process, by design; opened inside a
 * test it would be taken for a leak of that test.
 */
import { blockingLibc, libc } from "../../src/linux/calls/libc.ts";

if (Deno.build.os === "linux") {
  libc();
  blockingLibc();
}
