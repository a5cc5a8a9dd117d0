// The part of @std/media-types that tcplab uses: the npm mirror ships no declarations.
export function typeByExtension(extension: string): string | undefined;
