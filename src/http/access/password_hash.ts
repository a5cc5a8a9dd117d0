/**
 * Passwords as they are kept: scrypt (RFC 7914), written as `$scrypt$ln=14,r=8,p=1$SALT$HASH` with both parts in Base64
 * without padding. Whoever reads the file has to spend the same work on every guess; so has this server, which is why
 * it never does more than a few at a time.
 */
import { randomBytes, scrypt } from "node:crypto";
import { sameBytes } from "./credentials.ts";

export interface PasswordHash {
  /** Power of two of the work, blocks, lanes. */
  readonly work: number;
  readonly blocks: number;
  readonly lanes: number;
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
}

const DEFAULT = { work: 14, blocks: 8, lanes: 1 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** Memory that checking one password may take, bytes: 128 * 2^work * blocks. */
const MOST_MEMORY = 64 << 20;

const FORM = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

/** Reads what `hashPassword` writes. Throws `SyntaxError` with the reason. */
export function parsePasswordHash(text: string): PasswordHash {
  const match = FORM.exec(text);
  if (match === null) throw new SyntaxError("the password is not hashed by tcplab serve-http --hash-password NAME");
  const [work, blocks, lanes] = match.slice(1, 4).map(Number) as [number, number, number];
  if (work < 1 || blocks < 1 || lanes < 1 || lanes > 4 || 128 * 2 ** work * blocks > MOST_MEMORY) {
    throw new SyntaxError("checking this password would take too much memory");
  }
  return { work, blocks, lanes, salt: Uint8Array.fromBase64(match[4]!), hash: Uint8Array.fromBase64(match[5]!) };
}

/** Hashes a password with a new salt. */
export async function hashPassword(password: string): Promise<string> {
  const salt = new Uint8Array(randomBytes(SALT_BYTES));
  const hash = await derive(password, { ...DEFAULT, salt, hash: new Uint8Array(HASH_BYTES) });
  const base64 = (bytes: Uint8Array) => bytes.toBase64({ omitPadding: true });
  const { work, blocks, lanes } = DEFAULT;
  return `$scrypt$ln=${work},r=${blocks},p=${lanes}$${base64(salt)}$${base64(hash)}`;
}

/** True when it is the password that was hashed. Another thread does the work. */
export async function isPassword(password: string, expected: PasswordHash): Promise<boolean> {
  return sameBytes(await derive(password, expected), expected.hash);
}

function derive(password: string, { work, blocks, lanes, salt, hash }: PasswordHash): Promise<Uint8Array> {
  const options = { N: 2 ** work, r: blocks, p: lanes, maxmem: 2 * MOST_MEMORY };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFC"), salt, hash.length, options, (error, key) => {
      if (error === null) resolve(new Uint8Array(key));
      else reject(error);
    });
  });
}
