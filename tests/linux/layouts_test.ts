import { assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import * as constants from "../../src/linux/calls/constants.ts";
import * as structs from "../../src/linux/calls/structs.ts";

const compiler = Deno.build.os === "linux" && await findCompiler();
const name = (what: string) =>
  `${what} are those of the C headers${compiler === false ? " (skipped: no C compiler for Linux here)" : ""}`;

async function findCompiler(): Promise<string | false> {
  for (const program of ["cc", "gcc", "clang"]) {
    try {
      const { success } = await new Deno.Command(program, { args: ["--version"], stdout: "null", stderr: "null" })
        .output();
      if (success) return program;
    } catch {
      // Not this one.
    }
  }
  return false;
}

/** Compiles and runs a C program that prints names and numbers. */
async function numbersOf(source: string): Promise<Map<string, number>> {
  const program = await Deno.makeTempFile();
  try {
    const path = fromFileUrl(new URL(source, import.meta.url));
    const { success, stderr } = await new Deno.Command(String(compiler), { args: ["-w", "-o", program, path] })
      .output();
    assertEquals(success, true, new TextDecoder().decode(stderr));
    const { stdout } = await new Deno.Command(program).output();
    const lines = new TextDecoder().decode(stdout).trim().split("\n");
    return new Map(lines.map((line) => line.split(" ")).map(([key = "", value]) => [key, Number(value)]));
  } finally {
    await Deno.remove(program);
  }
}

Deno.test({
  name: name("struct layouts"),
  ignore: compiler === false,
  async fn() {
    for (const [key, value] of await numbersOf("layouts.c")) {
      const [struct = "", field = ""] = key.split(".");
      const layout = (structs as Record<string, Record<string, number>>)[struct] ?? {};
      assertEquals(layout[field], value, key);
    }
  },
});

Deno.test({
  name: name("constants"),
  ignore: compiler === false,
  async fn() {
    const numbers = await numbersOf("constants.c");
    const stated = Object.entries(constants).filter(([, value]) => typeof value !== "function");
    for (const [key, value] of stated) assertEquals(Number(value), numbers.get(key), key);
  },
});
