/**
 * What ICMP errors about a conversation did to it.
 */
import type { ConversationMemory } from "../memory/conversation_memory.ts";
import type { IcmpFailure } from "../../packet/icmp_error.ts";
import type { NotedError } from "../memory/icmp_notes.ts";
import type { Voice } from "../words/voice.ts";
import type { FindingRule, Found } from "./finding_rule.ts";

/** Errors after which a kernel gives the connection up, or never gets one. */
const REFUSALS = {
  "no-route": "failure.no-route",
  "host-unreachable": "failure.host-unreachable",
  "protocol-unreachable": "failure.protocol-unreachable",
  "port-unreachable": "failure.port-unreachable",
  "prohibited": "failure.prohibited",
  "time-exceeded": "failure.time-exceeded",
} as const satisfies Partial<Record<IcmpFailure, string>>;

function refusalOf(failure: IcmpFailure): (typeof REFUSALS)[keyof typeof REFUSALS] | null {
  return failure in REFUSALS ? REFUSALS[failure as keyof typeof REFUSALS] : null;
}

/** What the sending host says of its own packet tells nothing of the other end's ports. */
function reasonOf({ failure, fromSender }: NotedError): (typeof REFUSALS)[keyof typeof REFUSALS] {
  const own = fromSender && (failure === "port-unreachable" || failure === "prohibited");
  return own ? "failure.prohibited" : refusalOf(failure)!;
}

function whoOf({ fromReceiver, fromSender }: NotedError): "icmp.host" | "icmp.own" | "icmp.router" {
  if (fromReceiver) return "icmp.host";
  return fromSender ? "icmp.own" : "icmp.router";
}

const icmpRefused: FindingRule = {
  code: "icmp-refused",
  hides: ["unanswered", "loss", "retries-exhausted", "listen-overflow"],
  find({ icmp, midStream }) {
    const error = icmp?.errors.find(({ failure, expected }) => expected && refusalOf(failure) !== null);
    // What was confirmed all the same was only late.
    if (error === undefined || error.confirmedBy > 0) return null;
    return {
      certainty: "certain",
      packets: [error.number, error.quotedNumber, error.lastNumber],
      tell(voice) {
        voice.speakFor(error.toClient);
        voice.say("found.icmp-refused", {
          from: voice.phrase(whoOf(error), {
            address: voice.grammar.code(error.from),
          }),
          type: error.type,
          code: error.code,
          number: error.number,
          quoted: error.quotedNumber,
          what: voice.phrase(reasonOf(error)),
        });
        voice.say(midStream ? "found.icmp-soft" : "found.icmp-no-answer");
        if (error.resent > 0) voice.say("found.icmp-resent", { times: voice.grammar.times(error.resent) });
      },
    };
  },
};

const pathMtuDiscovery: FindingRule = {
  code: "path-mtu-discovery",
  hides: ["loss"],
  find(memory) {
    const error = tooBig(memory);
    // Obeyed: what was too long was sent again in smaller packets.
    if (error === null || error.resent === 0 || error.tooLong > 0 || error.joined) return null;
    return told(error, (voice) => {
      const values = { mtu: error.mtu, number: error.number, quoted: error.quotedNumber, resent: error.resentNumber };
      voice.say("found.mtu-obeyed", { ...values, length: error.resentLength, before: error.quotedLength });
    });
  },
};

/** It was told, and goes on with packets that are too long. */
const mtuIgnored: FindingRule = {
  code: "path-mtu-ignored",
  find(memory) {
    const error = tooBig(memory);
    if (error === null || error.tooLong === 0 || error.confirmedBy > 0) return null;
    return told(error, (voice) => {
      const values = { mtu: error.mtu, number: error.number, later: error.tooLongNumber };
      voice.say("found.mtu-ignored", { ...values, packets: voice.grammar.packets(error.tooLong) });
    });
  },
};

function tooBig({ icmp }: ConversationMemory): NotedError | null {
  return icmp?.errors.find(({ failure, expected, mtu }) => failure === "too-big" && expected && mtu > 0) ?? null;
}

function told(error: NotedError, tell: (voice: Voice) => void): Found {
  return {
    certainty: "certain",
    packets: [error.number, error.quotedNumber, error.tooLongNumber || error.resentNumber],
    tell(voice) {
      voice.speakFor(error.toClient);
      tell(voice);
    },
  };
}

export const ICMP_FINDINGS: readonly FindingRule[] = [icmpRefused, pathMtuDiscovery, mtuIgnored];
