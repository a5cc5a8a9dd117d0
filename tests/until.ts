/** Waiting for what tells nobody that it has happened: another process, the file system. */

/** Milliseconds between two looks, and how many there are at most: enough for a machine that does much else. */
const PAUSE = 20;
const MOST_LOOKS = 1500;

/**
 * Looks again and again until a condition holds. Throws, saying what it waited for, when it has not come after 30 s. No test
 * takes longer for it than what it waits for.
 */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  throw new Error(`It has not come in ${MOST_LOOKS * PAUSE / 1000} s: ${what}`);
}
