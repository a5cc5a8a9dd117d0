/**
 * The error that a Linux program gets for an ICMP error: tables `icmp_err_convert` and `tab_unreach` of its network stack, by
 * their effect.
 */
import type { IcmpError } from "../../packet/icmp_error.ts";

const UNREACHABLE: readonly string[] = [
  "ENETUNREACH",
  "EHOSTUNREACH",
  "ENOPROTOOPT",
  "ECONNREFUSED",
  "EMSGSIZE",
  "EOPNOTSUPP",
  "ENETUNREACH",
  "EHOSTDOWN",
  "ENONET",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "ENETUNREACH",
];
const UNREACHABLE_6: readonly string[] = [
  "ENETUNREACH",
  "EACCES",
  "EHOSTUNREACH",
  "EHOSTUNREACH",
  "ECONNREFUSED",
  "EACCES",
  "EACCES",
];

/** The name of the error number, `EHOSTUNREACH` and the like. */
export function linuxErrorOf({ failure, code }: IcmpError, ipVersion: 4 | 6): string {
  if (failure === "bad-header") return "EPROTO";
  if (failure === "time-exceeded" || failure === "reassembly-time-exceeded") return "EHOSTUNREACH";
  return (ipVersion === 4 ? UNREACHABLE : UNREACHABLE_6)[code] ?? "EHOSTUNREACH";
}
