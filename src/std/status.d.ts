// The part of @std/http/status that tcplab uses: its npm package ships no declarations.
export const STATUS_TEXT: Readonly<Record<number, string>>;
