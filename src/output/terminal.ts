/**
 * The one writer: everything tcplab prints goes through here, so that a closed pipe (`| head`), a terminal's width and
 * the question of colour are each answered in one place.
 */

/** Where a command prints, and what the user's terminal can show. */
export interface Terminal {
  /** Results. Resolves when the bytes are written in full; never rejects for a closed pipe, see `closed`. */
  out(text: string | Uint8Array): Promise<void>;
  /** Progress, warnings and errors. */
  err(text: string): Promise<void>;
  /** True once standard output's reader has gone: a command that still prints should stop, successfully. */
  readonly closed: boolean;
  /** Standard output is a terminal. */
  readonly interactive: boolean;
  /** Standard error is a terminal: the only case in which progress is shown. */
  readonly showsProgress: boolean;
  /** Colour may be used on standard output: a terminal, and `NO_COLOR` is not set. */
  readonly colour: boolean;
  /** Columns of the terminal, 80 where unknown. */
  readonly columns: number;
  /** Aborted by SIGINT and SIGTERM (the first time; a second one ends the process). */
  readonly interrupted: AbortSignal;
  /**
   * Has signals do what is expected of a server: the exit code tells which one ended it, and SIGHUP calls `onHangup`,
   * where there is one. Left out where there are no signals.
   */
  actAsServer?(onHangup: (() => void) | null): void;
}
