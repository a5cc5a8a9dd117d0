/** How a program speaks to the lab. */
export interface HostVoice {
  /** A line of the transcript. */
  line(text: string): void;
  /** The server accepts connections. */
  listening(): void;
  /** What it does next: where it waits, should it wait for ever. */
  step(step: string): void;
  /** Tells the other host something. */
  tell(what: string): void;
  /** Resolves when the other host has told `what`. */
  told(what: string): Promise<void>;
}
