/**
 * How English writes amounts and names the two ends.
 */
import { countText } from "../text/count.ts";
import { durationText } from "../text/duration.ts";
import type { Grammar } from "../text/grammar.ts";

export const ENGLISH_GRAMMAR: Grammar = {
  client: "client",
  Client: "Client",
  server: "server",
  Server: "Server",
  bytes: (count) => count === 1 ? "1 byte" : countText(count) + " bytes",
  segments: (count) => count === 1 ? "1 segment" : countText(count) + " segments",
  packets: (count) => count === 1 ? "1 packet" : countText(count) + " packets",
  conversations: (count) => count === 1 ? "1 conversation" : countText(count) + " conversations",
  times: (count) => count === 1 ? "once" : count === 2 ? "twice" : countText(count) + " times",
  duration: durationText,
  list(items) {
    if (items.length < 2) return items.join("");
    return `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
  },
  either(items) {
    if (items.length < 2) return items.join("");
    return `${items.slice(0, -1).join(", ")} or ${items[items.length - 1]}`;
  },
  code: (text) => text,
};
