/** How a process of tcplab ends, in the number that shells and scripts see. */

/** The work is done. */
export const DONE = 0;
/** The work could not be done; a line on standard error says why. */
export const FAILED = 1;
/** The command line asked for something that does not exist or is out of range. */
export const WRONG_USAGE = 2;
/**
 * The user ended it by Ctrl-C, or the system by SIGTERM or SIGHUP, and everything is closed and undone. It is 128 and the
 * number of SIGINT, as shells say of a program that a signal ended, and one code for all three: scripts ask whether the
 * work was cut short, not by whom.
 */
export const INTERRUPTED = 130;
