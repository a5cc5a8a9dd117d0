/**
 * Who asks, and whether they may. A right password is remembered as a digest, so that the work of checking it is done
 * once; wrong ones are checked one after the other, because each costs as much as a hundred requests.
 */
import { type AccessRule, AccessRules } from "./access_file.ts";
import { type Credentials, parseCredentials, sameBytes } from "./credentials.ts";
import { isPassword, parsePasswordHash, type PasswordHash } from "./password_hash.ts";
import { PLAIN, type User } from "./users_file.ts";

/** What can be sent to another thread. */
export interface AccessOptions {
  readonly users: readonly User[];
  readonly rules: readonly AccessRule[];
}

/** Passwords checked at a time, and waiting for it. */
const MOST_CHECKING = 1;
const MOST_WAITING = 32;
/** Right passwords that are remembered. */
const MOST_REMEMBERED = 1024;

type Secret = { readonly plain: Uint8Array } | { readonly hash: PasswordHash };

export class Gatekeeper {
  readonly #secrets: ReadonlyMap<string, Secret>;
  readonly #rules: AccessRules;
  /** A hash that no password gives, as costly as the users' own: an unknown name must take as long as a known one. */
  readonly #nobody: PasswordHash | null;
  /** Authorization fields that were right, and whom they named. */
  readonly #remembered = new Map<string, string>();
  readonly #queue: (() => void)[] = [];
  #checking = 0;

  constructor({ users, rules }: AccessOptions) {
    this.#secrets = new Map(users.map(({ name, secret }) => [name, readSecret(secret)]));
    const hashed = [...this.#secrets.values()].find((secret) => "hash" in secret);
    this.#nobody = hashed === undefined ? null : { ...hashed.hash, hash: new Uint8Array(hashed.hash.hash.length) };
    this.#rules = new AccessRules(rules);
  }

  /** The user whom the field names and proves, or null; "busy" when too many passwords wait to be checked. */
  identify(authorization: string | null): string | null | Promise<string | null | "busy"> {
    const credentials = parseCredentials(authorization);
    if (credentials === null) return null;
    if (this.#nobody === null) return this.#samePlain(credentials) ? credentials.name : null;
    return this.#prove(credentials, authorization!, this.#nobody);
  }

  /** True when the path may be shown. @param path Decoded. @param user Null for whoever has not shown a password. */
  admits(path: string, user: string | null): boolean {
    const audience = this.#rules.audienceOf(path);
    if (audience === "all") return true;
    if (audience === "none" || user === null) return false;
    return audience === "users" || audience.has(user);
  }

  #samePlain({ name, password }: Credentials): boolean {
    const secret = this.#secrets.get(name);
    const expected = secret !== undefined && "plain" in secret ? secret.plain : new Uint8Array([0]);
    const same = sameBytes(new TextEncoder().encode(password), expected);
    return same && secret !== undefined;
  }

  async #prove(
    credentials: Credentials,
    authorization: string,
    nobody: PasswordHash,
  ): Promise<string | null | "busy"> {
    const digest = new Uint8Array(
      await crypto.subtle.digest("SHA-256", new TextEncoder().encode(authorization)),
    ).toHex();
    const known = this.#remembered.get(digest);
    if (known !== undefined) return known;
    if (!await this.#takeTurn()) return "busy";
    let right: boolean;
    try {
      const secret = this.#secrets.get(credentials.name);
      right = secret !== undefined && "plain" in secret
        ? this.#samePlain(credentials)
        : await isPassword(credentials.password, secret?.hash ?? nobody) && secret !== undefined;
    } finally {
      this.#giveTurn();
    }
    if (!right) return null;
    if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.clear();
    this.#remembered.set(digest, credentials.name);
    return credentials.name;
  }

  async #takeTurn(): Promise<boolean> {
    if (this.#checking < MOST_CHECKING) {
      this.#checking++;
      return true;
    }
    if (this.#queue.length >= MOST_WAITING) return false;
    await new Promise<void>((resolve) => this.#queue.push(resolve));
    return true;
  }

  /** Hands the turn on, or back. */
  #giveTurn(): void {
    const next = this.#queue.shift();
    if (next === undefined) this.#checking--;
    else next();
  }
}

function readSecret(secret: string): Secret {
  if (!secret.startsWith(PLAIN)) return { hash: parsePasswordHash(secret) };
  return { plain: new TextEncoder().encode(secret.slice(PLAIN.length)) };
}
