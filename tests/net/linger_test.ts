import { assertEquals } from "@std/assert";
import { lingerAndClose } from "../../src/net/linger.ts";

function scriptedConn(reads: (number | null | Error)[]) {
  const calls: string[] = [];
  return {
    calls,
    read(): Promise<number | null> {
      const next = reads.shift() ?? null;
      calls.push("read");
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
    },
    closeWrite(): Promise<void> {
      calls.push("closeWrite");
      return Promise.resolve();
    },
    close(): void {
      calls.push("close");
    },
  };
}

const CASES = [
  { name: "the peer closes", reads: [10, 20, null], expected: ["closeWrite", "read", "read", "read", "close"] },
  { name: "the peer sends without end", reads: [60, 60, 60], expected: ["closeWrite", "read", "read", "close"] },
  { name: "the peer resets", reads: [new Error("reset")], expected: ["closeWrite", "read", "close"] },
];

for (const { name, reads, expected } of CASES) {
  Deno.test(`lingerAndClose() sends FIN first and closes last when ${name}`, async () => {
    const conn = scriptedConn(reads);
    await lingerAndClose(conn, { maximum: 100, buffer: new Uint8Array(8) });
    assertEquals(conn.calls, expected);
  });
}
