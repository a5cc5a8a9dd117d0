import { assertEquals, assertThrows } from "@std/assert";
import { FileNames, formatTime, rotationOf } from "../../../src/cli/commands/capture/file_names.ts";
import { UsageError } from "../../../src/base/failure.ts";

const AT = new Date(2026, 10, 7, 9, 5, 3);

/** The names of the first files when each is full. */
function fullNames(path: string, files: number | undefined, count: number): string[] {
  const names = new FileNames(path, rotationOf({ fileSize: "1", fileCount: files }));
  return Array.from({ length: count }, () => {
    const name = names.current(AT);
    names.afterSize();
    return name;
  });
}

Deno.test("FileNames counts full files as tcpdump does", () => {
  assertEquals(fullNames("x.pcapng", undefined, 4), ["x.pcapng", "x.pcapng1", "x.pcapng2", "x.pcapng3"]);
  assertEquals(fullNames("x", 3, 5), ["x0", "x1", "x2", "x0", "x1"]);
  assertEquals(fullNames("x", 10, 2), ["x0", "x1"]);
  assertEquals(fullNames("x", 11, 2), ["x00", "x01"]);
});

Deno.test("FileNames puts the time into the name of a file that time begins", () => {
  const names = new FileNames("x-%H%M%S", rotationOf({ rotateSeconds: 60, fileCount: 2 }));
  assertEquals(names.current(AT), "x-090503");
  assertEquals(names.afterTime(), true, "the second file");
  assertEquals(names.afterTime(), false, "two files are enough");
  const both = new FileNames("x-%M", rotationOf({ rotateSeconds: 60, fileSize: "1", fileCount: 3 }));
  both.afterSize();
  assertEquals(both.current(AT), "x-051");
  assertEquals(both.afterTime(), true, "the number of files does not count here");
  assertEquals(both.current(AT), "x-050");
});

Deno.test("formatTime() knows the conversions of strftime, and leaves others", () => {
  assertEquals(
    formatTime("%Y-%m-%d %H:%M:%S %y %j %F %T %R %% %Q", AT),
    "2026-11-07 09:05:03 26 311 2026-11-07 09:05:03 09:05 % %Q",
  );
  assertEquals(formatTime("%s", AT), String(AT.getTime() / 1000));
});

Deno.test("rotationOf() takes sizes in millions of bytes, or with a suffix", () => {
  const cases = [["1", 1_000_000], ["10", 10_000_000], ["1k", 1024], ["2m", 2 * 1024 ** 2], ["1g", 1024 ** 3]] as const;
  for (const [typed, size] of cases) assertEquals(rotationOf({ fileSize: typed })?.size, size, typed);
  assertEquals(rotationOf({}), null);
  for (const typed of ["0", "-1", "x", ""]) assertThrows(() => rotationOf({ fileSize: typed }), UsageError);
});
