/**
 * The kinds of transfers in the corpus: each sets a limit, over round trips of 2 to 300 ms and rates of 1 to 100 Mbit/s. What
 * really limited a run the kernel, the program and the wire say afterwards (`truth.ts`).
 */
import { Random } from "../random.ts";
import { parseBox } from "../../src/lab/boxes/parse_box.ts";
import { burstsOf } from "../../src/lab/wire/burst_loss.ts";
import { fault } from "../../src/lab/wire/fault.ts";
import { bounded, bulk, Draw, exchange, type Kind, productOf, WHOLE_SEGMENTS } from "./draw.ts";
import { between, type Play, type Step, toward } from "./play.ts";

export const KINDS: Readonly<Record<string, Kind>> = {
  rcvbuf(draw) {
    const [delay, rcvbuf] = [draw.delay(5, 100), draw.whole(6_000, 60_000)];
    const rate = rcvbuf / (2 * delay / 1000);
    return { ...bulk(draw, rate * draw.seconds(), { to: { rcvbuf } }), link: { delay } };
  },
  slowreader(draw) {
    const [chunk, pause] = [draw.whole(4_000, 60_000), draw.between(0.02, 0.3)];
    const { congestion, sender } = draw;
    const bytes = Math.round(150_000 + chunk / pause * draw.seconds());
    return {
      ...between(sender, {
        from: { options: { congestion }, steps: [["write", bytes, 65_160], ["shut"], ["readall"], ["close"]] },
        to: {
          options: { congestion, ...(draw.random.chance(0.5) ? { rcvbuf: draw.whole(20_000, 100_000) } : {}) },
          steps: [["slowread", chunk, pause], ["close"]],
        },
      }),
      link: { delay: draw.delay(1, 60) },
    };
  },
  noscale(draw) {
    const delay = draw.delay(25, 120);
    const rate = 65_535 / (2 * delay / 1000);
    return {
      ...bulk(draw, rate * draw.seconds()),
      link: { delay },
      settings: { "ipv4/tcp_window_scaling": "0" },
    };
  },
  sndbuf(draw) {
    const [delay, sndbuf] = [draw.delay(5, 100), draw.whole(12_000, 120_000)];
    const rate = sndbuf / 2 / (2 * delay / 1000);
    return {
      ...bulk(draw, rate * draw.seconds(), { from: { sndbuf, nodelay: true }, chunk: 1448 * draw.whole(1, 10) }),
      link: { delay },
    };
  },
  sndbufrate(draw) {
    const [delay, sndbuf] = [draw.delay(10, 80), draw.whole(12_000, 60_000)];
    const rate = sndbuf / 2 / (2 * delay / 1000);
    return {
      ...bulk(draw, rate * draw.seconds(), { from: { sndbuf, nodelay: true }, chunk: WHOLE_SEGMENTS }),
      link: { delay, rate: Math.round(rate * 8 * draw.between(2, 6)) },
    };
  },
  sleepwriter(draw) {
    const size = draw.whole(500, 60_000);
    const pause = draw.between(0.15, 1.2);
    const times = Math.max(3, Math.round(draw.seconds() / pause));
    const { congestion } = draw;
    const steps: Step[] = [["repeat", times, [["write", size, size], ["think", pause]]], ["shut"], ["readall"], [
      "close",
    ]];
    return {
      ...between(draw.sender, { from: { options: { congestion }, steps }, to: { steps: [["readall"], ["close"]] } }),
      link: { delay: draw.delay(2, 80), ...(draw.random.chance(0.4) ? { rate: draw.rate(4, 50) } : {}) },
    };
  },
  pacer(draw) {
    const [chunk, pause] = [draw.whole(300, 9_000), draw.between(0.004, 0.06)];
    const times = Math.round(draw.seconds() / pause);
    const { congestion } = draw;
    const steps: Step[] = [["pace", times, chunk, pause], ["shut"], ["readall"], ["close"]];
    return {
      ...between(draw.sender, {
        from: { options: { congestion, nodelay: draw.random.chance(0.7) }, steps },
        to: { steps: [["readall"], ["close"]] },
      }),
      link: { delay: draw.delay(2, 80) },
    };
  },
  think(draw) {
    return exchange(draw, { think: draw.between(0.05, 0.8), answer: draw.whole(200, 60_000) });
  },
  clientthinks(draw) {
    return exchange(draw, { think: 0, pause: draw.between(0.1, 0.8), answer: draw.whole(200, 40_000) });
  },
  pingpong(draw) {
    return exchange(draw, { think: 0, answer: draw.whole(100, 9_000) });
  },
  deepqueue(draw) {
    const [rate, delay] = [draw.rate(1.5, 30), draw.delay(2, 60)];
    const packets = Math.round(productOf(rate, delay) * draw.between(2, 5) + 30);
    return { ...bulk(draw, rate / 8 * draw.seconds()), link: bounded(rate, delay, draw, packets) };
  },
  fittingqueue(draw) {
    const [rate, delay] = [draw.rate(2, 40), draw.delay(2, 60)];
    return { ...bulk(draw, rate / 8 * draw.seconds()), link: bounded(rate, delay, draw, null) };
  },
  shallowqueue(draw) {
    const [rate, delay] = [draw.rate(5, 50), draw.delay(15, 80)];
    const packets = Math.max(6, Math.round(productOf(rate, delay) * draw.between(0.05, 0.3)));
    return { ...bulk(draw, rate / 8 * draw.seconds() * 0.6), link: bounded(rate, delay, draw, packets) };
  },
  bbr(draw) {
    const [rate, delay] = [draw.rate(3, 30), draw.delay(5, 60)];
    const options = { congestion: "bbr" };
    return { ...bulk(draw, rate / 8 * draw.seconds(), { from: options }), link: bounded(rate, delay, draw, null) };
  },
  randomloss(draw) {
    const [delay, loss] = [draw.delay(10, 80), draw.between(0.002, 0.03)];
    const rate = 1448 / (2 * delay / 1000) * 1.3 / Math.sqrt(loss);
    return { ...bulk(draw, rate * draw.seconds()), link: { delay, loss: toward(draw.sender, loss, 0) } };
  },
  burstloss(draw) {
    const [delay, loss] = [draw.delay(5, 60), draw.between(0.01, 0.05)];
    const rate = 1448 / (2 * delay / 1000) * 3 / Math.sqrt(loss);
    const burstLoss = toward(draw.sender, burstsOf(loss, draw.between(3, 12)), null);
    return { ...bulk(draw, rate * draw.seconds()), link: { delay, burstLoss } };
  },
  newreno(draw) {
    const [rate, delay] = [draw.rate(5, 30), draw.delay(20, 80)];
    const packets = Math.max(8, Math.round(productOf(rate, delay) * draw.between(0.2, 0.8)));
    return {
      ...bulk(draw, rate / 8 * draw.seconds() * 0.7),
      link: bounded(rate, delay, draw, packets),
      settings: { "ipv4/tcp_sack": "0" },
    };
  },
  tailloss(draw) {
    const { sender, congestion } = draw;
    const [size, times] = [draw.whole(2, 12), draw.random.int(4, 8)];
    const faults = Array.from(
      { length: times },
      (_, i) =>
        fault({
          action: "drop",
          from: sender,
          kind: "data",
          nth: (i + 1) * (size + 1) - 1,
          count: draw.random.int(1, 2),
        }),
    );
    const steps: Step[] = [["repeat", times, [["write", size * 1448, size * 1448], ["read", 100]]], ["shut"], [
      "readall",
    ], ["close"]];
    const back: Step[] = [["repeat", times, [["read", size * 1448], ["write", 100, 100]]], ["readall"], ["close"]];
    return {
      ...between(sender, { from: { options: { congestion }, steps }, to: { options: { congestion }, steps: back } }),
      link: { delay: draw.delay(5, 80), faults },
    };
  },
  outage(draw) {
    const [rate, delay] = [draw.rate(2, 20), draw.delay(5, 60)];
    const down = draw.between(0.5, 2.5);
    return {
      ...bulk(draw, rate / 8 * draw.between(1.2, 2.5)),
      link: { ...bounded(rate, delay, draw, null), at: [{ after: draw.between(0.4, 1), down }] },
    };
  },
  lostacks(draw) {
    const [rate, delay] = [draw.rate(2, 20), draw.delay(5, 40)];
    return {
      ...bulk(draw, rate / 8 * draw.seconds()),
      link: { ...bounded(rate, delay, draw, null), loss: toward(draw.sender, 0, draw.between(0.05, 0.3)) },
    };
  },
  reorder(draw) {
    const [rate, delay] = [draw.rate(3, 20), draw.delay(5, 60)];
    return {
      ...bulk(draw, rate / 8 * draw.seconds()),
      link: { ...bounded(rate, delay, draw, null), reorder: toward(draw.sender, draw.between(0.01, 0.1), 0) },
    };
  },
  nagle(draw) {
    const { sender } = draw;
    const times = draw.random.int(8, 30);
    const [head, body] = [draw.whole(20, 300), draw.whole(20, 700)];
    const steps: Step[] = [["repeat", times, [["write", head, head], ["write", body, body], ["read", 50]]], ["shut"], [
      "readall",
    ], ["close"]];
    const back: Step[] = [["repeat", times, [["read", head + body], ["write", 50, 50]]], ["readall"], ["close"]];
    return { ...between(sender, { from: { steps }, to: { steps: back } }), link: { delay: draw.delay(1, 25) } };
  },
  mtuhole(draw) {
    const { sender, congestion } = draw;
    const steps: Step[] = [["write", 300, 300], ["read", 100], ["write", draw.whole(8_000, 20_000), 20_000], [
      "hold",
      draw.between(2, 6),
    ], ["reset"]];
    return {
      ...between(sender, {
        from: { options: { congestion }, steps },
        to: { steps: [["read", 300], ["write", 100, 100], ["readall"], ["close"]] },
      }),
      link: { delay: draw.delay(2, 60), boxes: [parseBox(`mtu=${draw.random.int(1000, 1400)}:silent`)] },
      settings: { "ipv4/tcp_mtu_probing": "0" },
    };
  },
  short(draw) {
    return { ...bulk(draw, draw.whole(60_000, 900_000)), link: { delay: draw.delay(40, 150) } };
  },
  idlerestart(draw) {
    const { sender, congestion } = draw;
    const delay = draw.delay(30, 100);
    const size = draw.whole(120_000, 500_000);
    const steps: Step[] = [
      ["repeat", 3, [["write", size, 65_160], ["read", 50], ["think", draw.between(0.3, 1)]]],
      ["shut"],
      ["readall"],
      ["close"],
    ];
    const back: Step[] = [["repeat", 3, [["read", size], ["write", 50, 50]]], ["readall"], ["close"]];
    return { ...between(sender, { from: { options: { congestion }, steps }, to: { steps: back } }), link: { delay } };
  },
  synloss(draw) {
    const from = draw.random.pick(["client", "server"] as const);
    return {
      ...bulk(draw, draw.whole(2_000, 60_000)),
      link: {
        delay: draw.delay(5, 80),
        faults: [fault({ action: "drop", from, kind: "syn", nth: 1, count: draw.random.int(1, 2) })],
      },
    };
  },
  keepopen(draw) {
    const wait: Step = ["hold", draw.between(0.5, 4)];
    const [first, second] = draw.random.chance(0.5) ? [[wait], []] : [[], [wait]];
    return {
      sender: "server",
      client: { steps: [["write", 200, 200], ["read", 5_000], ...first, ["shut"], ["readall"], ["close"]] },
      server: { steps: [["read", 200], ["write", 5_000, 5_000], ["readall"], ...second, ["close"]] },
      link: { delay: draw.delay(2, 80) },
    };
  },
  quick(draw) {
    return exchange(draw, { think: 0, answer: draw.whole(100, 4_000), times: draw.random.int(1, 2) });
  },
  duplex(draw) {
    const [rate, delay] = [draw.rate(2, 15), draw.delay(5, 50)];
    const size = Math.round(rate / 8 * draw.seconds());
    const steps: Step[] = [["repeat", 4, [["write", size >> 4, 65_160], ["read", size >> 2]]], ["shut"], ["readall"], [
      "close",
    ]];
    const back: Step[] = [["repeat", 4, [["write", size >> 2, 65_160], ["read", size >> 4]]], ["readall"], ["close"]];
    return {
      ...between(draw.sender, {
        from: { options: { congestion: draw.congestion }, steps: back.with(-1, ["close"]) },
        to: { steps },
      }),
      link: bounded(rate, delay, draw, null),
    };
  },
  gap(draw) {
    const [rate, delay] = [draw.rate(2, 20), draw.delay(5, 60)];
    const from = draw.between(0.1, 0.3);
    return {
      ...bulk(draw, rate / 8 * draw.seconds()),
      link: bounded(rate, delay, draw, null),
      gap: { from, to: from + draw.between(0.3, 0.65) },
    };
  },
  midstream(draw) {
    const kind = draw.random.pick(["rcvbuf", "sleepwriter", "deepqueue", "slowreader", "sndbuf"] as const);
    return { ...KINDS[kind]!(draw), gap: { from: 0, to: draw.between(0.15, 0.5) } };
  },
  nothing(draw) {
    return {
      sender: "client",
      client: { steps: [["hold", draw.between(1, 3)], ["close"]] },
      server: { steps: [["readall"], ["close"]] },
      link: { delay: draw.delay(2, 60) },
    };
  },
};

/** Seeds up to this were looked at while the diagnosis was written; those above play over wider ranges. */
const LAST_OF_DEVELOPMENT = 9_999;
const WIDER = 1.3;

/** The play of a kind; the same one for the same seed. */
export function playOf(kind: string, seed: number): Play {
  return { kind, ...KINDS[kind]!(new Draw(new Random(seed), seed > LAST_OF_DEVELOPMENT ? WIDER : 1)) };
}
