/** tcplab as a process of its own, for tests of what a user sees. */
import { fromFileUrl } from "@std/path";

const MAIN = fromFileUrl(new URL("../../main.ts", import.meta.url));

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** tcplab under way. */
export interface RunningTcplab {
  readonly process: Deno.ChildProcess;
  /** The port it says it listens on. */
  readonly port: number;
  readonly outcome: Promise<Outcome>;
}

function command(args: readonly string[], stdin: "null" | "piped"): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", MAIN, ...args],
    env: { NO_COLOR: "1" },
    stdin,
    stdout: "piped",
    stderr: "piped",
  });
}

/** Runs tcplab to its end, with `input` on standard input. */
export async function tcplab(args: readonly string[], input?: Uint8Array): Promise<Outcome> {
  const process = command(args, input === undefined ? "null" : "piped").spawn();
  if (input !== undefined) {
    const writer = process.stdin.getWriter();
    await writer.write(input).catch(() => {});
    await writer.close().catch(() => {});
  }
  const { code, stdout, stderr } = await process.output();
  return { code, out: new TextDecoder().decode(stdout), err: new TextDecoder().decode(stderr) };
}

/** A process that was started and not waited for. */
export interface SpawnedTcplab {
  readonly process: Deno.ChildProcess;
  /** The first port it names on standard error; rejects when it ends without. */
  readonly port: Promise<number>;
  readonly outcome: Promise<Outcome>;
}

/** Starts tcplab without standard input. */
export function spawnTcplab(args: readonly string[]): SpawnedTcplab {
  const process = command(args, "null").spawn();
  const named = Promise.withResolvers<number>();
  named.promise.catch(() => {});
  const out = new Response(process.stdout).text();
  const err = (async () => {
    let text = "";
    for await (const chunk of process.stderr.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const port = /:(\d+)\b/.exec(text)?.[1];
      if (port !== undefined) named.resolve(Number(port));
    }
    named.reject(new Error(`tcplab ended before it listened: ${text}`));
    return text;
  })();
  const outcome = Promise.all([process.status, out, err])
    .then(([{ code }, printed, errors]) => ({ code, out: printed, err: errors }));
  return { process, port: named.promise, outcome };
}

/** Starts a tcplab server; resolves when it says where it listens. */
export async function startTcplab(args: readonly string[]): Promise<RunningTcplab> {
  const { process, port, outcome } = spawnTcplab(args);
  return { process, port: await port, outcome };
}
