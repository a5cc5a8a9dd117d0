/** What differs between a packet as it was sent and as it arrived. */
import { CWR, ECE } from "../../packet/packet.ts";
import type { Sighting } from "../terms/sighting.ts";
import type { Side } from "../terms/side.ts";
import type { SynOffer } from "../terms/syn_offer.ts";
import type { ChangeLog, Shown } from "./change_log.ts";

const ECN_BITS = 3;
const ECN_SETUP = ECE | CWR;

/** Adds what differs to the log; `side` is the receiver's, whose packet number is named. */
export function compare(sent: Sighting, received: Sighting, side: Side, log: ChangeLog): void {
  const shown = { side, packet: received.number };
  if (received.sum === "wrong") return log.add("corrupted", shown);
  compareNetwork(sent, received, shown, log);
  if (sent.cut || received.cut) return;
  if (sent.offer !== null && received.offer !== null) compareOffers(sent.offer, received.offer, shown, log);
  else compareOptions(sent, received, shown, log);
}

function compareNetwork(sent: Sighting, received: Sighting, shown: Shown, log: ChangeLog): void {
  // A reset of somebody else may have the numbers of one that the host sent as well: its hop limit tells of no path.
  if (sent.ttl !== received.ttl && !sent.isReset) log.add("ttl", shown, sent.ttl, received.ttl);
  if (sent.vlan !== received.vlan) log.add("vlan", shown, vlanText(sent.vlan), vlanText(received.vlan));
  const [before, after] = [sent.trafficClass, received.trafficClass];
  if (before >> 2 !== after >> 2) log.add("dscp-changed", shown, before >> 2, after >> 2);
  const cleared = (before & ECN_BITS) !== 0 && (after & ECN_BITS) === 0;
  const setupCleared = sent.offer !== null && (sent.flags & ECN_SETUP) === ECN_SETUP &&
    (received.flags & ECN_SETUP) === 0;
  if (cleared || setupCleared) log.add("ecn-cleared", shown);
}

function vlanText(vlan: number): string {
  return vlan < 0 ? "" : String(vlan);
}

function compareOffers(before: SynOffer, after: SynOffer, shown: Shown, log: ChangeLog): void {
  const [offered, came] = [before.maximumSegment, after.maximumSegment];
  if (offered !== came) log.add(offered > came && came >= 0 ? "mss-clamped" : "option-changed", shown, offered, came);
  if (before.windowShift !== after.windowShift) {
    const code = after.windowShift < 0 ? "window-scale-removed" : "option-changed";
    log.add(code, shown, before.windowShift, after.windowShift);
  }
  if (before.sackPermitted !== after.sackPermitted) {
    log.add(before.sackPermitted ? "sack-removed" : "option-changed", shown);
  }
  if (before.timestamps !== after.timestamps) {
    log.add(before.timestamps ? "timestamps-removed" : "option-changed", shown);
  }
  if (before.others !== after.others) log.add("option-changed", shown);
}

function compareOptions(sent: Sighting, received: Sighting, shown: Shown, log: ChangeLog): void {
  if (sent.hasTimestamps !== received.hasTimestamps) {
    log.add(sent.hasTimestamps ? "timestamps-removed" : "option-changed", shown);
  } else if (sent.timestamp !== received.timestamp || sent.echo !== received.echo) {
    log.add("option-changed", shown);
  }
  if (sent.blocks.length > received.blocks.length && received.blocks.length === 0) {
    log.add("sack-removed", shown);
  } else if (sent.blocks.length !== received.blocks.length) log.add("option-changed", shown);
  if (sent.otherOptions !== received.otherOptions) log.add("option-changed", shown);
}
