/**
 * The classic static server and a client with a browser's manners.
 */
import type { Scenario } from "./scenario.ts";

const PORT = 8080;

const OPENING = `
    C SYN
    S SYN,ACK
    C ACK`;

/** The server reads nothing for a second and closes. */
const TIMED_OUT = `
    S FIN,ACK after 300ms
    C ACK ?
    C FIN,ACK
    S ACK`;

/** A second connection that is never used: it waits until the server has time for it, and one second more. */
const UNUSED = `${OPENING}${TIMED_OUT}`;

const ONE_AT_A_TIME = "The server serves one connection at a time and waits a second for a request: the second " +
  "connection, which the browser opened in case it would be needed, is accepted by the kernel at once, noticed by the " +
  "program only when the first is done, and closed after its second of silence.";

function scenario(name: string, path: string, rest: Pick<Scenario, "title" | "teaches" | "expect" | "next">): Scenario {
  return {
    name,
    server: { program: "http-server", port: PORT },
    client: { program: "browser", port: PORT, path },
    link: { delay: 5 },
    steady: true,
    codes: ["http-request", "http-response", "http-body"],
    ...rest,
  };
}

const root = scenario("http-root", "/", {
  title: "A browser asks for /: one request, two connections",
  teaches: "One GET, and the answer in as many segments as it needs: the head tells its length, so the client knows " +
    `when it is complete while the connection stays open. ${ONE_AT_A_TIME}`,
  expect: [
    `${OPENING}
    C data
    ...
    S data +
    ...${TIMED_OUT}`,
    UNUSED,
  ],
  next: [
    { line: "tcplab lab http-ref", why: "a page with twelve pictures" },
    { line: "tcplab serve-http --profile classic", why: "the same server for a browser of your own" },
  ],
});

const image = scenario("http-image", "/a/oh_no.jpg", {
  title: "A browser asks for a picture: 79 KB in many segments",
  teaches: "The server writes the picture with one call; its kernel cuts it into segments and sends as many as the " +
    `congestion window lets it, more with every acknowledgment. ${ONE_AT_A_TIME}`,
  expect: [
    `${OPENING}
    C data
    S ACK ?
    S 1448 x10
    ...${TIMED_OUT}`,
    UNUSED,
  ],
  next: [
    { line: "tcplab lab http-image --offload", why: "the same as a capture on the server shows it" },
    { line: "tcplab lab slow-start", why: "the growing window by itself" },
  ],
});

const PICTURE = `${OPENING}
    C data
    ...
    S data +
    ...
    C FIN,ACK
    ...`;

const ref = scenario("http-ref", "/a/b/ref.html", {
  title: "A page with twelve pictures: thirteen connections",
  teaches:
    "The page names twelve pictures, and each is loaded on a connection of its own: thirteen in all, the second " +
    "of which was opened before it was known to be needed. Up to six are open at a time, but the server takes one after " +
    "the other: the others wait, accepted by the kernel, with their request already in its buffer.",
  expect: new Array<string>(13).fill(PICTURE),
  next: [{ line: "tcplab serve-http --log common", why: "a server that keeps connections and serves all at once" }],
});

const notFound = scenario("http-404", "/c.html", {
  title: "A page that is not there: 45 bytes, and the server closes",
  teaches:
    "The answer says Connection: close and has no body: its end is the end of the connection, so here the server " +
    `is the first to send FIN. ${ONE_AT_A_TIME}`,
  expect: [
    `${OPENING}
    C data
    S ACK ?
    S 45
    C ACK ?
    S FIN,ACK
    C ACK ?
    C ACK ?
    C FIN,ACK
    S ACK`,
    UNUSED,
  ],
  next: [{ line: "tcplab lab http-redirect", why: "an answer that names another page" }],
});

const redirect = scenario("http-redirect", "/redirect", {
  title: "A redirect: 301 on one connection, the page on the next",
  teaches:
    "The answer to the first request is 77 bytes long, names another page and closes. The browser asks for that " +
    "one on the connection it had opened in case it would be needed.",
  expect: [
    `${OPENING}
    C data
    S ACK ?
    S 77
    C ACK ?
    S FIN,ACK
    C ACK ?
    C ACK ?
    C FIN,ACK
    S ACK`,
    `${OPENING}
    C data
    S ACK ?
    S data +
    ...${TIMED_OUT}`,
  ],
  next: [{ line: "tcplab lab http-root", why: "a second connection that is never needed" }],
});

export const HTTP_SCENARIOS: readonly Scenario[] = [root, image, ref, notFound, redirect];
