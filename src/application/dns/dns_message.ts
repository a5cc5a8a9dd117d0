/**
 * DNS messages (RFC 1035 4.1) as far as names of addresses go: the question, and the addresses that answer it, through aliases.
 */
import { ipv4Text, ipv6Text } from "../../packet/address.ts";
import { u16 } from "../../packet/bytes.ts";
import { readName } from "./read_name.ts";

const HEADER = 12;
const RESPONSE = 0x8000;
const OPCODE = 0x7800;
const RESPONSE_CODE = 0x000f;
const CLASS_IN = 1;
const TYPE_A = 1;
const TYPE_CNAME = 5;
const TYPE_AAAA = 28;
/** More records than this are not looked at, nor aliases followed. */
const MOST_RECORDS = 128;
const MOST_ALIASES = 16;

/** A standard query, or the response to one. */
export interface DnsMessage {
  readonly id: number;
  readonly response: boolean;
  /** The name asked for; its type and class are those of an address. */
  readonly question: string;
  readonly type: number;
  /** Addresses that answer it, as text; empty in a query, and where the answer is another. */
  readonly addresses: readonly string[];
}

/** The message in `bytes` from `start` to `end`; null where it is none that asks for, or gives, addresses of one name. */
export function readDnsMessage(bytes: Uint8Array, start: number, end: number): DnsMessage | null {
  if (start + HEADER > end) return null;
  const flags = u16(bytes, start + 2);
  if ((flags & OPCODE) !== 0 || u16(bytes, start + 4) !== 1) return null;
  const asked = readName(bytes, start + HEADER, { start, end });
  if (asked === null || asked.name === "" || asked.end + 4 > end) return null;
  const type = u16(bytes, asked.end);
  if (type !== TYPE_A && type !== TYPE_AAAA || u16(bytes, asked.end + 2) !== CLASS_IN) return null;
  const response = (flags & RESPONSE) !== 0;
  const answers = response && (flags & RESPONSE_CODE) === 0 ? u16(bytes, start + 6) : 0;
  const records = readAnswers(bytes, { start, at: asked.end + 4, end, count: Math.min(answers, MOST_RECORDS) });
  return {
    id: u16(bytes, start),
    response,
    question: asked.name,
    type,
    addresses: addressesOf(asked.name, records),
  };
}

/** What the answers say: other names of names, and addresses of names. */
interface Records {
  readonly aliases: Map<string, string>;
  readonly addresses: [owner: string, address: string][];
}

/** Reads records until they are through, or one cannot be read: what came before it stands. */
function readAnswers(
  bytes: Uint8Array,
  { start, at, end, count }: { start: number; at: number; end: number; count: number },
): Records {
  const records: Records = { aliases: new Map(), addresses: [] };
  for (let i = 0; i < count; i++) {
    const owner = readName(bytes, at, { start, end });
    if (owner === null || owner.end + 10 > end) break;
    const type = u16(bytes, owner.end);
    const length = u16(bytes, owner.end + 8);
    const data = owner.end + 10;
    at = data + length;
    if (at > end) break;
    if (u16(bytes, owner.end + 2) !== CLASS_IN) continue;
    if (type === TYPE_A && length === 4) records.addresses.push([owner.name, ipv4Text(bytes, data)]);
    else if (type === TYPE_AAAA && length === 16) records.addresses.push([owner.name, ipv6Text(bytes, data)]);
    else if (type === TYPE_CNAME) {
      const alias = readName(bytes, data, { start, end });
      if (alias !== null) records.aliases.set(owner.name, alias.name);
    }
  }
  return records;
}

/** Only addresses of the name asked for, or of what it is an alias of: nobody asked for others. */
function addressesOf(question: string, { aliases, addresses }: Records): string[] {
  const names = new Set([question]);
  let name = aliases.get(question);
  while (name !== undefined && !names.has(name) && names.size <= MOST_ALIASES) {
    names.add(name);
    name = aliases.get(name);
  }
  return addresses.flatMap(([owner, address]) => names.has(owner) ? [address] : []);
}
