/**
 * ClientHello and ServerHello (RFC 8446 4.1, RFC 5246 7.4.1) and the extensions that tell a reader something.
 */
import { FieldReader } from "./handshake_messages.ts";

const RANDOM = 32;
const SERVER_NAME = 0;
const PROTOCOLS = 16;
const PRE_SHARED_KEY = 41;
const SUPPORTED_VERSIONS = 43;
const HOST_NAME = 0;
/** What RFC 8446 4.1.3 puts in place of the random number to ask for another ClientHello. */
const RETRY = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";

const TLS_1_3 = 0x0304;
/** Drafts of TLS 1.3 had numbers of their own. */
const DRAFTS = 0x7f;

/** What a client offers. */
export interface ClientHello {
  readonly serverName: string | null;
  readonly versions: readonly number[];
  readonly protocols: readonly string[];
}

/** What a server chose. */
export interface ServerHello {
  readonly version: number;
  readonly cipherSuite: number;
  readonly protocol: string | null;
  readonly retry: boolean;
  /** A session of before goes on, as far as the hello says it: only in TLS 1.3. */
  readonly resumed: boolean;
}

/** The hello in the body of a message; null where it is none. What an extension's bytes do not hold is left out. */
export function readClientHello(body: Uint8Array): ClientHello | null {
  const fields = new FieldReader(body);
  const version = fields.u16();
  fields.take(RANDOM);
  fields.take(fields.u8());
  fields.take(fields.u16());
  fields.take(fields.u8());
  if (!fields.ok || version >> 8 !== 3) return null;
  const extensions = readExtensions(fields);
  const offered = extensions.get(SUPPORTED_VERSIONS);
  const versions = offered === undefined ? [version] : numbersOf(offered.part(offered.u8()));
  return {
    serverName: hostName(extensions.get(SERVER_NAME)),
    versions: versions.filter((number) => !isGrease(number)),
    protocols: protocolsOf(extensions.get(PROTOCOLS)),
  };
}

/** The same of a server. */
export function readServerHello(body: Uint8Array): ServerHello | null {
  const fields = new FieldReader(body);
  const legacyVersion = fields.u16();
  const random = fields.take(RANDOM);
  fields.take(fields.u8());
  const cipherSuite = fields.u16();
  fields.u8();
  if (!fields.ok || legacyVersion >> 8 !== 3 && legacyVersion >> 8 !== DRAFTS) return null;
  const extensions = readExtensions(fields);
  const chosen = extensions.get(SUPPORTED_VERSIONS)?.u16();
  return {
    version: chosen ?? legacyVersion,
    cipherSuite,
    protocol: protocolsOf(extensions.get(PROTOCOLS))[0] ?? null,
    retry: random.toHex() === RETRY,
    resumed: extensions.has(PRE_SHARED_KEY),
  };
}

/** Whether a version, or a draft of it, is TLS 1.3: there all but the hellos is encrypted. */
export function isTls13(version: number): boolean {
  return version === TLS_1_3 || version >> 8 === DRAFTS;
}

/** A number that stands for nothing, there to keep others tolerant (RFC 8701). */
function isGrease(number: number): boolean {
  return (number & 0x0f0f) === 0x0a0a && number >> 8 === (number & 0xff);
}

/** Extensions by their numbers: the first of each. */
function readExtensions(fields: FieldReader): Map<number, FieldReader> {
  const found = new Map<number, FieldReader>();
  if (fields.left < 2) return found;
  const list = fields.part(fields.u16());
  while (list.left >= 4) {
    const type = list.u16();
    const content = list.part(list.u16());
    if (!list.ok) break;
    if (!found.has(type)) found.set(type, content);
  }
  return found;
}

function hostName(content: FieldReader | undefined): string | null {
  const list = content?.part(content.u16());
  while (list !== undefined && list.left >= 3) {
    const type = list.u8();
    const name = list.take(list.u16());
    if (type === HOST_NAME && name.length > 0) return textOf(name).toLowerCase();
  }
  return null;
}

function protocolsOf(content: FieldReader | undefined): string[] {
  const list = content?.part(content.u16());
  const protocols: string[] = [];
  while (list !== undefined && list.left > 0) {
    const name = list.take(list.u8());
    if (name.length > 0 && !(name.length === 2 && isGrease((name[0]! << 8) | name[1]!))) protocols.push(textOf(name));
  }
  return protocols;
}

function numbersOf(list: FieldReader): number[] {
  const numbers: number[] = [];
  while (list.left >= 2) numbers.push(list.u16());
  return numbers;
}

/** ASCII as it stands, everything else as `\x80`. */
function textOf(bytes: Uint8Array): string {
  return Array.from(
    bytes,
    (byte) => byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, "0")}`,
  ).join("");
}
