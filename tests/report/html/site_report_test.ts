import { assert, assertStringIncludes } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { pageScript } from "../../../src/report/html/page_script.ts";
import { pageStyle } from "../../../src/report/html/page_style.ts";

const site = (name: string): string =>
  Deno.readTextFileSync(fromFileUrl(new URL(`../../../www/${name}`, import.meta.url)));

Deno.test("the built-in site leads to a report, and the report is one of the page as it is now", () => {
  assertStringIncludes(site("index.html"), 'href="/report.html"');
  const report = site("report.html");
  const isCurrent = report.includes(`<style>${pageStyle()}</style>`) &&
    report.includes(`<script>${pageScript()}</script>`);
  assert(isCurrent, "www/report.html is older than the page's style or script: run deno task site-report");
  assertStringIncludes(report, "<code>tcplab lab v2 --html report.html --lang en</code>");
  assertStringIncludes(report, ' data-packet="11"');
});
