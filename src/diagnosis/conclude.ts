/** From a finished conversation to what is said of it. */
import type { Conversation } from "../analysis/conversation.ts";
import type { ConversationDiagnosis } from "./conversation_diagnosis.ts";
import type { Diagnosis } from "./diagnosis.ts";

export function concluded(conversation: Conversation, finished: ConversationDiagnosis): Diagnosis {
  const budget = finished.budget.items();
  const { client, server } = conversation;
  const largest = budget[0];
  return {
    conversation,
    client,
    server,
    duration: finished.now,
    vantage: finished.trips.vantage,
    budget,
    verdict: {
      cause: largest?.cause ?? "unknown",
      end: largest?.end ?? null,
      certainty: "likely",
      share: largest?.share ?? 0,
    },
  };
}
