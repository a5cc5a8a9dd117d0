/** Hosts, chunk extensions and trailers by their grammar (RFC 3986 3.2.2; RFC 9112 7.1). */
import { assertEquals } from "@std/assert";
import { isHost } from "../../../src/http/message/host.ts";
import { bytesOf, readThreeWays } from "../feeding.ts";

Deno.test("isHost() takes names, addresses and a port, and nothing that only looks like them", () => {
  const cases: Record<string, boolean> = {
    "": true,
    "a": true,
    "a.example:8080": true,
    "a:": true,
    ":80": false,
    "a:65535": true,
    "a:65536": false,
    "a:8o": false,
    "a%41": true,
    "%zz": false,
    "a%4": false,
    "%": false,
    "a b": false,
    "a/b": false,
    "a@b": false,
    "[::1]": true,
    "[::1]:80": true,
    "[::]": true,
    "[1:2:3:4:5:6:7:8]": true,
    "[1:2:3:4:5:6:7:8:9]": false,
    "[1:2:3:4:5:6:7]": false,
    "[1:2:3:4:5:6:7::]": true,
    "[1:2:3:4::5:6:7:8]": false,
    "[1::2::3]": false,
    "[::::::::::]": false,
    "[:::]": false,
    "[12345::]": false,
    "[::ffff:1.2.3.4]": true,
    "[::ffff:1.2.3.400]": false,
    "[::1.2.3.4:ffff]": false,
    "[1:2:3:4:5:6:1.2.3.4]": true,
    "[1:2:3:4:5:6:7:1.2.3.4]": false,
    "[::01.2.3.4]": false,
    "[v1.a]": true,
    "[vF.a:b]": true,
    "[v.a]": false,
    "[v1.]": false,
    "[1.2.3.4]": false,
    "[]": false,
    "[::1": false,
    "[::1]x": false,
    "[fe80::1%25eth0]": false,
  };
  for (const [host, expected] of Object.entries(cases)) {
    assertEquals(isHost(bytesOf(host), 0, host.length), expected, host);
  }
});

const HEAD = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

Deno.test("RequestReader takes chunk extensions and trailers by their grammar, however they are cut", () => {
  const cases: [body: string, ending: string][] = [
    ["5;a\r\nhello\r\n0\r\n\r\n", "end"],
    ["5;a=b\r\nhello\r\n0\r\n\r\n", "end"],
    ["5 ; a = b\r\nhello\r\n0\r\n\r\n", "end"],
    ['5;a="b c";d\r\nhello\r\n0\r\n\r\n', "end"],
    ['5;a="\\"]"\r\nhello\r\n0\r\n\r\n', "end"],
    ["0;last\r\n\r\n", "end"],
    ["5;\r\nhello\r\n0\r\n\r\n", "400 A line of the chunked body does not end with CR LF"],
    ["5;bad[=x\r\nhello\r\n0\r\n\r\n", "400 A chunk extension is not a name with an optional value"],
    ["5;a=\r\nhello\r\n0\r\n\r\n", "400 A line of the chunked body does not end with CR LF"],
    ["5 \r\nhello\r\n0\r\n\r\n", "400 A line of the chunked body does not end with CR LF"],
    ['5;a="b\r\nhello\r\n0\r\n\r\n', "400 A line of the chunked body does not end with CR LF"],
    ['5;a="b"c\r\nhello\r\n0\r\n\r\n', "400 A chunk extension is not a name with an optional value"],
    ["0\r\nX-T: 1\r\nY:\r\n\r\n", "end"],
    ["0\r\nno field\r\n\r\n", "400 A trailer is not a field"],
    ["0\r\n: empty\r\n\r\n", "400 A trailer is not a field"],
    ["0\r\nX : 1\r\n\r\n", "400 A trailer is not a field"],
    ["0\r\nX: 1\r\n folded\r\n\r\n", "400 A trailer is not a field"],
    ["0\r\nX: a\0b\r\n\r\n", "400 A trailer is not a field"],
  ];
  for (const [body, ending] of cases) {
    for (const events of readThreeWays(bytesOf(HEAD + body))) assertEquals(events.at(-1), ending, JSON.stringify(body));
  }
});
