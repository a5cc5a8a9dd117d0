/**
 * Whether the remedy helps as much as it promises: transfers whose limit is set are played and diagnosed, and played again with the
 * advice followed. Exits 1 where the second one takes another time than was predicted, by more than a quarter.
 *
 *     deno task why:remedy [FOLDER [SEED]]
 */
import { parseBox } from "../../src/lab/boxes/parse_box.ts";
import { fault } from "../../src/lab/wire/fault.ts";
import { Random } from "../random.ts";
import { diagnosesOfFile, named } from "../diagnosis/diagnosing.ts";
import { Draw } from "./draw.ts";
import { between, type EndPlan, type Play, type Step, toward } from "./play.ts";
import { playTransfer } from "./play_one.ts";

/** The part of the measured time that a prediction may be off by. */
const MARK = 0.25;
/** A transfer is played so often at most. */
const ATTEMPTS = 5;

/** A transfer, and the same with the advice followed. */
interface Pair {
  readonly name: string;
  readonly play: Play;
  readonly better: Play;
}

/** Data from the client to the server over a line of some rate. */
function stream(
  bytes: number,
  { from = {}, to = {} }: { from?: EndPlan["options"]; to?: EndPlan["options"] } = {},
): Pick<Play, "sender" | "client" | "server"> {
  return between("client", {
    from: {
      options: { congestion: "reno", ...from },
      steps: [["write", bytes, 14_480], ["shut"], ["readall"], ["close"]],
    },
    to: { options: to, steps: [["readall"], ["close"]] },
  });
}

/** So many questions and answers, with pauses of the server and of the client. */
function exchange(
  times: number,
  { think, pause }: { think: number; pause: number },
): Pick<Play, "sender" | "client" | "server"> {
  const wait = (seconds: number): Step[] => seconds > 0 ? [["think", seconds]] : [];
  return between("server", {
    from: {
      steps: [["repeat", times, [["read", 200], ...wait(think), ["write", 2_000, 2_000]]], ["readall"], ["close"]],
    },
    to: {
      steps: [["repeat", times, [...wait(pause), ["write", 200, 200], ["read", 2_000]]], ["shut"], ["readall"], [
        "close",
      ]],
    },
  });
}

