/** How a program speaks to the lab. */
export interface HostVoice {
  /** A line of the transcript. */
  line(text: string): void;
  /** The server accepts connections. */
  listening(): void;
  /** Tells the other host something. */
  tell(what: string): void;
  /** Resolves when the other host has told `what`. */
  told(what: string): Promise<void>;
}
