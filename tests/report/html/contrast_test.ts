import { assert, assertEquals } from "@std/assert";

const SHEET = await Deno.readTextFile(new URL("../../../src/report/html/style/tokens.css", import.meta.url));
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

Deno.test("letters of every colour can be read on page and boxes, in light and in dark", () => {
  const [light = "", dark = ""] = SHEET.split("@media (prefers-color-scheme: dark)");
  const schemes = { light: colours(light), dark: new Map([...colours(light), ...colours(dark)]) };
  for (const [scheme, values] of Object.entries(schemes)) {
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
