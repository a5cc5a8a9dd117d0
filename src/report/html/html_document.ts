/**
 * A page around its content: it carries its own style and script, and its content security policy (CSP level 3) names their hashes
 * and allows nothing else, so that whatever a capture holds, no browser runs it and nothing is fetched.
 */
import type { Language } from "../../language/language.ts";
import { type Markup, markup, trusted } from "./text/markup.ts";
import { directionOf } from "./text/page_words.ts";

export interface HtmlDocument {
  readonly language: Language;
  readonly title: string;
  /** The program and its version. */
  readonly generator: string;
  readonly style: string;
  /** Runs in the head, before anything is drawn; empty for none. */
  readonly earlyScript?: string;
  /** Runs when the content is there; empty for none. */
  readonly script?: string;
  /** The page asks its own server for more. */
  readonly connects?: boolean;
  readonly bodyClass?: string;
  readonly body: Markup;
}

/** The whole page as text. */
export async function htmlDocument(document: HtmlDocument): Promise<string> {
  const { language, title, generator, style, earlyScript = "", script = "", bodyClass = "", body } = document;
  const policy = await contentPolicy(document);
  return markup`
    <!DOCTYPE html>
    <html lang="${language}" dir="${directionOf(language)}">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="generator" content="${generator}">
    <title>${title}</title>
    <link rel="icon" href="data:,">
    <style>${trusted(style)}</style>
    ${earlyScript !== "" && markup`<script>${trusted(earlyScript)}</script>`}
    </head>
    <body${bodyClass !== "" && markup` class="${bodyClass}"`}>
    ${body}
    ${script !== "" && markup`<script>${trusted(script)}</script>`}
    </body>
    </html>
  `.text;
}

/** Its own style and scripts by their hashes, icons in the page, and nothing else. */
async function contentPolicy(
  { style, earlyScript = "", script = "", connects = false }: HtmlDocument,
): Promise<string> {
  const scripts = [earlyScript, script].filter((text) => text !== "");
  const hashes = await Promise.all(scripts.map(async (text) => `'${await hash(text)}'`));
  return [
    "default-src 'none'",
    "img-src data:",
    `style-src '${await hash(style)}'`,
    ...(hashes.length > 0 ? [`script-src ${hashes.join(" ")}`] : []),
    ...(connects ? ["connect-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

async function hash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}
