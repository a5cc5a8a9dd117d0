/**
 * A named pipe for writing. Opening one waits until somebody reads it (fifo(7)), perhaps for ever: the wait must end when
 * the user wants it to.
 */

/**
 * Opens a pipe. Null where `signal` came first; then nothing stays open, and no reader sees more than an end.
 * Throws what `Deno.open` throws.
 */
export async function openPipe(path: string, signal: AbortSignal | undefined): Promise<Deno.FsFile | null> {
  if (signal?.aborted) return null;
  const opening = Deno.open(path, { write: true });
  const stopped = Promise.withResolvers<null>();
  const stop = () => stopped.resolve(null);
  signal?.addEventListener("abort", stop, { once: true });
  try {
    const file = await Promise.race([opening, stopped.promise]);
    if (file !== null) return file;
    // The wait of the other thread ends when the pipe has a reader: for a moment, that is us.
    const reader = await Deno.open(path, { read: true });
    (await opening).close();
    reader.close();
    return null;
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}
