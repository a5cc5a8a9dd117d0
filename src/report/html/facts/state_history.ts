/**
 * Where the states of a conversation's ends begin. The explainer knows them after each packet; a state is written down at
 * the packet that brought it: at the sender as the packet leaves, at the receiver as it arrives.
 */
import type { Conversation } from "../../../analysis/conversation.ts";
import type { PacketView, StateChange } from "./report_data.ts";

/** The states of both ends. */
export interface EndStates {
  readonly client: string;
  readonly server: string;
}

/** A state change whose end is named by its role, until the ladder's lines are known. */
export interface RoleChange {
  readonly role: "client" | "server";
  readonly state: string;
  readonly on: StateChange["on"];
}

export class StateHistory {
  readonly #known = new Map<Conversation, { client: string; server: string }>();

  /** What changed with a packet after which the ends are in `states`. A lost packet changes nothing at its receiver. */
  changes(
    conversation: Conversation,
    states: EndStates,
    { fromClient, opens, lost }: { fromClient: boolean; opens: boolean; lost: boolean },
  ): RoleChange[] {
    const changes: RoleChange[] = [];
    let known = this.#known.get(conversation);
    if (known === undefined) {
      this.#known.set(conversation, known = { client: "CLOSED", server: "CLOSED" });
      if (opens) {
        known.server = "LISTEN";
        changes.push({ role: "server", state: "LISTEN", on: "before" });
      }
    }
    for (const role of ["client", "server"] as const) {
      const isSender = (role === "client") === fromClient;
      if (states[role] === known[role] || (lost && !isSender)) continue;
      known[role] = states[role];
      changes.push({ role, state: states[role], on: isSender ? "sent" : "received" });
    }
    return changes;
  }
}

/**
 * Leaves out what an end never went through: a capture made near one end shows packets in that end's order, and the other
 * end may have moved on before a packet reached it. A reset that left before a FIN arrived found no TIME-WAIT.
 */
export function inOwnOrder(packets: readonly PacketView[]): PacketView[] {
  const earliest = new Map<string, number>();
  const kept = packets.toReversed().map((packet) => {
    const states = packet.states.toReversed().filter(({ host, on }) => {
      const at = on === "received" ? packet.arrived ?? packet.sent : packet.sent;
      const end = `${packet.tcp?.stream} ${host}`;
      const later = earliest.get(end) ?? Infinity;
      earliest.set(end, Math.min(at, later));
      return at <= later;
    });
    return states.length === packet.states.length ? packet : { ...packet, states: states.toReversed() };
  });
  return kept.toReversed();
}
