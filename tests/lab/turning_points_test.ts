import { assert, assertEquals } from "@std/assert";
import type { KernelSample } from "../../src/lab/kernel/kernel_sample.ts";
import { tellKernels } from "../../src/lab/kernel/tell_kernels.ts";
import { turningPoints } from "../../src/lab/kernel/turning_points.ts";
import { readTcpInfo, type TcpInfo } from "../../src/linux/netlink/tcp_info.ts";

const BLANK = readTcpInfo(new Uint8Array(240));
let clock = 0;
const sample = (info: Partial<TcpInfo>): KernelSample => ({
  at: clock += 1e6,
  end: "server",
  local: "10.0.2.15",
  localPort: 5050,
  remote: "10.0.2.4",
  remotePort: 40_000,
  congestionControl: "reno",
  info: { ...BLANK, state: "ESTABLISHED", sendMssBytes: 1448, slowStartThresholdSegments: null, ...info },
});
const windows = (...all: number[]) => all.map((congestionWindowSegments) => sample({ congestionWindowSegments }));

Deno.test("turningPoints() tells where the window doubled", () => {
  const points = turningPoints(windows(10, 12, 19, 20, 33, 41));
  assertEquals(points.map(({ kind }) => kind), ["began", "grew", "grew"]);
  assert(points[1]?.kind === "grew" && points[2]?.kind === "grew");
  assertEquals([points[1].from, points[1].to, points[1].slowStart], [10, 20, true]);
  assertEquals([points[2].from, points[2].to], [20, 41]);
});

Deno.test("turningPoints() tells why the window fell", async (t) => {
  for (
    const { recovery, why } of [
      { recovery: "recovery", why: "loss" },
      { recovery: "loss", why: "timeout" },
      { recovery: "cwr", why: "mark" },
    ] as const
  ) {
    await t.step(recovery, () => {
      const fallen = sample({ congestionWindowSegments: 5, slowStartThresholdSegments: 5, recovery });
      const fall = turningPoints([...windows(10), fallen]).find(({ kind }) => kind === "fell");
      assert(fall?.kind === "fell");
      assertEquals([fall.from, fall.to, fall.threshold, fall.why], [10, 5, 5, why]);
    });
  }
});

Deno.test("turningPoints() takes a recovery in which the window falls little by little for one turn", () => {
  const recovery = { recovery: "recovery", slowStartThresholdSegments: 20 } as const;
  const falling = [38, 33, 27, 21, 20].map((congestionWindowSegments) =>
    sample({ congestionWindowSegments, ...recovery })
  );
  const after = sample({ congestionWindowSegments: 20, slowStartThresholdSegments: 20 });
  const falls = turningPoints([...windows(20, 40), ...falling, after]).filter(({ kind }) => kind === "fell");
  assert(falls.length === 1 && falls[0]?.kind === "fell");
  assertEquals([falls[0].from, falls[0].to, falls[0].threshold, falls[0].why], [40, 20, 20, "loss"]);
});

Deno.test("turningPoints() has nothing to tell of a window that never mattered, but of one that was held back", () => {
  assertEquals(turningPoints(windows(10, 10, 11)), []);
  assertEquals(turningPoints([]), []);
  const held = sample({
    congestionWindowSegments: 10,
    busyMicroseconds: 100_000,
    receiveWindowLimitedMicroseconds: 60_000,
  });
  const points = turningPoints([...windows(10), held]);
  assert(points.at(-1)?.kind === "spent");
});

Deno.test("tellKernels() names the packet at which the window had doubled, in each language", () => {
  const samples = windows(10, 20);
  const packet = { bytes: new Uint8Array(20), event: null, delay: 1000 };
  const packets = [
    { ...packet, from: "client" as const, at: samples[0]!.at - 5 },
    { ...packet, from: "server" as const, at: samples[1]!.at - 10 },
    { ...packet, from: "client" as const, at: samples[1]!.at + 10 },
  ];
  const [english] = tellKernels(samples, packets, "en");
  assert(english?.text.includes("By packet 2 the window has grown from 10 to 20: in slow start"), english?.text);
  assertEquals(english?.packets, [2]);
  assert(tellKernels(samples, packets, "he")[0]?.text.includes("חלון גודש"));
});
