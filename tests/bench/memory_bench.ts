/**
 * How much memory `tcplab explain` takes where many conversations are open at once:
 *
 *     deno run -A tests/bench/memory_bench.ts [COMMAND ...]
 *
 * COMMAND is the program that is measured; where it is left out, this one from its sources, with the engine as in the compiled one.
 * The largest resident size is read from /proc, so that it runs on Linux alone.
 */
import { join } from "@std/path";
import { ENGINE_FLAGS } from "../../src/build/compile_arguments.ts";
import { generateOpen } from "./generate_open.ts";

const OWN = [Deno.execPath(), "run", "-A", "--no-check", ENGINE_FLAGS, "main.ts"];
const CAPTURES = [{ kind: "open", count: 100_000 }, { kind: "flood", count: 300_000 }] as const;
const FORMATS = ["summary", "ndjson"];

/** The largest resident size of a process so far, MB; 0 where it has ended. */
function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(Deno.readTextFileSync(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

async function measure(
  command: readonly string[],
  format: string,
  path: string,
): Promise<{ peak: number; seconds: number }> {
  const [program = "", ...rest] = command;
  const started = performance.now();
  const child = new Deno.Command(program, {
    args: [...rest, "explain", path, "--format", format],
    stdout: "null",
    stderr: "null",
  }).spawn();
  let peak = 0;
  const timer = setInterval(() => peak = Math.max(peak, peakOf(child.pid)), 20);
  const { success } = await child.status;
  clearInterval(timer);
  if (!success) throw new Error(`${program} failed on ${path}`);
  return { peak, seconds: (performance.now() - started) / 1000 };
}

if (import.meta.main) {
  const command = Deno.args.length > 0 ? Deno.args : OWN;
  const folder = await Deno.makeTempDir();
  const say = (line: string): number => Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
  try {
    for (const { kind, count } of CAPTURES) {
      const path = join(folder, `${kind}.pcap`);
      generateOpen(path, kind, count);
      for (const format of FORMATS) {
        const { peak, seconds } = await measure(command, format, path);
        say(`${kind.padEnd(5)} ${count} ${format.padEnd(7)} ${peak.toFixed(0)} MB, ${seconds.toFixed(1)} s`);
      }
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
