/**
 * A played world's capture as packets.
 */
import { ipPacketOf } from "./ip_packet_of.ts";
import type { Played } from "./play_world.ts";
import { dissect } from "../../../src/packet/dissect.ts";
import type { Packet } from "../../../src/packet/packet.ts";
import { recordOf } from "../../packet/record_of.ts";

/** Raw IP. */
export const LINK_TYPE = 101;
const START = 1_600_000_000;

/** The packets of a capture, numbered from 1. */
export function packetsOf({ records, log, options }: Played): Packet[] {
  return records.map(({ ids, time, ttl }, i) => {
    const bytes = ipPacketOf(ids.map((id) => log.sent[id]!), { ttl, ipv6: options.ipv6 });
    return dissect({
      ...recordOf(bytes, LINK_TYPE),
      number: i + 1,
      seconds: START + Math.floor(time / 1e9),
      nanoseconds: time % 1e9,
    });
  });
}
