/**
 * The fifteen things a server on raw TCP gets wrong most often, a test or more each, over real connections.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { bytesOf } from "../feeding.ts";
import { exchangeWith, parseReplies, type Place, readToEnd, type Reply, request, withServer } from "../serving.ts";

const FILES = { "index.html": "home", "a.txt": "0123456789", "b.txt": "bee", "folder/index.html": "folder" };

/** A test on a server with `FILES`. */
function on(
  name: string,
  test: (exchange: (bytes: string | Uint8Array) => Promise<Reply[]>, address: Place) => Promise<void>,
): void {
  Deno.test(name, () => withServer({ files: FILES }, ({ exchange, address }) => test(exchange, address)));
}

function statuses(replies: readonly Reply[]): number[] {
  return replies.map(({ status }) => status);
}

on("mistake 1: every pipelined request is answered, in order, when they come in one segment", async (exchange) => {
  const targets = Array.from({ length: 10 }, (_, index) => index % 2 === 0 ? "/a.txt" : "/b.txt");
  const replies = await exchange(targets.map((target) => request(target)).join(""));
  assertEquals(replies.map(({ text }) => text), targets.map((target) => target === "/a.txt" ? "0123456789" : "bee"));
});

on("mistake 2: a client that half-closes gets its answers when it has sent its last byte", async (exchange) => {
  assertEquals(statuses(await exchange(request("/") + request("/a.txt"))), [200, 200]);
});

on("mistake 3: the body is drained when the method is not allowed, and the connection goes on", async (exchange) => {
  const sized = `POST /a.txt HTTP/1.1\r\nHost: a\r\nContent-Length: 30\r\n\r\n${
    "GET / HTTP/1.1\r\nHost: a\r\n\r\n1234".slice(0, 30)
  }`;
  const chunked = "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
  const replies = await exchange(sized + chunked + request("/b.txt"));
  assertEquals(statuses(replies), [405, 405, 200]);
  assertEquals(replies[2]?.text, "bee");
});

on("mistake 3: framing is checked before the method when both are wrong", async (exchange) => {
  assertEquals(statuses(await exchange("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n")), [400]);
});

