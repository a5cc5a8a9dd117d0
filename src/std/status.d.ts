// The part of @std/http/status that tcplab uses: the npm mirror ships no declarations.
export const STATUS_TEXT: Readonly<Record<number, string>>;
