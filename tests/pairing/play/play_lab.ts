/** Plays a connection between two kernels over the lab's wire, and keeps both captures with the truth about every packet. */
import { ADDRESSES, IPV6_ADDRESSES } from "../../../src/lab/addresses.ts";
import { runLab } from "../../../src/lab/lab.ts";
import type { Step } from "../../../src/lab/host/program.ts";
import type { Scenario } from "../../../src/lab/scenarios/scenario.ts";
import { type End, otherEnd } from "../../../src/lab/wire/end.ts";
import type { SeenPacket, WirePacket } from "../../../src/lab/wire/passage.ts";
import { parseAddress } from "../../../src/packet/parse_address.ts";
import { hasArrived, type Played, type PlayOptions, type Taken } from "./play_pair.ts";

const PORT = 5050;
/** What has not come to an end by then is ended, ms. */
export const LONGEST = 20_000;

export async function playLab(options: PlayOptions): Promise<Played> {
  const taken: Record<End, Taken[]> = { client: [], server: [] };
  const passages: WirePacket[] = [];
  const byMoment = new Map<string, WirePacket[]>();
  let start = NaN;
  const see = (host: End, { at, bytes }: SeenPacket): void => {
    if (Number.isNaN(start)) start = at;
    const from = isFrom(host, bytes) ? host : otherEnd(host);
    // What a packet became on the wire has its moment; that is told before or after.
    const own = (): WirePacket[] =>
      (byMoment.get(`${from} ${at}`) ?? []).filter(({ event }) => event !== "injected" && event !== "held");
    const arrived = from === host ? () => hasArrived(own(), bytes, passages) : () => true;
    taken[host].push({ time: at - start + 1e9, bytes, from, arrived });
  };
  const pass = (packet: WirePacket): void => {
    passages.push(packet);
    const key = `${packet.from} ${packet.at}`;
    byMoment.set(key, [...byMoment.get(key) ?? [], packet]);
  };
  await runLab({
    scenario: scenarioOf(options),
    link: options.link,
    signal: new AbortController().signal,
    timeout: LONGEST,
    onReady: () => {},
    onPacket: pass,
    onSeen: see,
    seenOf: ["client", "server"],
    onLine: () => {},
    hosts: { ipv6: options.ipv6 === true, settings: settingsOf(options) },
  });
  for (const end of ["client", "server"] as const) taken[end].sort((one, other) => one.time - other.time);
  return { ...taken, corrupted: () => passages.some(({ event }) => event === "corrupted") };
}

function isFrom(host: End, bytes: Uint8Array): boolean {
  const own = parseAddress((bytes[0]! >> 4 === 4 ? ADDRESSES : IPV6_ADDRESSES)[host])!;
  const at = bytes[0]! >> 4 === 4 ? 12 : 8;
  return own.every((byte, index) => bytes[at + index] === byte);
}

function scenarioOf({ upload = 0, download = 0, ipv6, slowly }: PlayOptions): Scenario {
  const ask: Step[] = upload > 0 ? [{ do: "send", bytes: upload }] : [];
  const hear: Step[] = upload > 0 ? [{ do: "receive", bytes: upload }] : [];
  const answer: Step[] = download > 0 ? [{ do: "send", bytes: download }] : [];
  const take: Step[] = download > 0 ? [{ do: "receive", bytes: download, ...slowly }] : [];
  const server: Step[] = [{ do: "listen", port: PORT }, { do: "accept" }, ...hear, ...answer];
  return {
    name: "pair",
    title: "",
    teaches: "",
    server: { program: "script", steps: [...server, { do: "receive", bytes: "end" }, { do: "close" }] },
    client: { program: "script", steps: [{ do: "connect", port: PORT }, ...ask, ...take, { do: "close" }] },
    link: {},
    ...(ipv6 ? { ipv6: true } : {}),
    expect: null,
    next: [],
  };
}

function settingsOf({ timestamps = true, sack = true, ecn = false }: PlayOptions): Record<End, Record<string, string>> {
  const settings = {
    "ipv4/tcp_timestamps": timestamps ? "1" : "0",
    "ipv4/tcp_sack": sack ? "1" : "0",
    "ipv4/tcp_ecn": ecn ? "1" : "0",
  };
  return { client: settings, server: settings };
}
