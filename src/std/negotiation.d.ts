// The part of @std/http/negotiation that tcplab uses: the npm mirror ships no declarations.
export interface HasHeaders {
  headers: { get(name: string): string | null };
}
export function acceptsEncodings(request: HasHeaders, ...encodings: string[]): string | undefined;
