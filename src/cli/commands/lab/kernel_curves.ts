/** The kernels' congestion windows as the page draws them. */
import type { KernelSample } from "../../../lab/kernel/kernel_sample.ts";
import { PassingPackets } from "../../../lab/kernel/tell_kernels.ts";
import { connectionEnds } from "../../../lab/kernel/turning_points.ts";
import type { Recording } from "../../../lab/recording.ts";
import type { KernelCurve, KernelPoint } from "../../../report/html/facts/report_data.ts";

/** A curve for each end of each connection; times are ns since the first packet. */
export function kernelCurves({ samples, packets, start }: Recording): KernelCurve[] {
  const passing = { client: new PassingPackets(packets, "client"), server: new PassingPackets(packets, "server") };
  const pointOf = ({ at, end, info }: KernelSample): KernelPoint[] => {
    const { congestionWindowSegments: window, slowStartThresholdSegments: threshold, sendMssBytes: mss } = info;
    if (window === null || mss === null) return [];
    const slowStartThreshold = threshold === null ? null : threshold * mss;
    return [{ packet: passing[end].before(at), time: at - start, congestionWindow: window * mss, slowStartThreshold }];
  };
  return connectionEnds(samples).map((ofOneEnd) => ({
    localPort: ofOneEnd[0]?.localPort ?? 0,
    remotePort: ofOneEnd[0]?.remotePort ?? 0,
    points: ofOneEnd.flatMap(pointOf),
  }));
}
