import { assertEquals } from "@std/assert";
import { classicTranscript, serveClassic } from "../../../src/http/server/classic.ts";
import { bytesOf } from "../feeding.ts";
import { type Place, readToEnd, writeFiles } from "../serving.ts";

interface Classic {
  readonly address: Place;
  transcript(): string;
  /** Sends one piece after the other on a connection, then gives all that came back. */
  send(pieces: readonly string[], ends?: boolean): Promise<string>;
}

async function withClassic(test: (classic: Classic) => Promise<void>, timeout = 100): Promise<void> {
  const root = await Deno.makeTempDir();
  await writeFiles(root, {
    "index.html": "<p>home</p>",
    "a/pixel.jpg": Uint8Array.of(255, 216, 0, 1),
    "../s": "secret",
  });
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const stop = new AbortController();
  let transcript = "";
  const onEvent = (event: Parameters<typeof classicTranscript>[0]) =>
    void (transcript += classicTranscript(event) ?? "");
  const served = serveClassic({ root, listener, signal: stop.signal, timeout, onEvent });
  const { hostname, port } = listener.addr;
  const address = { hostname, port };
  const send = async (pieces: readonly string[], ends = true) => {
    using conn = await Deno.connect(address);
    for (const piece of pieces) await conn.write(bytesOf(piece));
    if (ends) await conn.closeWrite();
    return String.fromCharCode(...await readToEnd(conn));
  };
  try {
    await test({ address, transcript: () => transcript.replaceAll(/(?<='127\.0\.0\.1', )\d+/g, "PORT"), send });
  } finally {
    stop.abort();
    await served;
    await Deno.remove(root, { recursive: true });
  }
}

const GET = (target: string, connection = "keep-alive") =>
  `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: ${connection}\r\n\r\n`;

Deno.test("serveClassic() answers 404 with exactly 45 bytes when there is no such file", async () => {
  await withClassic(async ({ send }) => {
    const answer = await send([GET("/c.html")]);
    assertEquals(answer, "HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
    assertEquals(answer.length, 45);
  });
});

Deno.test("serveClassic() answers /redirect with exactly 77 bytes", async () => {
  await withClassic(async ({ send }) => {
    const answer = await send([GET("/redirect")]);
    assertEquals(answer, "HTTP/1.1 301 Moved Permanently\r\nConnection: close\r\nLocation: /result.html\r\n\r\n");
    assertEquals(answer.length, 77);
  });
});

Deno.test("serveClassic() answers 200 with two fields and repeats the request's Connection", async () => {
  await withClassic(async ({ send }) => {
    assertEquals(
      await send([GET("/") + GET("/a/pixel.jpg", "close")]),
      "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 11\r\n\r\n<p>home</p>" +
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 4\r\n\r\n\xff\xd8\0\x01",
    );
  });
});

Deno.test("serveClassic() prints the report's transcript when a client ends, and when one stays silent", async () => {
  await withClassic(async ({ send, transcript }) => {
    await send([GET("/").slice(0, 9), GET("/").slice(9)]);
    const ended = `Connection from: ('127.0.0.1', PORT)\n${GET("/")}\ndata is empty\nClient disconnected\n`;
    assertEquals(transcript(), ended);
    assertEquals(await send([], false), "");
    assertEquals(transcript(), `${ended}Connection from: ('127.0.0.1', PORT)\ntimeout!\nClient disconnected\n`);
  });
});

Deno.test("serveClassic() serves the next client only after the first one when two connect", async () => {
  await withClassic(async ({ address, send, transcript }) => {
    using first = await Deno.connect(address);
    const second = send([GET("/")]);
    await first.write(bytesOf(GET("/a/pixel.jpg", "close")));
    await readToEnd(first);
    await second;
    const order = transcript().match(/Connection from|Client disconnected|GET \S+/g);
    assertEquals(order, [
      ...["Connection from", "GET /a/pixel.jpg", "Client disconnected"],
      ...["Connection from", "GET /", "Client disconnected"],
    ]);
  }, 5000);
});

Deno.test("serveClassic() goes on when clients reset, send garbage, or climb", async () => {
  await withClassic(async ({ address, send }) => {
    for (let count = 0; count < 20; count++) {
      const conn = await Deno.connect(address);
      await conn.write(bytesOf(GET("/")));
      conn.close();
    }
    for (const bad of ["\0\xff\r\n\r\n", "GET\r\n\r\n", GET("/../s"), GET("/%2e%2e/s"), GET("//s")]) {
      assertEquals((await send([bad])).includes("secret"), false);
    }
    assertEquals((await send([GET("/")])).slice(0, 15), "HTTP/1.1 200 OK");
  });
});

Deno.test("classicTranscript() shows control characters as text when a request holds them", () => {
  const event = { type: "request", bytes: bytesOf("GET /\x1b[2J\x07\xe9 HTTP/1.1\r\n\r\n"), time: 0 } as const;
  assertEquals(classicTranscript(event), "GET /\\x1b[2J\\x07\\xe9 HTTP/1.1\r\n\r\n\n");
});
