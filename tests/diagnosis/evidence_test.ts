/** Waits that look like others: what the packets beside them tell. */
import { assert, assertEquals } from "@std/assert";
import { packetsOf } from "../analysis/trace.ts";
import { diagnosesOf, sharesOf } from "./diagnosing.ts";

const MSS = "opt=020405b4";

function openingOf(trip: number): string {
  return `> S 0 0 0 64000 ${MSS}\n< SA 0 1 0 64000 dt=${trip} ${MSS}\n> A 1 1 0 64000 dt=0.05`;
}

function told(trace: string): Record<string, number> {
  return sharesOf(diagnosesOf(packetsOf(trace))[0]!);
}

/** A queue before a slow line: ACKs come every `slot` ms, and each but the last `left` lets two segments go. */
function slowLine(left: number, slot: number): string {
  const lines = [openingOf(20)];
  let [sent, acked] = [1, 1];
  const send = () => {
    lines.push(`> A ${sent} 1 1460 64000 dt=0.02`);
    sent += 1460;
  };
  for (let i = 0; i < 20; i++) send();
  for (let i = 0; i < 100; i++) {
    acked += 1460;
    lines.push(`< A 1 ${acked} 0 64000 dt=${slot}`);
    if (i < 100 - left) { for (let more = i < left - 20 ? 2 : 1; more > 0; more--) send(); }
  }
  while (acked < sent) lines.push(`< A 1 ${acked += 1460} 0 64000 dt=${slot}`);
  return lines.join("\n");
}

Deno.test("a line that still carries what was sent is full, up to a round trip before the last ACK", () => {
  const shares = told(slowLine(40, 5));
  assert(shares["bandwidth"]! > 70, JSON.stringify(shares));
  assert((shares["round-trip"] ?? 0) <= 5, JSON.stringify(shares));
});

/** A window that doubles in front of a slow line, which each segment occupies for `slot` ms: each ACK lets two go. */
function slowStartInto(slot: number, segments: number): string {
  const lines = [openingOf(20)];
  const due: number[] = [];
  let [now, free, sent, acked] = [20, 0, 0, 0];
  const at = (time: number, line: string) => {
    lines.push(`${line} dt=${(time - now).toFixed(3)}`);
    now = time;
  };
  const send = (time: number) => {
    at(time, `> A ${1 + 1460 * sent++} 1 1460 64000`);
    free = Math.max(free, time) + slot;
    due.push(free + 20);
  };
  for (let i = 0; i < 10; i++) send(now + 0.01);
  while (acked < segments) {
    const time = due[acked++]!;
    at(time, `< A 1 ${1 + 1460 * acked} 0 64000`);
    for (let i = 0; i < 2 && sent < segments; i++) send(now + 0.01);
  }
  return lines.join("\n");
}

Deno.test("a path is full from the flight on that its queue makes late, not from when its ACKs tell", () => {
  const shares = told(slowStartInto(1, 60));
  assert(shares["bandwidth"]! > 32, JSON.stringify(shares));
  assert(shares["slow-start"]! < 32, JSON.stringify(shares));
});

Deno.test("a sender that lets ACKs pass before it repairs a loss had nothing more to send", () => {
  const lossOf = (count: number, more: boolean) => {
    const lines = Array.from({ length: count }, (_, i) => `> A ${1 + 1460 * i} 1 1460 64000 dt=0.02`);
    let end = 1 + 1460 * count;
    lines.push("< A 1 1461 0 64000 dt=20");
    for (let i = 0; i < 4; i++) {
      lines.push("< A 1 1461 0 64000 dt=6");
      if (more) lines.push(`> A ${end} 1 1460 64000 dt=0.01`);
      if (more) end += 1460;
    }
    return [openingOf(20), ...lines, "> A 1461 1 1460 64000 dt=0.02", `< A 1 ${end} 0 64000 dt=20`].join("\n");
  };
  assertEquals(told(lossOf(6, false))["congestion-window"], undefined);
  const fed = told(lossOf(6, true));
  assert((fed["slow-start"] ?? 0) + (fed["congestion-window"] ?? 0) > 30, JSON.stringify(fed));
});

