// The part of @std/http/etag that tcplab uses: the npm mirror ships no declarations.
export function ifMatch(value: string | null, etag: string | undefined): boolean;
export function ifNoneMatch(value: string | null, etag: string | undefined): boolean;
