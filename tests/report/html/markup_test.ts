import { assertEquals } from "@std/assert";
import { prose } from "../../../src/report/html/text/bidi.ts";
import { escapeText, markup } from "../../../src/report/html/text/markup.ts";

Deno.test("escapeText() leaves nothing that a browser could take for markup or that reorders a line", () => {
  const table = [
    { input: "<b>&\"'", expected: "&lt;b&gt;&amp;&quot;&#39;" },
    { input: "a\u0000b\u001b[31m\u007f", expected: "a\u2400b\u241b[31m\u2421" },
    { input: "x\u202ey", expected: "x\u2039202E\u203ay" },
    { input: "\ud800 alone", expected: "\u2039D800\u203a alone" },
    { input: "tab\tline\nשלום \u{1f600}", expected: "tab\tline\nשלום \u{1f600}" },
  ];
  for (const { input, expected } of table) assertEquals(escapeText(input), expected);
});

Deno.test("markup`` escapes values, joins lists, and drops the layout of the source", () => {
  const list = ["<", 1, null, markup`<i>x</i>`];
  const made = markup`
    <p class="a"
      title="${'"'}">
      ${list} and <b>bold</b>
      ${"\n"}
    </p>
  `;
  assertEquals(made.text, '<p class="a" title="&quot;">&lt;1<i>x</i> and <b>bold</b>\n</p>');
});

Deno.test("prose() keeps numbers, sums and code left to right in a line of Hebrew", () => {
  const table = [
    {
      input: "האישור ack 21 = 1 + 20 הגיע",
      expected: 'האישור <bdi dir="ltr"><span class="unbroken">ack 21 = 1 + 20</span></bdi> הגיע',
    },
    {
      input: "נשלח `WORLD!` אל 10.0.2.4:40618.",
      expected: 'נשלח <code dir="ltr">WORLD!</code> אל <bdi dir="ltr">10.0.2.4:40618</bdi>.',
    },
    {
      input: "ack 6 (raw 15 = 10 + 5) מאשר",
      expected: '<bdi dir="ltr">ack 6 (<span class="unbroken">raw 15 = 10 + 5</span>)</bdi> מאשר',
    },
    {
      input: "שני סגמנטים (5 ו־15), חבילות 1, 2 ו־3",
      expected: 'שני סגמנטים (<bdi dir="ltr">5</bdi> ו־<bdi dir="ltr">15</bdi>), ' +
        'חבילות <bdi dir="ltr">1</bdi>, <bdi dir="ltr">2</bdi> ו־<bdi dir="ltr">3</bdi>',
    },
    { input: "הקריאה accept() חוזרת", expected: 'הקריאה <bdi dir="ltr">accept()</bdi> חוזרת' },
    { input: "\u2066ack 21\u2069 הגיע, `a b`", expected: '\u2066ack 21\u2069 הגיע, <code dir="ltr">a b</code>' },
    { input: "Not translated.", expected: '<bdi dir="ltr">Not translated.</bdi>' },
    {
      input: "אחרי 137 µs, חבילה 6",
      expected: 'אחרי <bdi dir="ltr"><span class="unbroken">137 µs</span></bdi>, חבילה <bdi dir="ltr">6</bdi>',
    },
  ];
  for (const { input, expected } of table) assertEquals(prose(input, "rtl").text, expected);
});

Deno.test("prose() keeps sums, numbers with units and names of states in one line", () => {
  const table = [
    { input: "Here 1001 = 1 + 1000.", expected: 'Here <span class="unbroken">1001 = 1 + 1000</span>.' },
    { input: "ack 21 = 1 + 20, not 22", expected: '<span class="unbroken">ack 21 = 1 + 20</span>, not 22' },
    { input: "Client: SYN-SENT.", expected: 'Client: <span class="unbroken">SYN-SENT</span>.' },
    {
      input: "after 42.6 ms of FIN-WAIT-2",
      expected: 'after <span class="unbroken">42.6 ms</span> of <span class="unbroken">FIN-WAIT-2</span>',
    },
    { input: "packets 1, 2 and 3", expected: "packets 1, 2 and 3" },
    {
      input: "a sum 1234567 + 1234567 + 1234567 + 1234567 + 1234567 may break",
      expected: "a sum 1234567 + 1234567 + 1234567 + 1234567 + 1234567 may break",
    },
  ];
  for (const { input, expected } of table) assertEquals(prose(input, "ltr").text, expected);
});

Deno.test("prose() leaves English as it is, but for code", () => {
  assertEquals(prose("ack 21 < `a<b`", "ltr").text, 'ack 21 &lt; <code dir="ltr">a&lt;b</code>');
});
