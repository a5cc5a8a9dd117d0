/**
 * The verdicts as constants, for the code that runs for every packet.
 */
import { VERDICT_BIT } from "./analysed_packet.ts";

export const RETRANSMISSION = VERDICT_BIT.retransmission;
export const FAST_RETRANSMISSION = VERDICT_BIT.fast_retransmission;
export const SPURIOUS_RETRANSMISSION = VERDICT_BIT.spurious_retransmission;
export const OUT_OF_ORDER = VERDICT_BIT.out_of_order;
export const LOST_SEGMENT = VERDICT_BIT.lost_segment;
export const ACK_LOST_SEGMENT = VERDICT_BIT.ack_lost_segment;
export const DUPLICATE_ACK = VERDICT_BIT.duplicate_ack;
export const WINDOW_UPDATE = VERDICT_BIT.window_update;
export const WINDOW_FULL = VERDICT_BIT.window_full;
export const ZERO_WINDOW = VERDICT_BIT.zero_window;
export const ZERO_WINDOW_PROBE = VERDICT_BIT.zero_window_probe;
export const ZERO_WINDOW_PROBE_ACK = VERDICT_BIT.zero_window_probe_ack;
export const KEEP_ALIVE = VERDICT_BIT.keep_alive;
export const KEEP_ALIVE_ACK = VERDICT_BIT.keep_alive_ack;
export const REUSED_PORTS = VERDICT_BIT.reused_ports;
export const PARTIAL_ACK = VERDICT_BIT.partial_ack;
export const TFO_SYN = VERDICT_BIT.tfo_syn;
export const TFO_ACK = VERDICT_BIT.tfo_ack;
