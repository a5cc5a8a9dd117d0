/**
 * Whether a RST was sent by the end whose address it carries: what its IP header and its time say against that.
 */
import { ipIdStep } from "../../packet/sequence.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { ACK, type ReadonlyPacket } from "../../packet/packet.ts";
import type { Signs } from "../clues/clues.ts";
import type { Arrival } from "./arrival.ts";
import { SEVERAL_TRIPS } from "./evidence.ts";
import { type HostMemory, NEAR_ID, OUT_OF_LINE } from "./host_memory.ts";

/** Packets that must have counted on in the IP identification before a number out of the line says something. */
const A_LINE = 2;
/** An answer in less than this part of the shortest round trip did not come from the other end: trips vary, and few were measured. */
const SHORTER = 0.5;
/** Routes that change in a pause, or between one RST and the next, add or save a hop or two. */
const REROUTED = 2;
/** After a pause like this a packet is answered by itself, ns. */
const PAUSE = 1e9;
/** After a pause like this the count of a host that talks to others may stand anywhere, ns. */
const LONG_PAUSE = 60e9;
/** What hosts begin to count hops from. */
const FIRST_TTLS = [32, 64, 128, 255];
/** A host this far away, ns, does not answer in half of that: the differences between computers are smaller. */
const A_WAY = 1_000_000;
/** Packets with one TTL that make it the usual one. A single one may be of a box that answered in the end's name. */
const USUAL = 2;

/** Packets in a row that counted on from the other end's, and are no chance. */
const SHARED = 3;
/** One count for both directions has few numbers between a packet and the one of the other direction before it. */
const FEW = 8;
/** Resets of both directions this close, ns, are one act. */
const ONE_ACT = 5_000_000;

/** Why this RST cannot be its supposed sender's, null where nothing says so. */
export function signsOfForgery(analysed: AnalysedPacket, arrival: Arrival): Signs | null {
  if (refusesSyn(arrival)) return signsOfRefusal(analysed, arrival);
  const { packet } = analysed;
  const { sender } = arrival;
  const ttl = !answersRawSyn(analysed, arrival) && sender.ttl >= 0 && packet.ttl >= 0 && packet.ttl !== sender.ttl;
  const time = tooQuick(analysed, arrival);
  // A kernel that knows the connection no more, or closed it, numbers its answers by another count.
  const ofConnection = (packet.flags & ACK) !== 0 && sender.finSeq < 0;
  const id = ofConnection && isOutOfLine(packet.ipId, arrival);
  const line = isOfBoth(packet, arrival);
  if (!ttl && !time && !id && !line) return null;
  // Behind a RST of its own, each packet that still comes draws another, and round trips vary.
  const expected = sender.rstNumber > 0 && !sender.rstForged;
  // What has passed no router at all comes from nearer than the host ever was.
  const rerouted = hopsOf(packet.ttl) > 0;
  const detour = Math.abs(packet.ttl - sender.ttl) <= REROUTED && (rerouted || countsOn(packet, sender));
  const innocent = ttl && (detour || hopsOf(packet.ttl) === hopsOf(sender.ttl));
  const proven = time && !expected || id || line && isPair(packet, arrival) ||
    ttl && sender.ttlSeen >= USUAL && !innocent;
  return { ttl, time, id, line, innocent, stream: -1, certainty: proven ? "likely" : "possible" };
}

/** Of the end in whose name the RST came nothing else was captured: it answers the other's SYN. */
function refusesSyn({ sender, receiver }: Arrival): boolean {
  return sender.lastNumber === 0 && receiver.synCount > 0 && !receiver.sentSynAck &&
    receiver.lastNumber === receiver.latestSyn;
}

/**
 * What another conversation tells of the host in whose name a SYN is refused. Another TTL alone is little: a port may be passed
 * on to another machine.
 */
function signsOfRefusal({ packet, conversation }: AnalysedPacket, { receiver, memory, now }: Arrival): Signs | null {
  const known = memory.servers.answeredIn(conversation);
  if (known === null || receiver !== memory.client) return null;
  const { ttl: usual, ttlSeen, trips, distance } = known.server;
  const time = trips >= SEVERAL_TRIPS && distance >= A_WAY && now - receiver.lastTime < SHORTER * distance;
  const ttl = ttlSeen >= USUAL && usual >= 0 && Math.abs(packet.ttl - usual) > REROUTED &&
    hopsOf(packet.ttl) !== hopsOf(usual);
  if (!ttl && !time) return null;
  const stream = known.conversation.index;
  return { ttl, time, id: false, line: false, innocent: ttl, stream, certainty: time ? "likely" : "possible" };
}

