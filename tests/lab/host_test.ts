import { assertEquals } from "@std/assert";
import { picturesOf } from "../../src/lab/host/browser.ts";
import { exchange, requestBytes } from "../../src/lab/host/http_exchange.ts";
import { type Command, decodeMessages, encodeMessage } from "../../src/lab/host/messages.ts";
import { patternBytes } from "../../src/lab/host/script_sockets.ts";
import { explainUnshareFailure } from "../../src/lab/own/unshare.ts";

const encoder = new TextEncoder();

/** A connection that gives `answer` in pieces of `size` bytes. */
function connection(answer: string, size: number) {
  let rest = encoder.encode(answer);
  const sent: number[] = [];
  return {
    sent,
    read(buffer: Uint8Array): Promise<number | null> {
      if (rest.length === 0) return Promise.resolve(null);
      const piece = rest.subarray(0, Math.min(size, buffer.length));
      buffer.set(piece);
      rest = rest.subarray(piece.length);
      return Promise.resolve(piece.length);
    },
    write(bytes: Uint8Array): Promise<number> {
      sent.push(...bytes);
      return Promise.resolve(bytes.length);
    },
  };
}

Deno.test("exchange() reads an answer, however it is cut", async (t) => {
  const ok = "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 5\r\n\r\nhello";
  const moved = "HTTP/1.1 301 Moved Permanently\r\nConnection: close\r\nLocation: /result.html\r\n\r\n";
  for (const size of [1, 2, 7, 1000]) {
    await t.step(`${size} bytes at a time`, async () => {
      const conn = connection(ok + "more", size);
      const answer = await exchange(conn, requestBytes("host", "/"));
      assertEquals(answer, { status: 200, location: null, body: encoder.encode("hello"), closes: false });
      assertEquals(new TextDecoder().decode(Uint8Array.from(conn.sent)).split("\r\n")[0], "GET / HTTP/1.1");
      const other = await exchange(connection(moved, size), requestBytes("host", "/redirect"));
      assertEquals(other, { status: 301, location: "/result.html", body: new Uint8Array(), closes: true });
    });
  }
});

Deno.test("exchange() gives what there is when the server closes early", async () => {
  assertEquals(await exchange(connection("HTTP/1.1 200", 100), requestBytes("host", "/")), null);
  const cut = await exchange(
    connection("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", 4),
    requestBytes("host", "/"),
  );
  assertEquals(cut?.body, encoder.encode("abc"));
});

Deno.test("picturesOf() finds a page's pictures by their full paths", () => {
  const page = encoder.encode('<img src="../one.jpg"> <p> <img width="3" src="two.jpg" alt="x"><IMG SRC="/three.png">');
  assertEquals(picturesOf(page, "/a/b/ref.html"), ["/a/one.jpg", "/a/b/two.jpg", "/three.png"]);
});

Deno.test("decodeMessages() gives whole messages, however the bytes are cut", async () => {
  const messages: Command[] = [{ do: "told", what: "schön" }, { do: "told", what: "line\nbreak" }];
  const bytes = Uint8Array.from(messages.flatMap((message) => [...encodeMessage(message)]));
  for (const size of [1, 3, 1000]) {
    const pieces = Array.from(
      { length: Math.ceil(bytes.length / size) },
      (_, i) => bytes.slice(i * size, (i + 1) * size),
    );
    assertEquals(await Array.fromAsync(decodeMessages<Command>(ReadableStream.from(pieces))), messages);
  }
});

Deno.test("patternBytes() are letters in order, so that a gap shows", () => {
  assertEquals(new TextDecoder().decode(patternBytes(28)), "abcdefghijklmnopqrstuvwxyzab");
});

Deno.test("explainUnshareFailure() names the setting that forbids namespaces", async (t) => {
  const complaint = "unshare: unshare failed: Operation not permitted\n";
  const cases = [
    {
      path: "/proc/sys/kernel/apparmor_restrict_unprivileged_userns",
      value: "1",
      says: "tcplab lab --apparmor | sudo sh -c",
    },
    {
      path: "/proc/sys/kernel/unprivileged_userns_clone",
      value: "0",
      says: "sudo sysctl -w kernel.unprivileged_userns_clone=1",
    },
    { path: "/proc/sys/user/max_user_namespaces", value: "0", says: "sudo sysctl -w user.max_user_namespaces=10000" },
    { path: "/proc/sys/user/max_net_namespaces", value: "0", says: "sudo sysctl -w user.max_net_namespaces=10000" },
    { path: "/none", value: "", says: "unshare failed: Operation not permitted; in a container" },
  ];
  for (const { path, value, says } of cases) {
    await t.step(path, () => {
      const line = explainUnshareFailure(complaint, (asked) => asked === path ? value : null);
      assertEquals(line?.includes(says), true, line ?? "");
    });
  }
  assertEquals(explainUnshareFailure("error: something else\n", () => null), null);
});
