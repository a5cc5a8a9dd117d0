/**
 * A copy of what can be read only once, in a temporary file that has no name any more when its first byte arrives: nothing is left
 * behind however the program ends.
 */

/** Makes it: open for reading and writing, empty. */
export async function namelessFile(): Promise<Deno.FsFile> {
  const path = await Deno.makeTempFile({ prefix: "tcplab-" });
  const file = await Deno.open(path, { read: true, write: true });
  await Deno.remove(path);
  return file;
}
