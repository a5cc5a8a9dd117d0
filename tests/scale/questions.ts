/** Ten questions that somebody asks of the flows of many captures: as SQL, as docs/scale.md shows them, and answered by hand. */

/** A line of `--format flows`, as far as the questions look. */
export interface FlowRecord {
  readonly capture: string;
  readonly client: string;
  readonly server: string;
  readonly serverPort: number;
  readonly duration: number;
  readonly clientBytes: number;
  readonly serverBytes: number;
  readonly clientRetransmissions: number;
  readonly serverRetransmissions: number;
  readonly clientPackets: number;
  readonly serverPackets: number;
  readonly rtt: number | null;
  readonly connState: string;
  readonly lost: number;
  readonly cause: string;
  readonly communityId: string;
  readonly findings: readonly string[];
  readonly budget: Readonly<Record<string, number>>;
  readonly serverBudget: Readonly<Record<string, number>>;
}

export type Answer = readonly (readonly (string | number)[])[];

/** A question: its key is the comment above its SQL in docs/scale.md. */
export interface Question {
  readonly key: string;
  /** The answer of one process that looks at every flow. Numbers of seconds are rounded to microseconds. */
  readonly answer: (flows: readonly FlowRecord[]) => Answer;
}

/** Sums by key, those with the largest sum first, then by key. */
function sums(
  flows: readonly FlowRecord[],
  keyOf: (flow: FlowRecord) => string,
  valueOf: (flow: FlowRecord) => number,
): [string, number][] {
  const found = new Map<string, number>();
  for (const flow of flows) found.set(keyOf(flow), (found.get(keyOf(flow)) ?? 0) + valueOf(flow));
  return [...found].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}

const micro = (seconds: number): number => Math.round(seconds * 1e6) / 1e6;
const serverOf = ({ server, serverPort }: FlowRecord): string => `${server} ${serverPort}`;

export const QUESTIONS: readonly Question[] = [
  {
    key: "how many conversations, packets and bytes",
    answer: (flows) => [[
      flows.length,
      flows.reduce((sum, f) => sum + f.clientPackets + f.serverPackets, 0),
      flows.reduce((sum, f) => sum + f.clientBytes + f.serverBytes, 0),
    ]],
  },
  {
    key: "whose receive window cost most time",
    answer: (flows) =>
      sums(flows, serverOf, (f) => f.serverBudget["receive-window"] ?? 0)
        .filter(([, seconds]) => seconds > 0).slice(0, 5).map(([server, seconds]) => [server, micro(seconds)]),
  },
  {
    key: "what the time went to, all in all",
    answer: (flows) => {
      const causes = [...new Set(flows.flatMap(({ budget }) => Object.keys(budget)))];
      const spent = causes.map((cause) =>
        [cause, micro(flows.reduce((sum, f) => sum + (f.budget[cause] ?? 0), 0))] as const
      );
      return spent.filter(([, seconds]) => seconds > 0).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, 5);
    },
  },
  {
    key: "how conversations went",
    answer: (flows) => sums(flows, ({ connState }) => connState, () => 1),
  },
  {
    key: "servers that send most again, of those with a hundred packets",
    answer: (flows) => {
      const packets = new Map(sums(flows, serverOf, (f) => f.serverPackets));
      return sums(flows, serverOf, (f) => f.serverRetransmissions)
        .filter(([server, again]) => again > 0 && packets.get(server)! >= 100).slice(0, 5);
    },
  },
  {
    key: "the longest round trips",
    answer: (flows) => {
      const measured = flows.filter(({ rtt }) => rtt !== null);
      const means = sums(measured, serverOf, ({ rtt }) => rtt!).map(([server, sum]) =>
        [server, micro(sum / measured.filter((f) => serverOf(f) === server).length)] as const
      );
      return means.sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, 5);
    },
  },
  {
    key: "captures in which most time was lost",
    answer: (flows) =>
      sums(flows, ({ capture }) => capture, ({ lost }) => lost).slice(0, 5).map(([c, s]) => [c, micro(s)]),
  },
  {
    key: "what was found, and how often",
    answer: (flows) =>
      sums(
        flows.flatMap((flow) => flow.findings.map((code) => ({ ...flow, capture: code }))),
        ({ capture }) => capture,
        () => 1,
      ),
  },
  {
    key: "clients that tried many servers and were let in by none",
    answer: (flows) => {
      const refused = flows.filter(({ connState }) => ["S0", "REJ"].includes(connState));
      return sums(refused, ({ client }) => client, () => 1).slice(0, 5);
    },
  },
  {
    key: "conversations that were captured at several places",
    answer: (flows) => {
      const places = new Map<string, Set<string>>();
      for (const { communityId, capture } of flows) {
        places.set(communityId, (places.get(communityId) ?? new Set()).add(capture));
      }
      return [...places].filter(([, captures]) => captures.size > 1).map(([id, captures]) =>
        [id, captures.size] as const
      )
        .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, 5);
    },
  },
];