Deno.test("a small segment behind a small one, on an ACK that came at once: nobody's program was slow", () => {
  const asked = `${openingOf(30)}\n> PA 1 1 600 64000\n< A 1 601 0 64000 dt=48\n< A 1 601 1460 64000 dt=22\n` +
    "< PA 1461 601 100 64000 dt=0.2";
  const once = told(`${asked}\n> A 601 1561 0 64000 dt=0.01\n< PA 1561 601 500 64000 dt=32`);
  assert(once["server-application/server"]! < 35, JSON.stringify(once));
  assertEquals(once["delayed-ack/client"], undefined);
  // The same silence, but nothing had acknowledged what went before.
  const late = told(`${asked}\n< PA 1561 601 500 64000 dt=32`);
  assert(late["server-application/server"]! > 50, JSON.stringify(late));
});

Deno.test("a program that writes a little every round trip, again and again, is what everybody waits for", () => {
  const writes = Array.from(
    { length: 12 },
    (_, i) => `> PA ${1 + 300 * i} 1 300 64000\n< A 1 ${301 + 300 * i} 0 64000 dt=30`,
  );
  const shares = told([openingOf(30), ...writes].join("\n"));
  assert(shares["client-application/client"]! > 50, JSON.stringify(shares));
});

Deno.test("a repair long after ACKs had asked for it is a timer's, though ACKs went on coming", () => {
  const lossOf = (count: number) => {
    const data = Array.from({ length: count + 1 }, (_, i) => `> A ${1 + 1460 * i} 1 1460 64000 dt=0.02`);
    const asking = Array.from({ length: count }, () => "< A 1 1 0 64000 dt=20");
    const end = 1 + 1460 * (count + 1);
    return [openingOf(20), ...data, ...asking, "> A 1 1 1460 64000 dt=0.1", `< A 1 ${end} 0 64000 dt=20`].join("\n");
  };
  assert(told(lossOf(20))["retransmission-timeout"]! > 80);
  assertEquals(told(lossOf(3))["retransmission-timeout"], undefined);
});

const stamps = (value: number, echo: number): string =>
  `opt=0101080a${[value, echo].map((stamp) => stamp.toString(16).padStart(8, "0")).join("")}`;

Deno.test("over a path longer than the SYN's timer the first SYN is answered, as the echo tells", () => {
  const answered = (echo: number) =>
    told(
      `> S 0 0 0 64000 ${stamps(100, 0)}\n> S 0 0 0 64000 dt=1000 ${stamps(1100, 0)}\n` +
        `< SA 0 1 0 64000 dt=300 ${stamps(7, echo)}\n> A 1 1 0 64000\n> PA 1 1 100 64000\n` +
        "< PA 1 101 100 64000 dt=1310\n> A 101 101 0 64000\n",
    );
  assertEquals(answered(100)["server-application/server"], undefined);
  assert(answered(1100)["server-application/server"]! > 30);
});

Deno.test("a window that had room opens further: nobody waited for that", () => {
  const flight = (seq: number) => `> A ${seq} 1 1460 64000 dt=0.02\n> A ${seq + 1460} 1 1460 64000 dt=0.02`;
  const widened = (left: number) =>
    told(
      `${openingOf(10).replace("0 1 0 64000", `0 1 0 ${2920 + left}`)}\n${flight(1)}\n< A 1 2921 0 ${left} dt=10\n` +
        `< A 1 2921 0 64000 dt=80\n${flight(2921)}\n< A 1 5841 0 64000 dt=10`,
    );
  assert(widened(6000)["client-application/client"]! > 60, JSON.stringify(widened(6000)));
  assert(widened(500)["receive-window/server"]! > 60, JSON.stringify(widened(500)));
});

Deno.test("without the SYNs, what a program writes now and then tells no round trip", () => {
  const turns = Array.from(
    { length: 6 },
    (_, i) =>
      `> PA ${1 + 700 * i} 1 700 64000 dt=${i === 0 ? 0 : 950} ${stamps(1000 + 960 * i, 500 + 960 * (i - 1))}\n` +
      `< A 1 ${701 + 700 * i} 0 64000 dt=10 ${stamps(500 + 960 * i, 1000 + 960 * i)}`,
  );
  const shares = told(turns.join("\n"));
  assert(shares["client-application/client"]! > 90, JSON.stringify(shares));
});
