/**
 * The one writer: everything tcplab prints goes through here, so that a closed pipe (`| head`), a terminal's width and
 * the question of colour are each answered in one place.
 */

import type { ColourChoice } from "./environment.ts";

/** What the user chose of how results are shown. */
export interface OutputChoices {
  readonly colour: ColourChoice;
  /** ASCII alone; so it is also where the locale says so. */
  readonly ascii: boolean;
  /** Errors are all that is said on standard error. */
  readonly quiet: boolean;
  /** The file that takes the place of standard output. */
  readonly output: string | undefined;
  /** Long results may go through a pager. */
  readonly pages: boolean;
}

/** Where a command prints, and what the user's terminal can show. */
export interface Terminal {
  /** Results. Resolves when the bytes are written in full; never rejects for a closed pipe, see `closed`. */
  out(text: string | Uint8Array): Promise<void>;
  /** Progress and warnings. */
  err(text: string): Promise<void>;
  /** Errors, which are said in any case; where it is left out, `err` takes them. */
  fail?(text: string): Promise<void>;
  /** Takes what the user chose, before the command runs. Throws `Failure` where the output cannot be opened. */
  choose?(choices: OutputChoices): Promise<void>;
  /** The command has ended, well or not: a file gets its name, a pager is waited for. */
  finish?(well: boolean): Promise<void>;
  /** Results are to be ASCII alone. */
  readonly ascii?: boolean;
  /** True once standard output's reader has gone: a command that still prints should stop, successfully. */
  readonly closed: boolean;
  /** Standard output is a terminal. */
  readonly interactive: boolean;
  /** Standard error is a terminal: the only case in which progress is shown. */
  readonly showsProgress: boolean;
  /** Colour is used on standard output: see `usesColour`. */
  readonly colour: boolean;
  /** Columns of the terminal, 80 where unknown. */
  readonly columns: number;
  /** Aborted by SIGINT and SIGTERM (the first time; a second one ends the process). */
  readonly interrupted: AbortSignal;
  /**
   * From now on the next SIGINT or SIGTERM aborts what this gives, and the one after it `interrupted`: for work that is over when
   * the user says so, and has something to show for it then. Left out where there are no signals.
   */
  firstStop?(): AbortSignal;
  /**
   * Has SIGHUP call `hangup` in place of ending the program, as is expected of a server. Left out where there are no signals.
   */
  onHangup?(hangup: () => void): void;
}
