/** A look at the beginning of a capture, before it is read. */
import { dissect } from "../packet/dissect.ts";
import { Packet } from "../packet/packet.ts";
import type { CaptureFeed } from "./feeds/capture_feed.ts";

/** Bytes of the smallest TCP packet in a capture file: its record's header, Ethernet, IPv4, TCP. */
const SMALLEST = 16 + 54;
/** So many times more packets are looked at than TCP packets are counted: where most is no TCP, it stays open. */
const FEW_TCP = 2;

/**
 * Whether a capture is seen to hold more than so many TCP packets. False where it does not, where it can be read only once, and
 * where its beginning does not tell.
 */
export async function surelyHolds(feed: CaptureFeed, tcpPackets: number): Promise<boolean> {
  if (feed.size === null || feed.size <= tcpPackets * SMALLEST) return false;
  using records = await feed.open();
  const packet = new Packet();
  let found = 0;
  do {
    for (let record = records.next(); record !== null; record = records.next()) {
      dissect(record, packet);
      if (packet.tcpStart >= 0 && packet.pieceStart < 0 && ++found > tcpPackets) return true;
      if (record.number > FEW_TCP * tcpPackets) return false;
    }
  } while (await records.more());
  return false;
}
