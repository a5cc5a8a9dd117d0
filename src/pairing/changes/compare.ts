/** What differs between a packet as it was sent and as it arrived. */
import { CWR, ECE } from "../../packet/packet.ts";
import type { Sighting } from "../terms/sighting.ts";
import type { Side } from "../terms/side.ts";
import type { SynOffer } from "../terms/syn_offer.ts";
import type { ChangeLog, Shown } from "./change_log.ts";

const ECN_BITS = 3;
const ECN_SETUP = ECE | CWR;

/** Adds to the log; `side` is the receiver's, whose packet number is named. */
export function compare(sent: Sighting, received: Sighting, { log, side }: { log: ChangeLog; side: Side }): void {
  if (received.sum !== "wrong" && areAlike(sent, received)) return;
  const at = (before: string | number, after: string | number): Shown => ({
    before: String(before),
    after: String(after),
    side,
    packet: received.number,
  });
  if (received.sum === "wrong") return log.add("corrupted", at("", ""));
  compareNetwork(sent, received, { log, at });
  if (sent.cut || received.cut) return;
  if (sent.offer !== null && received.offer !== null) compareOffers(sent.offer, received.offer, { log, at });
  else compareOptions(sent, received, { log, at });
}

/** Nothing that is compared differs: so it is with almost every packet. */
function areAlike(sent: Sighting, received: Sighting): boolean {
  return sent.ttl === received.ttl && sent.trafficClass === received.trafficClass && sent.vlan === received.vlan &&
    sent.offer === null && sent.hasTimestamps === received.hasTimestamps && sent.timestamp === received.timestamp &&
    sent.echo === received.echo &&
    sent.blocks.length === received.blocks.length && sent.otherOptions === received.otherOptions;
}

interface Notes {
  readonly log: ChangeLog;
  readonly at: (before: string | number, after: string | number) => Shown;
}

function compareNetwork(sent: Sighting, received: Sighting, { log, at }: Notes): void {
  // A reset of somebody else may have the numbers of one that the host sent as well: its hop limit tells of no path.
  if (sent.ttl !== received.ttl && !sent.isReset) log.add("ttl", at(sent.ttl, received.ttl));
  if (sent.vlan !== received.vlan) log.add("vlan", at(vlanText(sent.vlan), vlanText(received.vlan)));
  const [before, after] = [sent.trafficClass, received.trafficClass];
  if (before >> 2 !== after >> 2) log.add("dscp-changed", at(before >> 2, after >> 2));
  const cleared = (before & ECN_BITS) !== 0 && (after & ECN_BITS) === 0;
  const setupCleared = sent.offer !== null && (sent.flags & ECN_SETUP) === ECN_SETUP &&
    (received.flags & ECN_SETUP) === 0;
  if (cleared || setupCleared) log.add("ecn-cleared", at("", ""));
}

function vlanText(vlan: number): string {
  return vlan < 0 ? "" : String(vlan);
}

function compareOffers(before: SynOffer, after: SynOffer, { log, at }: Notes): void {
  const [offered, came] = [before.maximumSegment, after.maximumSegment];
  if (offered !== came) log.add(offered > came && came >= 0 ? "mss-clamped" : "option-changed", at(offered, came));
  if (before.windowShift !== after.windowShift) {
    log.add(
      after.windowShift < 0 ? "window-scale-removed" : "option-changed",
      at(before.windowShift, after.windowShift),
    );
  }
  if (before.sackPermitted !== after.sackPermitted) {
    log.add(before.sackPermitted ? "sack-removed" : "option-changed", at("", ""));
  }
  if (before.timestamps !== after.timestamps) {
    log.add(before.timestamps ? "timestamps-removed" : "option-changed", at("", ""));
  }
  if (before.others !== after.others) log.add("option-changed", at("", ""));
}

function compareOptions(sent: Sighting, received: Sighting, { log, at }: Notes): void {
  if (sent.hasTimestamps !== received.hasTimestamps) {
    log.add(sent.hasTimestamps ? "timestamps-removed" : "option-changed", at("", ""));
  } else if (sent.timestamp !== received.timestamp || sent.echo !== received.echo) {
    log.add("option-changed", at("", ""));
  }
  if (sent.blocks.length > received.blocks.length && received.blocks.length === 0) {
    log.add("sack-removed", at("", ""));
  } else if (sent.blocks.length !== received.blocks.length) log.add("option-changed", at("", ""));
  if (sent.otherOptions !== received.otherOptions) log.add("option-changed", at("", ""));
}