on("mistake 4: conflicting framing is refused and the connection closed, whatever follows", async (exchange) => {
  for (
    const fields of [
      "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
      "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
      "Transfer-Encoding: chunked, identity\r\n",
      "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
    ]
  ) {
    const replies = await exchange(`POST / HTTP/1.1\r\nHost: a\r\n${fields}\r\n0\r\n\r\n${request("/a.txt")}`);
    assertEquals(statuses(replies), [400], fields);
    assertEquals(replies[0]?.fields.get("connection"), "close");
  }
  const old = await exchange("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
  assertEquals(statuses(old), [400]);
});

on("mistake 5: a Content-Length that is not digits is refused", async (exchange) => {
  for (const length of ["+5", "0x5", "5,7", "5, 5", "-1", "5 5", "5.0", "", "9007199254740992", "1e3", "٥"]) {
    const head = new TextEncoder().encode(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\nhello`);
    assertEquals(statuses(await exchange(head)), [400], length);
  }
});

on("mistake 6: chunks that are not plain hexadecimal lines are refused", async (exchange) => {
  for (
    const body of [
      "0x5\r\nhello\r\n",
      "+5\r\nhello\r\n",
      "5 \r\nhello\r\n",
      "5\nhello\r\n",
      "fffffffffffffffff\r\n",
      "5\r\nhelloX",
    ]
  ) {
    const replies = await exchange(`POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${body}0\r\n\r\n`);
    assertEquals(statuses(replies), [400], body);
  }
  const long = `1;${"e".repeat(9000)}\r\na\r\n0\r\n\r\n`;
  const replies = await exchange(`POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${long}`);
  assertEquals(statuses(replies), [431]);
});

on("mistake 7: Host must be there once and be a host; an absolute target overrides it", async (exchange) => {
  for (
    const host of ["", "Host: a\r\nHost: a\r\n", "Host: a b\r\n", "Host: a/b\r\n", "Host: a:b\r\n", "Host: [::1\r\n"]
  ) {
    assertEquals(statuses(await exchange(`GET / HTTP/1.1\r\n${host}\r\n`)), [400], host);
  }
  assertEquals((await exchange(request("http://other.example:81/a.txt")))[0]?.text, "0123456789");
  assertEquals(statuses(await exchange(request("http://other.example"))), [200]);
  assertEquals(statuses(await exchange(request("http:///a.txt"))), [400]);
  assertEquals(statuses(await exchange(request("http://user@host/a.txt"))), [400]);
  assertEquals(statuses(await exchange(request("ftp://host/a.txt"))), [400]);
  assertEquals(statuses(await exchange(request("a.txt"))), [400]);
});

on("mistake 8: space before the colon, folding, bare CR and NUL are refused", async (exchange) => {
  for (const line of ["X : a", "X: a\r\n b", "X: a\rb", "X: a\0b", "X\t: a", " X: a"]) {
    assertEquals(statuses(await exchange(`GET / HTTP/1.1\r\nHost: a\r\n${line}\r\n\r\n`)), [400], line);
  }
});

on("mistake 9: HEAD has the fields of GET and no body, and obeys preconditions", async (exchange) => {
  for (const target of ["/a.txt", "/missing", "/folder", "/folder/"]) {
    const [get] = await exchange(request(target));
    const [head, after] = await exchange(request(target, {}, "HEAD") + request("/b.txt"));
    const withoutDate = (reply: Reply | undefined) => [...reply?.fields ?? []].filter(([name]) => name !== "date");
    assertEquals([head?.status, withoutDate(head)], [get?.status, withoutDate(get)], target);
    assertEquals(after?.text, "bee");
  }
  const etag = (await exchange(request("/a.txt")))[0]!.fields.get("etag")!;
  const replies = await exchange(
    request("/a.txt", { "If-None-Match": etag }, "HEAD") + request("/a.txt", { "If-None-Match": etag }) +
      request("/a.txt", { "If-Match": '"x"' }, "HEAD") + request("/b.txt"),
  );
  assertEquals(statuses(replies), [304, 304, 412, 200]);
  assertEquals(replies[1]?.fields.get("content-length"), undefined);
});

on("mistake 10: ranges are cut to the file, suffixes count from its end, HEAD ignores them", async (exchange) => {
  const cases: [range: string, status: number, text: string | null, contentRange: string | undefined][] = [
    ["bytes=0-3", 206, "0123", "bytes 0-3/10"],
    ["bytes=5-", 206, "56789", "bytes 5-9/10"],
    ["bytes=-3", 206, "789", "bytes 7-9/10"],
    ["bytes=-30", 206, "0123456789", "bytes 0-9/10"],
    ["bytes=8-100", 206, "89", "bytes 8-9/10"],
    ["bytes=10-", 416, null, "bytes */10"],
    ["bytes=-0", 416, null, "bytes */10"],
    ["bytes=3-1", 200, "0123456789", undefined],
    ["bytes=a-b", 200, "0123456789", undefined],
    ["lines=0-3", 200, "0123456789", undefined],
    ["bytes=0-1,1-4,4-6", 206, "0123456", "bytes 0-6/10"],
    [`bytes=${Array(60).fill("0-0").join(",")}`, 200, "0123456789", undefined],
  ];
  for (const [range, status, text, contentRange] of cases) {
    const [reply] = await exchange(request("/a.txt", { Range: range }));
    assertEquals([reply?.status, reply?.fields.get("content-range")], [status, contentRange], range);
    if (text !== null) assertEquals(reply?.text, text, range);
  }
  const [head] = await exchange(request("/a.txt", { Range: "bytes=0-3" }, "HEAD"));
  assertEquals([head?.status, head?.fields.get("content-length")], [200, "10"]);
});

on("mistake 10: several ranges come as multipart/byteranges with a length that is right", async (exchange) => {
  const [reply, after] = await exchange(request("/a.txt", { Range: "bytes=0-1, 4-5, -1" }) + request("/b.txt"));
  const boundary = /^multipart\/byteranges; boundary=(\S+)$/.exec(reply?.fields.get("content-type") ?? "")?.[1];
  const part = (range: string, bytes: string) =>
    `\r\n--${boundary}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: bytes ${range}/10\r\n\r\n${bytes}`;
  assertEquals(reply?.text, `${part("0-1", "01")}${part("4-5", "45")}${part("9-9", "9")}\r\n--${boundary}--\r\n`);
  assertEquals(after?.text, "bee");
});

/** The answer once the second in which the file was written is over: before that its date says less than it will. */
async function settled(exchange: (bytes: string) => Promise<Reply[]>): Promise<Reply> {
  const first = (await exchange(request("/a.txt")))[0]!.fields.get("last-modified");
  for (let count = 0; count < 100; count++) {
    const [reply] = await exchange(request("/a.txt"));
    if (reply!.fields.get("last-modified") !== first) return reply!;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("The file's date has not settled in 5 s");
}

on("mistake 10: If-Range sends the part only when the validator is strong and current", async (exchange) => {
  const whole = await settled(exchange);
  const [etag, modified] = [whole.fields.get("etag")!, whole.fields.get("last-modified")!];
  const cases: [validator: string, status: number][] = [
    [etag, 206],
    [`W/${etag}`, 200],
    ['"other"', 200],
    [modified, 206],
    ["Sun, 06 Nov 1994 08:49:37 GMT", 200],
    ["yesterday", 200],
  ];
  for (const [validator, status] of cases) {
    const replies = await exchange(request("/a.txt", { Range: "bytes=0-3", "If-Range": validator }));
    assertEquals(statuses(replies), [status], validator);
  }
});

on(
  "mistake 11: preconditions are evaluated in their order, with *, lists and the right comparison",
  async (exchange) => {
    const whole = (await exchange(request("/a.txt")))[0]!;
    const [etag, modified] = [whole.fields.get("etag")!, whole.fields.get("last-modified")!];
    const old = "Sun, 06 Nov 1994 08:49:37 GMT";
    const cases: [fields: Record<string, string>, status: number][] = [
      [{ "If-Match": etag }, 200],
      [{ "If-Match": "*" }, 200],
      [{ "If-Match": `"x", ${etag}` }, 200],
      [{ "If-Match": `W/${etag}` }, 412],
      [{ "If-Match": "rubbish" }, 412],
      [{ "If-None-Match": `W/${etag}` }, 304],
      [{ "If-None-Match": `"x" , ,W/"y",${etag}` }, 304],
      [{ "If-None-Match": "*" }, 304],
      [{ "If-None-Match": '"x"' }, 200],
      [{ "If-Modified-Since": modified }, 304],
      [{ "If-Modified-Since": old }, 200],
      [{ "If-Modified-Since": "rubbish" }, 200],
      [{ "If-Unmodified-Since": old }, 412],
      [{ "If-Unmodified-Since": modified }, 200],
      [{ "If-Match": etag, "If-Unmodified-Since": old }, 200],
      [{ "If-None-Match": '"x"', "If-Modified-Since": modified }, 200],
      [{ "If-Match": '"x"', "If-None-Match": etag }, 412],
      [{ "If-None-Match": etag, Range: "bytes=0-1" }, 304],
      [{ "If-Modified-Since": modified, Range: "bytes=0-1" }, 304],
    ];
    for (const [fields, status] of cases) {
      assertEquals(statuses(await exchange(request("/a.txt", fields))), [status], JSON.stringify(fields));
    }
    assertEquals(statuses(await exchange(request("/missing", { "If-Match": "*" }))), [404]);
  },
);

on(
  "mistake 12: 405 carries Allow, an unknown method is 501, OPTIONS and OPTIONS * say what there is",
  async (exchange) => {
    for (const method of ["POST", "PUT", "DELETE", "PATCH", "TRACE"]) {
      const [reply] = await exchange(request("/a.txt", {}, method));
      assertEquals([reply?.status, reply?.fields.get("allow")], [405, "GET, HEAD, OPTIONS"], method);
    }
    for (const method of ["BREW", "get", "GETS"]) {
      assertEquals(statuses(await exchange(request("/a.txt", {}, method))), [501], method);
    }
    for (const target of ["*", "/a.txt", "http://a.example"]) {
      const [reply] = await exchange(request(target, {}, "OPTIONS"));
      assertEquals([reply?.status, reply?.fields.get("allow")], [204, "GET, HEAD, OPTIONS"], target);
    }
    assertEquals(statuses(await exchange(request("*"))), [400]);
  },
);

Deno.test("mistake 13: Date always; Vary on every variant and on 304; an ETag for each coding; q=0 obeyed", async () => {
  const files = { "t.css": "plain", "t.css.br": "B", "t.css.zst": "Z", "t.css.gz": "G" };
  await withServer({ files }, async ({ exchange }) => {
    const cases: [accept: string | null, coding: string | undefined][] = [
      [null, undefined],
      ["", undefined],
      ["gzip", "gzip"],
      ["gzip, deflate, br, zstd", "br"],
      ["gzip;q=1, br;q=0.5", "gzip"],
      ["zstd, br;q=0", "zstd"],
      ["*", "br"],
      ["*, br;q=0", "zstd"],
      ["identity", undefined],
      ["gzip;q=0", undefined],
      ["gzip;q=0.5, identity", undefined],
      ["BR;Q=0.3", "br"],
      ["gzip;q=nonsense", undefined],
    ];
    const etags = new Map<string | undefined, string>();
    for (const [accept, coding] of cases) {
      const fields: Record<string, string> = accept === null ? {} : { "Accept-Encoding": accept };
      const [reply] = await exchange(request("/t.css", fields));
      assertEquals(reply?.fields.get("content-encoding"), coding, accept ?? "none");
      assertMatch(reply!.fields.get("vary")!, /Accept-Encoding/);
      assertMatch(reply!.fields.get("date")!, /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/);
      etags.set(coding, reply!.fields.get("etag")!);
      const [not] = await exchange(request("/t.css", { ...fields, "If-None-Match": reply!.fields.get("etag")! }));
      assertEquals([not?.status, not?.fields.get("vary")], [304, reply!.fields.get("vary")]);
    }
    assertEquals(new Set(etags.values()).size, 4);
    assertEquals(statuses(await exchange(request("/t.css", { "Accept-Encoding": "identity;q=0, x;q=1" }))), [406]);
  });
});

on("mistake 14: HTTP/1.0 closes unless asked not to; lists in Connection are read", async (exchange) => {
  const closed = async (text: string) => statuses(await exchange(text + request("/b.txt"))).length === 1;
  assert(await closed("GET /a.txt HTTP/1.0\r\n\r\n"));
  assert(!await closed("GET /a.txt HTTP/1.0\r\nConnection: x, Keep-Alive\r\n\r\n"));
  assert(await closed(request("/a.txt", { Connection: "close" })));
  assert(await closed(request("/a.txt", { Connection: "x, CLOSE ,y" })));
  assert(await closed("GET / HTTP/1.1\r\nHost: a\r\nConnection: x\r\nConnection: close\r\n\r\n"));
  assert(!await closed(request("/a.txt", { Connection: "closed" })));
  const [reply] = await exchange("GET /a.txt HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  assertEquals(reply?.fields.get("connection"), "keep-alive");
});

on(
  "mistake 14: 100 (Continue) is sent to HTTP/1.1 only, and only when the body is awaited",
  async (exchange, address) => {
    using conn = await Deno.connect(address);
    const head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n";
    await conn.write(bytesOf(head));
    const buffer = new Uint8Array(100);
    assertEquals(
      String.fromCharCode(...buffer.subarray(0, await conn.read(buffer) ?? 0)),
      "HTTP/1.1 100 Continue\r\n\r\n",
    );
    await conn.write(bytesOf("ab"));
    await conn.closeWrite();
    assertEquals(statuses(parseReplies(await readToEnd(conn))), [405]);
    assertEquals(statuses(await exchange(`${head}ab${request("/b.txt")}`)), [405, 200]);
    assertEquals(statuses(await exchange(`${head.replace("HTTP/1.1", "HTTP/1.0")}ab`)), [405]);
    assertEquals(statuses(await exchange(head.replace("100-continue", "miracles"))), [417]);
  },
);

on(
  "mistake 14: the answer arrives although the client goes on sending when the server closes",
  async (_exchange, address) => {
    for (let count = 0; count < 20; count++) {
      const replies = await exchangeWith(address, `BAD\r\n\r\n${"x".repeat(300_000)}`);
      assertEquals(statuses(replies), [400]);
    }
  },
);

Deno.test("mistake 15: what is too large or too slow has its own status", async () => {
  const limits = { requestLine: 200, head: 1000, fields: 10, body: 50, headTime: 200, bodyTime: 200 };
  await withServer({ files: FILES, limits }, async ({ exchange, address }) => {
    assertEquals(statuses(await exchange(request(`/${"a".repeat(300)}`))), [414]);
    assertEquals(statuses(await exchange(request("/", { X: "a".repeat(1200) }))), [431]);
    assertEquals(statuses(await exchange(`GET / HTTP/1.1\r\nHost: a\r\n${"X: a\r\n".repeat(10)}\r\n`)), [431]);
    assertEquals(statuses(await exchange("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 51\r\n\r\n")), [413]);
    for (const slow of ["GET / HTTP/1.1\r\nHo", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab"]) {
      using conn = await Deno.connect(address);
      await conn.write(bytesOf(slow));
      assertEquals(statuses(parseReplies(await readToEnd(conn))), [408], slow);
    }
  });
});
