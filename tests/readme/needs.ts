/** What the commands of a document need of a machine. */
import type { Need } from "./code_blocks.ts";

function canMakeNamespaces(): boolean {
  if (Deno.build.os !== "linux") return false;
  try {
    Deno.statSync("/dev/net/tun");
    const args = ["--user", "--map-root-user", "--net", "test", "-w", "/dev/net/tun"];
    return new Deno.Command("unshare", { args, stdout: "null", stderr: "null" }).outputSync().success;
  } catch {
    return false;
  }
}

function hasProgram(name: string): boolean {
  try {
    // OpenSSL before 3.2 knows the word only without its dashes.
    return ["--version", "version"].some((argument) =>
      new Deno.Command(name, { args: [argument], stdout: "null", stderr: "null" }).outputSync().success
    );
  } catch {
    return false;
  }
}

function portIsFree(port: number): boolean {
  try {
    Deno.listen({ hostname: "127.0.0.1", port }).close();
    return true;
  } catch {
    return false;
  }
}

/** What of it cannot be had here, or nothing. */
export function missing(needs: readonly Need[]): string {
  if (Deno.build.os === "windows") return "bash";
  return [...new Set(needs)].filter((need) => {
    if (need === "lab") return !canMakeNamespaces();
    const [kind, what = ""] = need.split(":");
    return kind === "port" ? !portIsFree(Number(what)) : !hasProgram(what);
  }).join(", ");
}
