import { assertEquals, assertMatch } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { tcplab } from "../tcplab.ts";

const MAIN = fromFileUrl(new URL("../../../main.ts", import.meta.url));

Deno.test("tcplab ends in peace when the reader of its output has gone", async () => {
  const args = ["run", "-A", "--no-check", MAIN, "completions", "zsh"];
  const child = new Deno.Command(Deno.execPath(), { args, stdout: "piped", stderr: "piped" }).spawn();
  await child.stdout.cancel();
  const errors = await new Response(child.stderr).text();
  assertEquals({ code: (await child.status).code, errors }, { code: 0, errors: "" });
});

Deno.test({
  name: `tcplab says in one line that the disk is full${
    Deno.build.os === "linux" ? "" : ": skipped, no /dev/full here"
  }`,
  ignore: Deno.build.os !== "linux",
  async fn() {
    const line = `"${Deno.execPath()}" run -A --no-check "${MAIN}" --help > /dev/full`;
    const { code, stderr } = await new Deno.Command("sh", { args: ["-c", line], env: { NO_COLOR: "1" } }).output();
    assertEquals(code, 1);
    assertMatch(new TextDecoder().decode(stderr), /^tcplab: Cannot write the output: no space left on device.*\n$/);
  },
});

Deno.test("tcplab tells results from complaints by their streams", async () => {
  assertEquals((await tcplab(["--version"])).err, "");
  const wrong = await tcplab(["explian"]);
  assertEquals([wrong.code, wrong.out], [2, ""]);
  assertEquals(
    wrong.err,
    "tcplab: Unknown command: explian; did you mean explain? (tcplab --help lists the commands)\n",
  );
});
