/**
 * The Expect field (RFC 9110 10.1.1).
 */
import { Field } from "../message/known_field.ts";
import type { RequestHead } from "../message/request_head.ts";

/**
 * What the client expects before it sends its body, or at all: nothing, `100 (Continue)`, or something that is not known
 * here. HTTP/1.0 has no such field: it is as if it were not there.
 */
export function expectationOf(head: RequestHead): "none" | "continue" | "unknown" {
  if (head.minorVersion === 0 || !head.has(Field.expect)) return "none";
  const members = head.value(Field.expect)!.split(",").map((member) => member.trim().toLowerCase());
  const named = members.filter((member) => member !== "");
  if (named.some((member) => member !== "100-continue")) return "unknown";
  return named.length > 0 ? "continue" : "none";
}
