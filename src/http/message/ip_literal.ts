/**
 * What may stand between the brackets of a host: an IPv6 address or a form of the future (RFC 3986 3.2.2).
 */
import { latin1 } from "./char_class.ts";

/** The longest IPv6 address; a form of the future may be longer, but not without end. */
const LONGEST = 255;
const GROUPS = 8;

const FUTURE = /^v[0-9a-f]+\.[-._~!$&'()*+,;=:0-9a-z]+$/i;
const GROUP = /^[0-9a-f]{1,4}$/i;
const DEC_OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
const IPV4 = new RegExp(`^${DEC_OCTET}(?:\\.${DEC_OCTET}){3}$`);

/** True when `start` to `end` is what the grammar calls `IPv6address / IPvFuture`. */
export function isIpLiteral(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > LONGEST) return false;
  const text = latin1(bytes, start, end);
  return FUTURE.test(text) || isIpv6(text);
}

/** Eight groups, the last two of which may be an IPv4 address; `::` once stands for one group of zeros or more. */
function isIpv6(text: string): boolean {
  const halves = text.split("::");
  if (halves.length > 2) return false;
  const [before, after] = halves.map((half) => half === "" ? [] : half.split(":"));
  const count = countGroups(before!, after === undefined) + (after === undefined ? 0 : countGroups(after, true));
  return after === undefined ? count === GROUPS : count < GROUPS;
}

/** How many groups the parts are, `Infinity` where one is none. @param last They end the address. */
function countGroups(parts: readonly string[], last: boolean): number {
  let count = 0;
  for (const [index, part] of parts.entries()) {
    if (GROUP.test(part)) count++;
    else if (last && index === parts.length - 1 && IPV4.test(part)) count += 2;
    else return Infinity;
  }
  return count;
}
