import { assertEquals } from "@std/assert";
import { shellWord } from "../../src/base/shell_word.ts";

const WORDS = [
  "plain.pcap",
  "a b.pcapng",
  "it's",
  "$HOME",
  "`id`",
  'a "b"',
  "*.pcap",
  "!x",
  "",
  "שלום.pcap",
  "a\\b",
  "x;y",
  "~",
];

Deno.test("shellWord() leaves plain names as they are", () => {
  for (const word of ["plain.pcap", "a/b-c_1.pcapng", "שלום.pcap", "-"]) assertEquals(shellWord(word), word);
});

Deno.test({
  name: "a shell takes shellWord() for the value itself",
  ignore: Deno.build.os === "windows",
  async fn() {
    const args = ["-c", `printf '%s\\n' ${WORDS.map(shellWord).join(" ")}`];
    const { stdout } = await new Deno.Command("sh", { args }).output();
    assertEquals(new TextDecoder().decode(stdout).split("\n").slice(0, -1), WORDS);
  },
});
