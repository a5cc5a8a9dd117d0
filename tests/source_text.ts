/** The sources of a folder and of all below it as one text, for tests that look whether something is still used. */
export function sourceText(folder: URL): string {
  const texts: string[] = [];
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    if (isDirectory) texts.push(sourceText(new URL(`${name}/`, folder)));
    else if (name.endsWith(".ts")) texts.push(Deno.readTextFileSync(new URL(name, folder)));
  }
  return texts.join("\n");
}
