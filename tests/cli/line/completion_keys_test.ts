/**
 * The completions as a reader at the keyboard gets them: words are typed at an interactive shell on a terminal of its own, then the
 * Tab key. bash and zsh are watched through zsh's module of pseudo-terminals; fish tells what it would offer.
 */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { completionScript, type Shell } from "../../../src/cli/line/completion/completion_script.ts";
import { COMMANDS as LISTED } from "../../../src/cli/commands/registry.ts";
import { loadAll } from "../../../src/cli/line/command.ts";
import { inFolder } from "../in_folder.ts";

/** What is typed, and what stands on the line after the Tab key. */
const TYPED: readonly { readonly typed: string; readonly completed: string }[] = [
  { typed: "tcplab ex", completed: "tcplab explain" },
  { typed: "tcplab help wh", completed: "tcplab help why" },
  { typed: "tcplab explain a", completed: "tcplab explain a\\ b.pcapng" },
  { typed: 'tcplab explain "a', completed: 'tcplab explain "a b.pcapng"' },
  { typed: "tcplab explain c.pcap.gz a", completed: "tcplab explain c.pcap.gz a\\ b.pcapng" },
  { typed: "tcplab explain z", completed: "tcplab explain z.pcap.zst" },
  { typed: "tcplab explain --format=su", completed: "tcplab explain --format=summary" },
  { typed: "tcplab explain --html=no", completed: "tcplab explain --html=notes.txt" },
  { typed: "tcplab explain --filter no", completed: "tcplab explain --filter not" },
  { typed: 'tcplab explain --filter "port 80 and no', completed: 'tcplab explain --filter "port 80 and not"' },
  { typed: "tcplab lab my", completed: "tcplab lab my\\ scenario.json" },
  { typed: "tcplab lab --queue-kind co", completed: "tcplab lab --queue-kind codel" },
  { typed: "tcplab explain --no-an", completed: "tcplab explain --no-answers" },
];

const FILES = ["a b.pcapng", "c.pcap.gz", "z.pcap.zst", "notes.txt", "my scenario.json"];

const decoder = new TextDecoder();

function succeeds(program: string, args: string[]): boolean {
  try {
    return new Deno.Command(program, { args, stdout: "null", stderr: "null" }).outputSync().success;
  } catch {
    return false;
  }
}

const WATCHES = Deno.build.os !== "windows" && succeeds("zsh", ["-fc", "zmodload zsh/zpty"]);

/** Makes the folder with its files and the shell's script, and gives their place. */
async function inPlace(shell: Shell, use: (folder: string, script: string) => Promise<void>): Promise<void> {
  const commands = await loadAll(LISTED);
  await inFolder(async (folder) => {
    for (const name of FILES) await Deno.writeTextFile(`${folder}/${name}`, "");
    await inFolder(async (beside) => {
      const script = `${beside}/completion`;
      await Deno.writeTextFile(script, completionScript(shell, commands));
      await use(folder, script);
    });
  });
}

/** How a shell is started on its terminal, and begun: its prompt then says READY, which no echo of a line does. */
const STARTS = {
  bash: {
    line: "env INPUTRC=/dev/null TERM=dumb bash --norc --noprofile -i",
    begin: (script: string) => `source ${script}; PS1=REA""DY`,
  },
  zsh: {
    line: "env TERM=dumb zsh -f -i",
    begin: (script: string) => `autoload -U compinit; compinit -u -D; source ${script}; PS1=REA""DY`,
  },
} as const;

/** A zsh script that types at another shell, and prints what has come once the wanted text is there. */
const WATCH = `
  zmodload zsh/zpty
  zpty -e shell $1
  until_there() { until [[ $seen == *"$1"* ]]; do zpty -rt shell part && seen+=$part || sleep .05; done }
  seen=; zpty -w shell $2; until_there READY
  seen=; zpty -n -w shell $3$'\t'; until_there $4
  print -r -- $seen
  zpty -d shell
`;

for (const shell of ["bash", "zsh"] as const) {
  const can = WATCHES && succeeds(shell, ["-c", "true"]);
  Deno.test({
    name: `${shell} completes at the keyboard${can ? "" : ": skipped, no zsh to watch it, or no such shell"}`,
    ignore: !can,
    async fn() {
      await inPlace(shell, async (folder, script) => {
        for (const { typed, completed } of TYPED) {
          const { line, begin } = STARTS[shell];
          const command = new Deno.Command("timeout", {
            args: ["-k", "1", "30", "zsh", "-fc", WATCH, "watch", line, begin(script), typed, completed],
            cwd: folder,
          });
          const { stdout } = await command.output();
          assertStringIncludes(decoder.decode(stdout), completed, `${shell}: ${typed}`);
        }
      });
    },
  });
}

const FISH = succeeds("fish", ["--no-config", "-c", "true"]);

Deno.test({
  name: `fish completes what is typed${FISH ? "" : ": skipped, no fish here"}`,
  ignore: !FISH,
  async fn() {
    await inPlace("fish", async (folder, script) => {
      const offered = async (typed: string): Promise<string[]> => {
        const told = `source ${script}; complete -C '${typed}'`;
        const { stdout } = await new Deno.Command("fish", { args: ["--no-config", "-c", told], cwd: folder }).output();
        return decoder.decode(stdout).split("\n").filter((line) => line !== "").map((line) => line.split("\t")[0]!);
      };
      for (const { typed, completed } of TYPED) {
        // fish offers the word that is typed, without its quotes.
        const plain = completed.replace(/[\\"]/g, "");
        const [word = ""] = await offered(typed);
        assertEquals(plain.endsWith(word) && word !== "", true, `${typed}: ${word}`);
      }
      assertEquals((await offered("tcplab explain ")).slice(0, 3), ["a b.pcapng", "c.pcap.gz", "z.pcap.zst"]);
    });
  },
});