function pairs(draw: Draw): Pair[] {
  const rate = draw.rate(8, 20);
  const delay = draw.delay(15, 40);
  const link = { rate, delay };
  const bytes = Math.round(rate / 8 * 2.5);
  const again = (kind: string, play: Omit<Play, "kind">, better: Partial<Play>): Pair => ({
    name: kind,
    play: { kind, ...play },
    better: { kind, ...play, ...better },
  });
  const exchanges = { link: { delay } };
  const nagle: Step[] = [["repeat", 20, [["write", 100, 100], ["write", 300, 300], ["read", 50]]], ["shut"], [
    "readall",
  ], ["close"]];
  const answers: Step[] = [["repeat", 20, [["read", 400], ["write", 50, 50]]], ["readall"], ["close"]];
  const writes = (nodelay: boolean) =>
    between("client", { from: { options: { nodelay }, steps: nagle }, to: { steps: answers } });
  const tails: Step[] = [["repeat", 6, [["write", 7_240, 7_240], ["read", 100]]], ["shut"], ["readall"], ["close"]];
  const heads: Step[] = [["repeat", 6, [["read", 7_240], ["write", 100, 100]]], ["readall"], ["close"]];
  const tail = between("client", { from: { steps: tails }, to: { steps: heads } });
  const lost = [6, 12, 18, 24].map((nth) =>
    fault({ action: "drop", from: "client", kind: "data", nth: nth - 1, count: 1 })
  );
  const open = (hold: Step[]) =>
    between("client", {
      from: { steps: [["write", 5_000, 5_000], ["read", 100], ["shut"], ["readall"], ["close"]] },
      to: { steps: [["read", 5_000], ["write", 100, 100], ["readall"], ...hold, ["close"]] },
    });
  return [
    again("receive-window", { ...stream(bytes, { to: { rcvbuf: 16_000 } }), link }, stream(bytes)),
    again("send-buffer", { ...stream(bytes, { from: { sndbuf: 24_000, nodelay: true } }), link }, stream(bytes)),
    again(
      "server-application",
      { ...exchange(10, { think: 0.3, pause: 0 }), ...exchanges },
      exchange(10, { think: 0, pause: 0 }),
    ),
    again(
      "client-application",
      { ...exchange(10, { think: 0, pause: 0.3 }), ...exchanges },
      exchange(10, { think: 0, pause: 0 }),
    ),
    again("delayed-ack", { ...writes(false), link: { delay: 3 } }, writes(true)),
    again("retransmission-timeout", { ...tail, link: { delay, faults: lost } }, { link: { delay } }),
    again("congestion-window", { ...stream(bytes), link: { ...link, loss: toward("client", 0.01, 0) } }, { link }),
    again(
      "syn-retransmission",
      { ...stream(30_000), link: { delay, faults: [fault({ action: "drop", from: "client", kind: "syn", nth: 1 })] } },
      { link: { delay } },
    ),
    again("closing", { ...open([["hold", 2]]), ...exchanges }, open([])),
    again(
      "path-mtu",
      {
        ...between("client", {
          from: { steps: [["write", 300, 300], ["read", 100], ["write", 20_000, 20_000], ["hold", 3], ["reset"]] },
          to: { steps: [["read", 300], ["write", 100, 100], ["readall"], ["close"]] },
        }),
        link: { delay, boxes: [parseBox("mtu=1200:silent")] },
        settings: { "ipv4/tcp_mtu_probing": "0" },
      },
      {
        ...between("client", {
          from: {
            steps: [["write", 300, 300], ["read", 100], ["write", 20_000, 20_000], ["shut"], ["readall"], ["close"]],
          },
          to: { steps: [["read", 300], ["write", 100, 100], ["readall"], ["close"]] },
        }),
        link: { delay, boxes: [parseBox("mss=1100"), parseBox("mtu=1200:silent")] },
      },
    ),
  ];
}

/** Plays it, again where the machine was too busy for the wire to be in time; gives its diagnosis at the sender. */
async function played(play: Play, path: string, seed: number) {
  for (let attempt = 1; !await playTransfer(play, path, seed) && attempt < ATTEMPTS; attempt++);
  const [diagnosis] = await diagnosesOfFile(`${path}_${play.sender}.pcap.gz`);
  return diagnosis!;
}

async function say(text: string): Promise<void> {
  await Deno.stdout.write(new TextEncoder().encode(text));
}

const [folder = await Deno.makeTempDir({ prefix: "why-remedy-" }), seed = "1"] = Deno.args;
await Deno.mkdir(folder, { recursive: true });
let missed = 0;
await say(
  `${"cause".padEnd(24)}${"took".padStart(9)}${"predicted".padStart(11)}${"measured".padStart(10)}${
    "off by".padStart(9)
  }\n`,
);
for (const { name, play, better } of pairs(new Draw(new Random(Number(seed)), 1))) {
  const before = await played(play, `${folder}/${name}_${seed}`, Number(seed));
  const after = await played(better, `${folder}/${name}-better_${seed}`, Number(seed));
  const predicted = before.remedy === null ? NaN : before.remedy.nanoseconds / 1e9;
  const measured = after.duration / 1e9;
  const off = Math.abs(predicted - measured) / measured;
  if (!(off <= MARK)) missed++;
  const figures = [before.duration / 1e9, predicted, measured].map((value) => value.toFixed(3));
  const said = before.verdict.cause === name ? "" : `  (said ${named(before.verdict)})`;
  await say(
    `${name.padEnd(24)}${figures[0]!.padStart(9)}${figures[1]!.padStart(11)}${figures[2]!.padStart(10)}` +
      `${`${Math.round(100 * off)} %`.padStart(9)}${said}\n`,
  );
}
Deno.exit(missed === 0 ? 0 : 1);
