/** The captures that a command was given: files by name, and those of folders by how their names end. */
import { join } from "@std/path";

export function capturesIn(path: string): string[] {
  if (!Deno.statSync(path).isDirectory) return [path];
  return [...Deno.readDirSync(path)].flatMap(({ name, isDirectory }) =>
    isDirectory ? capturesIn(join(path, name)) : /\.(pcap|pcapng|cap|trace)$/.test(name) ? [join(path, name)] : []
  ).sort();
}
