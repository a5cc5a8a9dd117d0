/** The numbers of a whole conversation that a filter can compare. */
import type { Conversation } from "../../analysis/conversation.ts";
import type { FigureUnit } from "./packet_figures.ts";

interface Figure {
  readonly unit: FigureUnit;
  /** Times in nanoseconds. */
  read(conversation: Conversation): number;
}

export const CONVERSATION_FIGURES = {
  "duration": { unit: "time", read: ({ duration }) => duration },
  "packets": { unit: "count", read: ({ fromClient, fromServer }) => fromClient.packets + fromServer.packets },
  "bytes": { unit: "bytes", read: ({ fromClient, fromServer }) => fromClient.bytes + fromServer.bytes },
  "retransmissions": {
    unit: "count",
    read: ({ fromClient, fromServer }) => fromClient.retransmissions + fromServer.retransmissions,
  },
} as const satisfies Readonly<Record<string, Figure>>;

export type ConversationFigure = keyof typeof CONVERSATION_FIGURES;