/** The end to which a RST is compared: the one in whose name it came, or its host in another conversation. */
export function usualOf(
  signs: Signs | null,
  { conversation }: AnalysedPacket,
  { sender, memory }: Arrival,
): HostMemory {
  return signs !== null && signs.stream >= 0 ? memory.servers.answeredIn(conversation)?.server ?? sender : sender;
}

/** Hops that a packet has behind it, by the nearest number that hosts begin with. */
function hopsOf(ttl: number): number {
  return FIRST_TTLS.find((first) => first >= ttl)! - ttl;
}

/** A kernel's answer to a SYN,ACK for a SYN that a program, or a box that translates addresses, has made: that SYN's TTL is not its own. */
function answersRawSyn({ packet, seq }: AnalysedPacket, { sender, receiver }: Arrival): boolean {
  return (packet.flags & ACK) === 0 && receiver.sentSynAck && seq === receiver.sentAck && sender.synCount > 0 &&
    sender.lastNumber === sender.latestSyn;
}

/** Of two ends that are not one host both directions count by one identification: a device between writes both. */
function isOfBoth(packet: ReadonlyPacket, arrival: Arrival): boolean {
  const { sender, receiver, memory } = arrival;
  if (!memory.idsApart) return false;
  if (isPair(packet, arrival)) return true;
  if (memory.together < SHARED || !isNear(packet.ipId, receiver.lastIpId)) return false;
  if (!isNear(packet.ipId, sender.lastIpId)) return false;
  // Two lines that pass near each other stay two: what is much nearer to its own host's latest is that host's next.
  return distance(packet.ipId, receiver.lastIpId) <= Math.max(FEW, distance(packet.ipId, sender.lastIpId));
}

function distance(ipId: number, other: number): number {
  return Math.abs(ipIdStep(other, ipId));
}

/** Behind a RST of the other direction, by one count: no host answers a RST, and two hosts do not count together. */
function isPair({ ipId }: ReadonlyPacket, { receiver, now }: Arrival): boolean {
  return receiver.rstNumber > 0 && now - receiver.rstTime <= ONE_ACT && isNear(ipId, receiver.rstId);
}

function isNear(ipId: number, other: number): boolean {
  return ipId > 0 && other > 0 && ipId !== other && distance(ipId, other) < NEAR_ID;
}

/** Its TTL and its IP identification are the next of its host's: no other machine knows that count. */
export function followsItsHost(packet: ReadonlyPacket, sender: HostMemory): boolean {
  return packet.ttl === sender.ttl && countsOn(packet, sender);
}

/** Its IP identification is the next of its host's. */
export function countsOn({ ipId }: ReadonlyPacket, sender: HostMemory): boolean {
  const step = stepTo(ipId, sender);
  // The very next number is no chance, even of a host that has sent little.
  return step === 1 || sender.idSteps >= A_LINE && step > 0 && step < NEAR_ID;
}

/** How far an IP identification lies behind its host's latest; 0 where either has none. */
function stepTo(ipId: number, { lastIpId }: HostMemory): number {
  return ipId > 0 && lastIpId > 0 ? ipIdStep(lastIpId, ipId) : 0;
}

/** An identification of 0 with DF set proves nothing (RFC 6864). */
function isOutOfLine(ipId: number, { sender, now }: Arrival): boolean {
  // In a long pause its host may have sent so much to others.
  if (sender.idSteps < A_LINE || ipId <= 0 || now - sender.lastTime >= LONG_PAUSE) return false;
  return Math.abs(ipIdStep(sender.lastIpId, ipId)) > OUT_OF_LINE;
}

/** It answers the other end's latest packet, and that one cannot have arrived yet. */
function tooQuick(analysed: AnalysedPacket, { sender, receiver, now, memory }: Arrival): boolean {
  if (sender.trips < SEVERAL_TRIPS || memory.lastNumber !== receiver.lastNumber) return false;
  if (now - receiver.lastTime >= SHORTER * sender.distance) return false;
  const { packet, seq, ack } = analysed;
  // The very next number of its host, from as far away: the trips measured were longer than the way.
  if (packet.ttl === sender.ttl && stepTo(packet.ipId, sender) === 1) return false;
  // With ACK it says what has arrived; without, its number is copied from the packet that it answers.
  if (packet.flags & ACK) {
    return receiver.next > 0 && ack === receiver.next && receiver.dataNumber === receiver.lastNumber;
  }
  // Whatever its own host numbered may answer an earlier one with the same ack.
  return seq === receiver.sentAck && receiver.pause > PAUSE && !followsItsHost(packet, sender);
}
