/** The datagrams of one capture by the two ends that exchange them. */
import { destinationAddress, sourceAddress } from "../../packet/address.ts";
import { u32 } from "../../packet/bytes.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";
import { mix } from "../survey/hash.ts";
import type { Protocol, Talk } from "../terms/talk.ts";
import type { Datagram } from "./datagram.ts";
import { isForMany } from "./for_many.ts";

/** The datagrams between two ends: the client sent the first one, unless that came from a port that only servers have. */
export interface Flow extends Talk {
  readonly protocol: Exclude<Protocol, "tcp">;
  /** One host speaks to another one, of its own accord: no announcement, and no error about something else. */
  readonly isTalk: boolean;
}

/** Only servers have a port below. */
const SYSTEM_PORTS = 1024;

interface Known {
  readonly flow: Flow;
  /** Of the client's end. */
  readonly client: number;
}

export class FlowTable {
  /** By the smaller and the greater number of the two ends. */
  readonly #flows = new Map<number, Map<number, Known>>();
  #count = 0;

  /** The flow of a datagram, and who of the two sent it. */
  find(packet: ReadonlyPacket, datagram: Datagram): { readonly flow: Flow; readonly fromClient: boolean } {
    const { ipVersion, ipStart, protocol, outerHash } = packet;
    const [size, at] = ipVersion === 4 ? [4, ipStart + 12] : [16, ipStart + 8];
    const kind = mix(protocol, outerHash);
    const source = endHash(packet, { at, size, hash: mix(kind, datagram.srcPort) });
    const destination = endHash(packet, { at: at + size, size, hash: mix(kind, datagram.dstPort) });
    const [low, high] = source < destination ? [source, destination] : [destination, source];
    let row = this.#flows.get(low);
    if (row === undefined) this.#flows.set(low, row = new Map());
    let known = row.get(high);
    if (known === undefined) row.set(high, known = this.#open(packet, datagram, { source, destination }));
    return { flow: known.flow, fromClient: known.client === source };
  }

  #open(
    packet: ReadonlyPacket,
    { protocol, srcPort, dstPort, exchange }: Datagram,
    { source, destination }: { readonly source: number; readonly destination: number },
  ): Known {
    const from = { address: sourceAddress(packet), port: srcPort };
    const to = { address: destinationAddress(packet), port: dstPort };
    const answers = exchange !== 0 ? exchange < 0 : srcPort < SYSTEM_PORTS && dstPort >= SYSTEM_PORTS;
    const [client, server] = answers ? [to, from] : [from, to];
    const isTalk = (protocol === "udp" || exchange !== 0) && !isForMany(server.address);
    const flow = { index: this.#count++, protocol, client, server, isTalk };
    return { flow, client: answers ? destination : source };
  }
}

function endHash(
  { bytes, start }: ReadonlyPacket,
  { at, size, hash }: { readonly at: number; readonly size: number; readonly hash: number },
): number {
  let mixed = hash;
  for (let offset = 0; offset < size; offset += 4) mixed = mix(mixed, u32(bytes, start + at + offset));
  return mixed;
}
