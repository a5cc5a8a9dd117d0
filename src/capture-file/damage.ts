/**
 * What a parser throws when the file cannot be what it says it is. It never leaves this room: `CaptureReader` turns it into
 * its `problem`.
 */
export class Damage extends Error {
  /** `offset` is the byte of the file; `reason` says in words what is wrong there. */
  constructor(readonly offset: number, readonly reason: string) {
    super(reason);
  }
}
