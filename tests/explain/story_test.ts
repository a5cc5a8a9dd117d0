/** What stories say beyond the golden texts, and when they hold their tongue. */
import { assert, assertEquals } from "@std/assert";
import { ASKED, AT_CLIENT, FULL_BUFFER, MEASURED, OPEN, REQUEST } from "./examples/conversations.ts";
import { play } from "./scenario.ts";

function storyOf(text: string): string {
  return play(text).stories.flatMap(({ paragraphs }) => paragraphs).join("\n");
}

const HEADLESS = `${OPEN}\n0.1 C PA 1 ${REQUEST} ack 1\n0.11 S PA 1 "<html>" ack 32`;
const UNREAD = `${ASKED}\n0.12 S PA 1 len 900 ack 6\n0.13 C RA 6 ack 901`;

/** Scenarios, words that the story must hold, and words that it must not. */
const STORIES: readonly { text: string; says: string; not?: string }[] = [
  { text: OPEN, says: "Shortest round trips", not: "capture was taken on" },
  { text: AT_CLIENT, says: "Shortest round trips", not: "capture was taken on" },
  { text: MEASURED, says: "the capture was taken on the client's machine" },
  { text: HEADLESS, says: "6 bytes after it that do not begin with a status line", not: "no answer" },
  {
    text: HEADLESS.replace("<html>", "HTTP/1.0 200 OK").replace("S PA", "S A") + "\n0.13 S PA 80 len 100 ack 32",
    says: "an answer that begins in packet 5; the end of its status line",
    not: "do not begin",
  },
  {
    text: HEADLESS.replace("S PA 1", "S PA 101"),
    says: "the beginning of the answer is not in this",
    not: "do not begin",
  },
  { text: HEADLESS.replace("<html>", "HTTP/x\\r\\n"), says: "do not begin with a status line" },
  { text: HEADLESS.split("\n").slice(0, -1).join("\n"), says: "HTTP: a request, but no answer" },
  {
    text: HEADLESS.replace("<html>", "HTTP/1.1 200 OK\\r\\nContent-Length: 9\\r\\n\\r\\nabc") + "\n0.2 S FA 42 ack 32",
    says: "The answer to GET /a is cut short: of its body of 9 bytes only 3 were sent",
  },
  // Two clocks in one file: the answer stands before the question.
  { text: `0.01 C S 0\n0.008 S SA 0 ack 1\n0.0101 C A 1 ack 1`, says: "opened the connection", not: "-2.00" },
  // The capture ended, not the connection.
  {
    text: HEADLESS.replace("<html>", "HTTP/1.1 200 OK\\r\\nContent-Length: 9\\r\\n\\r\\nabc"),
    says: "GET /a was answered 200 OK",
    not: "cut short",
  },
  { text: `0 C PA 1 "middle" ack 1`, says: "The window scale was in the handshake" },
  { text: OPEN, says: "opened the connection", not: "window scale" },
  {
    text: `0 C S 0\n0.001 S S 0\n0.01 C SA 0 ack 1\n0.011 S SA 0 ack 1`,
    says: "each asked the other for a connection at the same time (SYNs in packets 1 and 2)",
  },
  {
    text: "0 C PA 1 len 600 ack 1\n0.2 C PA 1 len 600 ack 1\n0.6 C PA 1 len 600 ack 1",
    says: "as one does whom no ACK reaches",
    not: "only one direction was captured, and",
  },
  {
    text: "0 C PA 1 len 600 ack 1\n0.2 C PA 601 len 600 ack 1",
    says: "only one direction was captured, and nothing follows",
    not: "no ACK reaches",
  },
  { text: UNREAD, says: "(`shutdown(SHUT_WR)`), and then read", not: "a read of 0 bytes" },
  { text: `${ASKED}\n0.12 S PA 1 "HELLO" ack 6\n0.13 S RA 6 ack 6`, says: "without an orderly close", not: "fault" },
];

Deno.test("story() says where the capture was taken, what is unknown, and whose fault only where it shows", () => {
  for (const { text, says, not } of STORIES) {
    const story = storyOf(text);
    assert(story.includes(says), `no "${says}" in: ${story}`);
    assert(not === undefined || !story.includes(not), `"${not}" in: ${story}`);
  }
});

Deno.test("story() and summary() count the byte of a probe once, when it has been taken", () => {
  const refused = `${FULL_BUFFER}\n0.4 C A 1001 len 1 ack 1\n0.41 S A 1 ack 1001 win 0`;
  for (
    const { text, bytes } of [
      { text: `${refused}\n1 S A 1 ack 1001 win 2000\n1.01 C PA 1001 len 500 ack 1`, bytes: 1500 },
      { text: `${FULL_BUFFER}\n0.4 C A 1001 len 1 ack 1\n0.41 S A 1 ack 1002 win 0`, bytes: 1001 },
    ]
  ) {
    const { stories, summary } = play(text);
    assert(stories[0]!.paragraphs.join("\n").includes(`The client sent ${bytes} bytes`), stories[0]!.paragraphs[1]);
    assert(summary.paragraphs[0]!.includes(`with ${bytes} bytes of data`), summary.paragraphs[0]);
  }
});

Deno.test("explain() calls data the first of its direction only where nothing before it is missing", () => {
  const titleOf = (text: string): string => play(text).packets.at(-1)!.explanations[0]!.title;
  assertEquals(titleOf(`${OPEN}\n0.1 C PA 1 "hello" ack 1`), "Data: the first bytes in this direction");
  const captured = "Data: the first bytes captured in this direction";
  for (const text of [`${OPEN}\n0.1 C PA 101 "hello" ack 1`, `0 C PA 1 "hello" ack 1`]) {
    assertEquals(titleOf(text), captured);
  }
});

Deno.test("summary() counts an HTTP message once, in however many packets its head comes", () => {
  const asked = `${OPEN}\n0.1 C PA 1 "GET /a HTTP/1.1\\r\\nHo" ack 1\n0.11 C PA 20 "st: x\\r\\n\\r\\n" ack 1`;
  const answer = "HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n";
  const split = `0.12 S A 1 "HTTP/1.1 200 OK\\r\\nContent-" ack 30\n0.13 S PA 26 "Length: 0\\r\\n\\r\\n" ack 30`;
  for (const answered of [`0.12 S PA 1 "${answer}" ack 30`, split]) {
    const { paragraphs } = play(`${asked}\n${answered}`).summary;
    assert(paragraphs.join("\n").includes("HTTP requests: 1, answers: 1."), paragraphs.join("\n"));
  }
});

Deno.test("explain() takes a wait for a timer's only where it is not shorter than whole seconds", () => {
  for (const { end, timer } of [{ end: "3.1215", timer: true }, { end: "3.1185", timer: false }]) {
    const last = play(`${ASKED}\n0.12 S PA 1 "HELLO" ack 6\n0.121 C A 6 ack 6\n${end} C PA 6 "again" ack 6`).packets.at(
      -1,
    )!;
    const silence = last.explanations.find(({ code }) => code === "application-silence")!;
    assert(silence.text.includes("3 s, points to a sleep") === timer, silence.text);
  }
});
