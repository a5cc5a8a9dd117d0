/**
 * Who may ask. The pages show what a capture holds, so nobody but the browser that was given the address gets any: a secret stands in
 * every address, the Host must be this machine's own name (another name that leads here is an attack by DNS), and what another
 * site's page makes the browser ask for is refused by what the browser says of it (Origin, Sec-Fetch-Site).
 */

/** Hosts under which the server is asked for. */
export function ownHosts(port: number): ReadonlySet<string> {
  return new Set([`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]);
}

/** A secret for the address: 128 bits. */
export function newSecret(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export interface Guard {
  readonly secret: string;
  readonly hosts: ReadonlySet<string>;
}

/** The path below the secret, or the status with which the request is refused. */
export function admitted(
  request: Request,
  { secret, hosts }: Guard,
): { readonly path: string } | { readonly status: number } {
  const { headers, method } = request;
  if (!hosts.has(headers.get("host") ?? "")) return { status: 421 };
  if (method !== "GET" && method !== "HEAD") return { status: 405 };
  const origin = headers.get("origin");
  if (origin !== null && ![...hosts].some((host) => origin === `http://${host}`)) return { status: 403 };
  const { pathname } = new URL(request.url);
  const [, given = "", ...rest] = pathname.split("/");
  if (!sameSecret(given, secret) || rest.length === 0) return { status: 404 };
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "none" && site !== "same-origin") return { status: 403 };
  return { path: rest.join("/") };
}

/** Compared in the same time wherever they differ. */
function sameSecret(given: string, secret: string): boolean {
  let difference = given.length ^ secret.length;
  for (let i = 0; i < secret.length; i++) difference |= given.charCodeAt(i) ^ secret.charCodeAt(i);
  return difference === 0;
}

/** What every answer says: keep nothing, tell no other site where this came from, be shown nowhere else. */
export const ANSWER_HEADERS: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
};
