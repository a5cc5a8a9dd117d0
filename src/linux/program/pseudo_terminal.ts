/**
 * A pseudo-terminal (pty(7)): programs that write to it believe that a person is reading, and print each line when it is
 * there instead of gathering kilobytes of them.
 */
import { ECHO, O_CLOEXEC, O_NOCTTY, O_NONBLOCK, O_RDWR, OPOST, TCSANOW, TIOCSWINSZ } from "../calls/constants.ts";
import { Descriptor } from "../calls/descriptor.ts";
import { check, EIO, SystemCallError } from "../calls/errors.ts";
import { libc } from "../calls/libc.ts";
import { allocate } from "../calls/memory.ts";
import { TERMIOS, WINSIZE } from "../calls/structs.ts";

const LONGEST_PATH = 128;
/** Columns that programs are told: wide enough that they break few lines themselves. */
const SIZE = { rows: 50, columns: 200 };

export class PseudoTerminal implements Disposable {
  /** Our end: what the program prints is read from it. */
  readonly descriptor: Descriptor;
  /** Where the program opens its own end. */
  readonly path: string;

  /** Throws `SystemCallError` where this machine gives no pseudo-terminals. */
  constructor() {
    const flags = O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC;
    this.descriptor = new Descriptor(check(libc().posix_openpt(flags), "posix_openpt"));
    try {
      const { fd } = this.descriptor;
      check(libc().grantpt(fd), "grantpt");
      check(libc().unlockpt(fd), "unlockpt");
      const name = allocate(LONGEST_PATH);
      const code = libc().ptsname_r(fd, name, BigInt(LONGEST_PATH));
      if (code !== 0) throw new SystemCallError("ptsname_r", code);
      this.path = new TextDecoder().decode(name.subarray(0, name.indexOf(0)));
      plainOutput(fd);
    } catch (error) {
      this.descriptor.close();
      throw error;
    }
  }

  /** Reads what is there: the number of bytes, -1 where there is nothing now, null where no program has it open. */
  read(buffer: Uint8Array<ArrayBuffer>): number | null {
    try {
      return this.descriptor.read(buffer);
    } catch (error) {
      // Linux says so where every copy of the other end is closed (pty(7) is silent about it).
      if (error instanceof SystemCallError && error.errno === EIO) return null;
      throw error;
    }
  }

  [Symbol.dispose](): void {
    this.descriptor.close();
  }
}

/** Bytes come as the program writes them: no carriage return is put in, and nothing typed is shown again. */
function plainOutput(fd: number): void {
  const termios = allocate(TERMIOS.size);
  check(libc().tcgetattr(fd, termios), "tcgetattr");
  const view = new DataView(termios.buffer);
  view.setUint32(TERMIOS.oflag, view.getUint32(TERMIOS.oflag, true) & ~OPOST, true);
  view.setUint32(TERMIOS.lflag, view.getUint32(TERMIOS.lflag, true) & ~ECHO, true);
  check(libc().tcsetattr(fd, TCSANOW, termios), "tcsetattr");
  const size = allocate(WINSIZE.size);
  new DataView(size.buffer).setUint16(WINSIZE.rows, SIZE.rows, true);
  new DataView(size.buffer).setUint16(WINSIZE.columns, SIZE.columns, true);
  check(libc().ioctl(fd, TIOCSWINSZ, size), "ioctl TIOCSWINSZ");
}
