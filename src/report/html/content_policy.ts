/** The content security policy of a page that carries its own style and script: their hashes, icons in the page, and nothing else. */

export interface PolicyParts {
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  /** The page asks its own server for more. */
  readonly connects: boolean;
}

/** The policy as CSP level 3 writes it. */
export async function contentPolicy({ styles, scripts, connects }: PolicyParts): Promise<string> {
  const hashes = async (texts: readonly string[]): Promise<string> =>
    (await Promise.all(texts.map(hash))).map((one) => `'${one}'`).join(" ");
  return [
    "default-src 'none'",
    "img-src data:",
    `style-src ${await hashes(styles)}`,
    `script-src ${await hashes(scripts)}`,
    ...(connects ? ["connect-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

async function hash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}
