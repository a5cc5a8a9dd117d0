/**
 * What Linux knows of a TCP connection (`struct tcp_info`, linux/tcp.h). The structure grows with the kernel: what an
 * older one does not have is null. No I/O.
 */

/** Names of the states (net/tcp_states.h), by number. */
const TCP_STATES = [
  "UNKNOWN",
  "ESTABLISHED",
  "SYN-SENT",
  "SYN-RECEIVED",
  "FIN-WAIT-1",
  "FIN-WAIT-2",
  "TIME-WAIT",
  "CLOSED",
  "CLOSE-WAIT",
  "LAST-ACK",
  "LISTEN",
  "CLOSING",
] as const;

/** Names of the states of loss recovery (`enum tcp_ca_state`), by number. */
const RECOVERY_STATES = ["open", "disorder", "cwr", "recovery", "loss"] as const;

export type TcpState = (typeof TCP_STATES)[number];
export type RecoveryState = (typeof RECOVERY_STATES)[number];

/** Offset and size of each number in the structure. */
const FIELDS = {
  retransmitsInARow: [2, 1],
  probesInARow: [3, 1],
  backoff: [4, 1],
  rtoMicroseconds: [8, 4],
  delayedAckMicroseconds: [12, 4],
  sendMssBytes: [16, 4],
  receiveMssBytes: [20, 4],
  unackedSegments: [24, 4],
  sackedSegments: [28, 4],
  lostSegments: [32, 4],
  retransmittedInFlightSegments: [36, 4],
  pathMtuBytes: [60, 4],
  smoothedRttMicroseconds: [68, 4],
  rttVarianceMicroseconds: [72, 4],
  slowStartThresholdSegments: [76, 4],
  congestionWindowSegments: [80, 4],
  reorderingSegments: [88, 4],
  receiveSpaceBytes: [96, 4],
  retransmissionsSegments: [100, 4],
  pacingRateBytesPerSecond: [104, 8],
  bytesAcked: [120, 8],
  bytesReceived: [128, 8],
  segmentsSent: [136, 4],
  segmentsReceived: [140, 4],
  notSentBytes: [144, 4],
  minimumRttMicroseconds: [148, 4],
  deliveryRateBytesPerSecond: [160, 8],
  busyMicroseconds: [168, 8],
  receiveWindowLimitedMicroseconds: [176, 8],
  sendBufferLimitedMicroseconds: [184, 8],
  deliveredSegments: [192, 4],
  deliveredWithCongestionMarkSegments: [196, 4],
  bytesSent: [200, 8],
  bytesRetransmitted: [208, 8],
  duplicateSacks: [216, 4],
  reorderingsSeen: [220, 4],
  sendWindowBytes: [228, 4],
  receiveWindowBytes: [232, 4],
} as const satisfies Readonly<Record<string, readonly [offset: number, size: 1 | 4 | 8]>>;

export type TcpInfoField = keyof typeof FIELDS;

/** The names of the numbers, in the structure's order. */
export const TCP_INFO_FIELDS = Object.keys(FIELDS) as readonly TcpInfoField[];

/** The numbers, units in their names, and the two states. */
export type TcpInfo = { readonly [F in TcpInfoField]: number | null } & {
  readonly state: TcpState;
  readonly recovery: RecoveryState;
};

/** Above this the threshold was never set: slow start has no bound yet (TCP_INFINITE_SSTHRESH). */
const NO_THRESHOLD = 0x7fffffff;

/** Reads the structure. */
export function readTcpInfo(bytes: Uint8Array): TcpInfo {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const numbers: Partial<Record<TcpInfoField, number | null>> = {};
  for (const name of TCP_INFO_FIELDS) {
    const [offset, size] = FIELDS[name];
    numbers[name] = offset + size > bytes.length ? null : readNumber(view, offset, size);
  }
  // All ones: a rate without limit, a shortest round trip before the first.
  if ((numbers.pacingRateBytesPerSecond ?? 0) >= 2 ** 64) numbers.pacingRateBytesPerSecond = null;
  if (numbers.minimumRttMicroseconds === 0xffffffff) numbers.minimumRttMicroseconds = null;
  if ((numbers.slowStartThresholdSegments ?? 0) >= NO_THRESHOLD) numbers.slowStartThresholdSegments = null;
  return {
    state: TCP_STATES[bytes[0] ?? 0] ?? "UNKNOWN",
    recovery: RECOVERY_STATES[bytes[1] ?? 0] ?? "open",
    ...numbers as Record<TcpInfoField, number | null>,
  };
}

function readNumber(view: DataView, offset: number, size: 1 | 4 | 8): number {
  if (size === 1) return view.getUint8(offset);
  return size === 4 ? view.getUint32(offset, true) : Number(view.getBigUint64(offset, true));
}
