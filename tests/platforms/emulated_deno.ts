/** A Deno for 64-bit ARM and what runs it on another processor: from the npm registry and the system's packages. */
import { join } from "@std/path";
import { denoVersion } from "../../src/build/deno_version.ts";

/** Where Debian's libc6-arm64-cross has the C library; QEMU_LD_PREFIX names another place. */
const SYSROOT = "/usr/aarch64-linux-gnu";
const LOADER = "lib/ld-linux-aarch64.so.1";
const EMULATORS = ["/usr/bin/qemu-aarch64-static", "/usr/bin/qemu-aarch64"];

function isThere(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

async function run(program: string, args: readonly string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(program, { args: [...args], stdout: "null" }).output();
  if (!success) throw new Error(`${program} ${args[0]} failed: ${new TextDecoder().decode(stderr).trim()}`);
}

/** The path of Deno for ARM, unpacked once into the user's cache folder; the npm client checks what it fetches. */
async function denoForArm(): Promise<string> {
  const cache = Deno.env.get("XDG_CACHE_HOME") || join(Deno.env.get("HOME") ?? "", ".cache");
  const folder = join(cache, "tcplab", `deno-${denoVersion()}-linux-arm64`);
  const path = join(folder, "package", "deno");
  if (isThere(path)) return path;
  await Deno.mkdir(folder, { recursive: true });
  await run("npm", ["pack", `@deno/linux-arm64-glibc@${denoVersion()}`, "--pack-destination", folder]);
  const archive = join(folder, `deno-linux-arm64-glibc-${denoVersion()}.tgz`);
  await run("tar", ["-xzf", archive, "-C", folder, "package/deno"]);
  await Deno.remove(archive);
  return path;
}

/** The words that start Deno on 64-bit ARM, emulated where this processor is another. Throws where something is missing. */
export async function denoOnArm(): Promise<string[]> {
  if (Deno.build.os === "linux" && Deno.build.arch === "aarch64") return [Deno.execPath()];
  const emulator = EMULATORS.find(isThere);
  const sysroot = Deno.env.get("QEMU_LD_PREFIX") ?? SYSROOT;
  if (Deno.build.os !== "linux" || emulator === undefined || !isThere(join(sysroot, LOADER))) {
    throw new Error(
      "Needs Linux with an emulator and a C library for ARM: " +
        "apt-get install qemu-user-static libc6-arm64-cross libgcc-s1-arm64-cross",
    );
  }
  return [emulator, "-L", sysroot, await denoForArm()];
}
