/** Opening the user's browser. */

/** The command that opens an address in the browser, by operating system. */
const OPENERS: Partial<Record<typeof Deno.build.os, readonly [string, ...string[]]>> = {
  linux: ["xdg-open"],
  darwin: ["open"],
  windows: ["cmd", "/c", "start", ""],
};

/** Opens the address; resolves with false where no browser can be started from here. */
export async function openBrowser(url: string): Promise<boolean> {
  const [command, ...args] = OPENERS[Deno.build.os] ?? ["xdg-open"];
  try {
    const options: Deno.CommandOptions = { args: [...args, url], stdin: "null", stdout: "null", stderr: "null" };
    return (await new Deno.Command(command, options).output()).success;
  } catch {
    return false;
  }
}
