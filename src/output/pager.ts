/** Long output through a pager: `less`, or what PAGER says. It is started when there is something to show. */
import type { ByteSink } from "./output_stream.ts";
import type { Variables } from "./environment.ts";

/** Where the programs are that are looked for by their names; Windows has no pager that shows UTF-8. */
const FOLDERS = ["/usr/bin", "/bin", "/usr/local/bin", "/opt/homebrew/bin"];
/** Quit where all fits on the screen, show colours, leave the text when it ends: as other programs call it. */
const LESS = "FRX";

/** What PAGER asks for; empty: no pager. */
export function pagerWords(env: Variables): string[] {
  const asked = env("TCPLAB_PAGER") ?? env("PAGER") ?? "less";
  const words = asked.trim().split(/\s+/).filter((word) => word !== "");
  return words[0] === "cat" ? [] : words;
}

/** Where a pager may be: a path is taken as it is, a name is looked for. Pure. */
export function pagerPlaces(name: string, os: typeof Deno.build.os): string[] {
  if (name.includes("/") || (os === "windows" && name.includes("\\"))) return [name];
  return os === "windows" ? [] : FOLDERS.map((folder) => `${folder}/${name}`);
}

export class Pager implements ByteSink {
  readonly #words: readonly string[];
  readonly #fallback: ByteSink;
  readonly #less: string;
  #process: Deno.ChildProcess | null = null;
  #writer: WritableStreamDefaultWriter<Uint8Array> | null = null;
  #started = false;

  /** Writes to `fallback` where the pager cannot be started. */
  constructor(words: readonly string[], env: Variables, fallback: ByteSink) {
    this.#words = words;
    this.#less = env("LESS") ?? LESS;
    this.#fallback = fallback;
  }

  async write(bytes: Uint8Array): Promise<number> {
    if (!this.#started) this.#start();
    if (this.#writer === null) return await this.#fallback.write(bytes);
    try {
      await this.#writer.write(bytes.slice());
      return bytes.length;
    } catch {
      // The reader has seen enough.
      throw new Deno.errors.BrokenPipe("the pager has ended");
    }
  }

  /** All has been written: waits until the reader leaves. */
  async end(): Promise<void> {
    await this.#writer?.close().catch(() => {});
    await this.#process?.status;
  }

  #start(): void {
    this.#started = true;
    const [name = "", ...args] = this.#words;
    for (const place of pagerPlaces(name, Deno.build.os)) {
      try {
        const env = { LESS: this.#less };
        this.#process = new Deno.Command(place, { args, env, stdin: "piped" }).spawn();
        this.#writer = this.#process.stdin.getWriter();
        return;
      } catch {
        // Not there, or not allowed: the next place.
      }
    }
  }
}
