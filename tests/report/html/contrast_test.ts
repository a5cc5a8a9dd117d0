import { assert, assertEquals } from "@std/assert";

const STYLE = new URL("../../../src/report/html/style/", import.meta.url);
const SHEET = await Deno.readTextFile(new URL("tokens.css", STYLE));
/** What stands behind letters, and what is no letter. */
const BEHIND = ["paper", "panel"];
const NO_LETTERS = new Set([...BEHIND, "rule", "chosen", "lit", "lit-ink"]);
/** WCAG 2.2, 1.4.3. */
const LEAST = 4.5;

function colours(css: string): Map<string, string> {
  return new Map([...css.matchAll(/--([\w-]+):\s*(#[0-9a-f]{3,6})\b/g)].map(([, name, value]) => [name!, value!]));
}

/** Relative luminance of sRGB (WCAG 2.2). */
function luminance(colour: string): number {
  const hex = colour.length === 4 ? [...colour.slice(1)].map((digit) => digit + digit).join("") : colour.slice(1);
  const [red, green, blue] = [0, 2, 4].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [less, more] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (more + 0.05) / (less + 0.05);
}

Deno.test("contrast() is that of WCAG's examples", () => {
  assertEquals(contrast("#fff", "#000"), 21);
  assertEquals(contrast("#777777", "#ffffff").toFixed(2), "4.48");
});

/** The sheet's colours in each scheme; on paper those of print.css. */
function schemesOf(sheet: string): Record<string, Map<string, string>> {
  const [light = "", dark = ""] = sheet.split("@media (prefers-color-scheme: dark)");
  const printed = colours(Deno.readTextFileSync(new URL("print.css", STYLE)));
  return {
    light: colours(light),
    dark: new Map([...colours(light), ...colours(dark)]),
    print: new Map([...colours(light), ...printed]),
  };
}

Deno.test("letters of every colour can be read on page and boxes, in light and in dark", () => {
  for (const [scheme, values] of Object.entries(schemesOf(SHEET))) {
    const letters = [...values.keys()].filter((name) => !NO_LETTERS.has(name));
    assert(letters.length > 10, scheme);
    for (const name of letters) {
      for (const behind of BEHIND) {
        const found = contrast(values.get(name)!, values.get(behind)!);
        assert(found >= LEAST, `${scheme}: --${name} on --${behind} is ${found.toFixed(2)}`);
      }
    }
  }
});

/** Colours of arrows, which the chosen one has behind it too. */
const ARROWS = ["syn", "data", "ack", "fin", "rst", "again", "window", "other", "ink", "muted"];

Deno.test("letters at the chosen arrow can be read, and those that are lit", () => {
  for (const [scheme, values] of Object.entries(schemesOf(SHEET))) {
    const pairs = [...ARROWS.map((name) => [name, "chosen"]), ["lit-ink", "lit"]] as [string, string][];
    for (const [name, behind] of pairs) {
      const back = values.get(behind) ?? values.get("paper")!;
      const found = contrast(values.get(name)!, back);
      assert(found >= LEAST, `${scheme}: --${name} on --${behind} is ${found.toFixed(2)}`);
    }
  }
});

/** WCAG 2.2, 1.4.11. */
const LEAST_OF_PICTURES = 3;
/** What stands behind in a picture, and lines and areas that say nothing alone: a chart's grid, the rest of a band, which has an edge. */
const BEHIND_PICTURES: Readonly<Record<string, RegExp>> = {
  paper: /./,
  chosen: /\.hit|\.back/,
  panel: /\.hit/,
  rule: /\.grid|\.of-rest/,
};

Deno.test("lines and areas of ladder, charts and bands stand out from the page, in light, in dark and on paper", () => {
  for (const sheet of ["ladder.css", "charts.css", "time.css", "pair.css"]) {
    const css = Deno.readTextFileSync(new URL(sheet, STYLE)).replaceAll(/\/\*[\s\S]*?\*\//g, "");
    let drawn = 0;
    for (const [, selector = "", body = ""] of css.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
      for (const [, name = ""] of body.matchAll(/(?:stroke|fill|color): var\(--([\w-]+)\)/g)) {
        if (BEHIND_PICTURES[name]?.test(selector)) continue;
        drawn++;
        for (const [scheme, values] of Object.entries(schemesOf(SHEET))) {
          const found = contrast(values.get(name)!, values.get("paper")!);
          assert(
            found >= LEAST_OF_PICTURES,
            `${sheet}, ${scheme}: --${name} of ${selector.trim()} is ${found.toFixed(2)}`,
          );
        }
      }
    }
    assert(drawn > 2, sheet);
  }
});
