/** What `--format conversations` says in English. */
import type { ConversationWords } from "../kinds/conversation_words.ts";

export const ENGLISH_CONVERSATIONS: ConversationWords = {
  columns: {
    capture: "capture",
    stream: "#",
    client: "client",
    server: "server",
    name: "server's name",
    start: "start",
    duration: "duration",
    packets: "packets",
    toServer: "to server",
    toClient: "to client",
    rate: "rate",
    again: "again",
    rtt: "RTT",
    state: "how it went",
    lost: "lost time",
    cause: "main cause",
    findings: "findings",
  },
  states: {
    S0: "unanswered",
    S1: "still open",
    SF: "closed",
    REJ: "refused",
    S2: "client closed",
    S3: "server closed",
    RSTO: "client reset",
    RSTR: "server reset",
    RSTOS0: "SYN, then RST",
    RSTRH: "SYN,ACK, then RST",
    SH: "SYN, then FIN",
    SHR: "SYN,ACK, then FIN",
    OTH: "no opening seen",
  },
  none: "-",
  overview: {
    title: "Worth a look",
    nothing: "No conversation stands out.",
    took: (duration, bytes) => `${duration}, ${bytes}`,
    lost: (time, cause) => `${time} lost to ${cause}`,
    again: (segments, one) => `${segments} ${one ? "segment" : "segments"} sent again`,
    roundTrip: (time) => `round trip ${time}`,
    goOn: "To go on:",
    one: "one conversation, packet by packet",
    where: "where its time went, and what would help",
    look: "all of it in the browser",
    everything: "every packet, as for a small capture",
    list: "every conversation in a line",
  },
  further: (count) =>
    count === "1"
      ? "And 1 more conversation; --top N shows it, too."
      : `And ${count} more conversations; --top N shows more of them.`,
  leftOut: (columns) => `Columns that did not fit: ${columns} (--columns chooses, --width makes room).`,
  groups: {
    scan: (count, client, server) => `${count} tries of ${client} at ports of ${server}`,
    flood: (count, server) => `${count} openings of ${server} from many, without an answer to it`,
    repeated: (count, client, server) => `${count} alike from ${client} to ${server}`,
  },
};
