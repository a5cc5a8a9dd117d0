/** The terminal of a thread: results look as on the program's own, and nothing is printed but by the program. */
import type { Terminal } from "../../../../output/terminal.ts";
import type { ResultTerminal } from "../read_job.ts";

/** What a thread must know of the program's terminal. */
export type ShownTerminal = ResultTerminal & { readonly ascii: boolean };

/** Something for standard output or standard error. */
export type Said = { readonly out: string | Uint8Array } | { readonly err: string };

export function shownTerminal({ colour, columns, interactive, ascii = false }: Terminal): ShownTerminal {
  return { colour, columns, interactive, ascii };
}

export class JobTerminal implements Terminal {
  readonly closed = false;
  readonly showsProgress = false;
  /** The thread is ended from without. */
  readonly interrupted: AbortSignal = new AbortController().signal;
  readonly ascii: boolean;
  readonly colour: boolean;
  readonly columns: number;
  readonly interactive: boolean;

  readonly #give: (made: Said) => Promise<void>;

  /** `give` takes what is printed; left out where nothing is to be. */
  constructor(
    { ascii, colour, columns, interactive }: ShownTerminal,
    give: (made: Said) => Promise<void> = () => Promise.resolve(),
  ) {
    this.#give = give;
    this.ascii = ascii;
    this.colour = colour;
    this.columns = columns;
    this.interactive = interactive;
  }

  out(text: string | Uint8Array): Promise<void> {
    return this.#give({ out: text });
  }

  err(text: string): Promise<void> {
    return this.#give({ err: text });
  }
}
