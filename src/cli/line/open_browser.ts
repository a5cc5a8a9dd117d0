/** Opening the user's browser. */

/** A program and its arguments, the address left out. */
type Opener = readonly [program: string, ...args: string[]];

/**
 * What opens an address, by operating system, in the order of trying. Full paths, because a program that is looked up in
 * PATH could be another, and because the compiled program is allowed these alone. The one of Windows takes the address as
 * a word: `start` would read `&` in it as the end of a command.
 */
const OPENERS: Partial<Record<typeof Deno.build.os, readonly Opener[]>> = {
  darwin: [["/usr/bin/open"]],
  windows: [["C:\\Windows\\System32\\rundll32.exe", "url.dll,FileProtocolHandler"]],
};
const ELSEWHERE: readonly Opener[] = [
  ["/usr/bin/xdg-open"],
  ["/usr/local/bin/xdg-open"],
  ["/run/current-system/sw/bin/xdg-open"],
];

/** The openers of a system. Pure. */
export function openersOf(os: typeof Deno.build.os): readonly Opener[] {
  return OPENERS[os] ?? ELSEWHERE;
}

/** Opens the address; resolves with false where no browser can be started from here. */
export async function openBrowser(url: string): Promise<boolean> {
  for (const [program, ...args] of openersOf(Deno.build.os)) {
    try {
      const options: Deno.CommandOptions = { args: [...args, url], stdin: "null", stdout: "null", stderr: "null" };
      return (await new Deno.Command(program, options).output()).success;
    } catch {
      // Not there, or not allowed: the next one.
    }
  }
  return false;
}
