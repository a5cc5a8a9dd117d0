import { assertEquals } from "@std/assert";
import type { BudgetItem, Cause } from "../../src/diagnosis/terms/cause.ts";
import { remedyFor } from "../../src/diagnosis/remedy.ts";
import { type Standpoint, verdictOn } from "../../src/diagnosis/verdict.ts";

const item = (cause: Cause, share: number): BudgetItem => ({
  cause,
  end: null,
  nanoseconds: share * 1e9,
  share,
  longest: [],
});

const AT_SENDER: Standpoint = {
  vantage: "client",
  sender: "client",
  partial: false,
  windowUnsure: false,
  lossSeen: true,
};

Deno.test("verdictOn() is as sure as the share, the place of the capture and what was seen allow", () => {
  const table: [Cause, number, number, Partial<Standpoint>, string][] = [
    ["receive-window", 0.8, 0.1, {}, "certain"],
    ["receive-window", 0.8, 0.1, { vantage: "between" }, "likely"],
    ["receive-window", 0.8, 0.1, { partial: true }, "likely"],
    ["receive-window", 0.6, 0.1, {}, "likely"],
    ["receive-window", 0.6, 0.45, {}, "possible"],
    ["receive-window", 0.49, 0.1, {}, "possible"],
    ["congestion-window", 0.9, 0.1, {}, "likely"],
    ["congestion-window", 0.9, 0.1, { lossSeen: false }, "possible"],
    ["server-application", 0.9, 0.1, {}, "likely"],
    ["server-application", 0.9, 0.1, { windowUnsure: true }, "possible"],
    ["send-buffer", 0.9, 0.1, { windowUnsure: true }, "possible"],
    ["retransmission-timeout", 0.8, 0.1, { windowUnsure: true }, "certain"],
    ["unknown", 1, 0, {}, "possible"],
  ];
  for (const [cause, share, second, standpoint, certainty] of table) {
    const budget = [item(cause, share), item("slow-start", second)];
    const verdict = verdictOn(budget, { ...AT_SENDER, ...standpoint });
    assertEquals([verdict.cause, verdict.certainty], [cause, certainty], JSON.stringify({ cause, share, standpoint }));
  }
  assertEquals(verdictOn([], AT_SENDER).cause, "unknown");
});

Deno.test("remedyFor() tells no duration shorter than the bytes take, and none that is the capture's own delay", () => {
  const facts = { duration: 1e10, bytes: 1e6, roundTrip: 1e7, rate: 0.01, fastest: 0.01, most: 0 };
  const remedy = (share: number, changed: Partial<typeof facts> = {}) => {
    const budget = [item("client-application", share)].map((one) => ({ ...one, nanoseconds: share * 1e10 }));
    return remedyFor(verdictOn(budget, AT_SENDER), { ...facts, budget, ...changed })?.nanoseconds;
  };
  assertEquals(remedy(0.5), 5e9);
  assertEquals(remedy(0.004), undefined);
  assertEquals(remedy(0.999), 1.1e8);
  assertEquals(remedy(0.9999, { roundTrip: 0, fastest: 0 }), undefined);
  assertEquals(remedy(0.99, { roundTrip: 0, fastest: 0 }), 1e8);
});

Deno.test("remedyFor() does not tell of a transfer without losses where none was seen", () => {
  const budget = [item("congestion-window", 0.9)];
  const facts = { duration: 1e9, budget, bytes: 1e6, roundTrip: 1e7, rate: 0.1, fastest: 0.1, most: 0 };
  const remedy = (lossSeen: boolean) => remedyFor(verdictOn(budget, { ...AT_SENDER, lossSeen }), facts);
  assertEquals(remedy(true)?.cause, "congestion-window");
  assertEquals(remedy(false), null);
});

Deno.test("remedyFor() names no window or buffer that is not larger than the one at hand", () => {
  const facts = { duration: 1e9, bytes: 1e6, roundTrip: 1e7, rate: 0.01, fastest: 0.01 };
  const remedy = (cause: Cause, most: number) => {
    const budget = [item(cause, 0.9)];
    return remedyFor(verdictOn(budget, AT_SENDER), { ...facts, budget, most });
  };
  assertEquals(remedy("receive-window", 50_000)?.bytes, 100_000);
  assertEquals(remedy("receive-window", 200_000)?.bytes, null);
  assertEquals(remedy("send-buffer", 50_000)?.bytes, 100_000);
  assertEquals(remedy("send-buffer", 200_000), null);
});
