/** Python programs as the other end of an experiment; tests that need them are skipped where Python is not installed. */

async function findPython(): Promise<boolean> {
  try {
    const { success } = await new Deno.Command("python3", { args: ["--version"], stdout: "null", stderr: "null" })
      .output();
    return success;
  } catch {
    return false;
  }
}

const available = await findPython();

/** Whether `python3` can be run, and the words a skipped test's name ends in. */
export const PYTHON = { available, whyNot: available ? "" : " (skipped: no python3 on the PATH)" };

export interface PythonResult {
  /** Standard output. */
  readonly lines: string[];
  /** The last line of standard error: of a traceback, the exception. Empty where there was none. */
  readonly exception: string;
}

/** A Python program under way. */
export interface RunningPython {
  /** The port it said it listens on, as the first line of its standard error. */
  readonly port: number;
  readonly result: Promise<PythonResult>;
}

/** Runs a program to its end. */
export async function runPython(program: string, ...args: string[]): Promise<PythonResult> {
  const { stdout, stderr } = await command(program, args).output();
  return { lines: linesOf(stdout), exception: linesOf(stderr).at(-1) ?? "" };
}

/** Starts a server program that writes its port to standard error once it listens. */
export async function startPythonServer(program: string, ...args: string[]): Promise<RunningPython> {
  const process = command(program, args).spawn();
  const [told, rest] = process.stderr.tee();
  const port = await firstNumber(told);
  const collected = Promise.all([new Response(process.stdout).bytes(), new Response(rest).bytes(), process.status]);
  const result = collected.then(([out, err]) => ({
    lines: linesOf(out),
    exception: linesOf(err).slice(1).at(-1) ?? "",
  }));
  return { port, result };
}

function command(program: string, args: readonly string[]): Deno.Command {
  return new Deno.Command("python3", {
    args: ["-u", "-c", program, ...args],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
}

async function firstNumber(stream: ReadableStream<Uint8Array>): Promise<number> {
  let text = "";
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  while (!text.includes("\n")) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`The Python server ended before it listened: ${text}`);
    text += decoder.decode(value, { stream: true });
  }
  // The other branch of the tee goes on; this one only has to let its chunks go.
  (async () => {
    while (!(await reader.read()).done);
  })();
  return Number.parseInt(text);
}

function linesOf(output: Uint8Array): string[] {
  const text = new TextDecoder().decode(output);
  return text === "" ? [] : text.trimEnd().split("\n");
}
