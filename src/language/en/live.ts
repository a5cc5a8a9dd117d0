/** The words between the arrows of a live run, in English. */
import type { LiveWords } from "../kinds/live_words.ts";

export const ENGLISH_LIVE: LiveWords = {
  seconds: "seconds",
  client: "client",
  server: "server",
  noFlags: "no flags",
  bytes: (count) => count === 1 ? "1 byte" : `${count} bytes`,
  notTcp: (bytes) => `not TCP, ${bytes}`,
  port: (number) => `port ${number}`,
  fates: {
    lost: "lost",
    held: "held",
    duplicated: "duplicated",
    corrupted: "corrupted",
    dropped: "dropped by the queue",
    marked: "marked CE",
    blocked: "blocked",
    injected: "injected",
  },
  more: (packets) => `... and ${packets} more packets`,
};
