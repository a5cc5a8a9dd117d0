/** Capture files as one feed: the only one, or all of them joined in time. */
import type { CaptureFeed } from "./capture_feed.ts";
import type { SourceOptions } from "./capture_source.ts";
import { FileFeed } from "./file_feed.ts";
import { JoinedFeed } from "./joined_feed.ts";

/** Opens the files, which `opened` closes; gives null when the user interrupts. Throws `Failure` saying what is wrong with one. */
export async function openFeed(
  paths: readonly string[],
  options: SourceOptions,
  opened: DisposableStack,
): Promise<CaptureFeed | null> {
  const feeds: FileFeed[] = [];
  for (const path of paths) {
    const feed = await FileFeed.open(path, options);
    if (feed === null) return null;
    feeds.push(opened.use(feed));
  }
  return feeds.length === 1 ? feeds[0]! : new JoinedFeed(feeds);
}
