/** Stories of conversations and summaries of captures. In a story, {sender} is the client and {receiver} the server. */
export const STORY = {
  "story.title": "Connection {stream}: {client} to {server}",
  "story.sent":
    "The {sender} sent {clientBytes} in {clientSegments}, the {receiver} {serverBytes} in {serverSegments}.",
  "story.sent-nothing": "Neither end sent any data.",
  "summary.title": "Summary of the capture",
  "summary.counts": "{packets} in {conversations}.",
} as const;
