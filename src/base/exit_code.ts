/** How a process of tcplab ends, in the number that shells and scripts see. */

/** The work is done. */
export const DONE = 0;
/** The work could not be done; a line on standard error says why. */
export const FAILED = 1;
/** The command line asked for something that does not exist or is out of range. */
export const WRONG_USAGE = 2;
/**
 * A signal ended it, and everything is closed and undone: 128 and the signal's number, as shells say of any program that a signal
 * ended. Ctrl-C (SIGINT),
 */
export const INTERRUPTED = 130;
/** SIGTERM, by which service managers stop programs, */
export const TERMINATED = 143;
/** SIGHUP: the terminal was closed. */
export const HUNG_UP = 129;
