/**
 * The request target in its forms (RFC 9112 3.2): what a server of files makes of it is a path and a query.
 */
import { isHost } from "../message/host.ts";
import { type Problem, problem } from "../message/problem.ts";

/** A path, still percent-encoded, with what followed `?`; "*" is the server as a whole. */
export type RequestTarget = { readonly path: string; readonly query: string | null } | "*" | Problem;

const SCHEME = /^https?:\/\//i;

/** Splits a target. An absolute one says the host itself, which overrules the Host field (RFC 9112 3.2.2). */
export function parseRequestTarget(target: string, method: string): RequestTarget {
  if (target.startsWith("/")) return splitQuery(target);
  if (target === "*") return method === "OPTIONS" ? "*" : BAD_FORM;
  if (method === "CONNECT") return isAuthority(target) ? splitQuery("/") : BAD_FORM;
  const scheme = SCHEME.exec(target);
  if (scheme === null) return BAD_FORM;
  const rest = target.slice(scheme[0].length);
  const at = rest.search(/[/?]/);
  const authority = at < 0 ? rest : rest.slice(0, at);
  if (authority === "" || !isAuthority(authority)) return BAD_AUTHORITY;
  if (at < 0) return method === "OPTIONS" ? "*" : splitQuery("/");
  return splitQuery(rest[at] === "?" ? `/${rest.slice(at)}` : rest.slice(at));
}

function splitQuery(target: string): { path: string; query: string | null } {
  const at = target.indexOf("?");
  return at < 0 ? { path: target, query: null } : { path: target.slice(0, at), query: target.slice(at + 1) };
}

function isAuthority(text: string): boolean {
  return isHost(Uint8Array.from(text, (character) => character.charCodeAt(0)), 0, text.length);
}

const BAD_FORM = problem(400, "The request target is neither a path nor an absolute http or https address");
const BAD_AUTHORITY = problem(400, "The host in the request target is not a host name with an optional port");
