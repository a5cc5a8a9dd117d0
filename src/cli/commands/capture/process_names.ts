/** The processes of this machine at both ends of a packet, as they are said beside it. */
import { type Process, type SocketEnd, SocketOwners, type Transport } from "../../../linux/socket_owners.ts";
import type { ReadonlyPacket } from "../../../packet/packet.ts";

const TRANSPORTS: ReadonlyMap<number, Transport> = new Map([[6, "tcp"], [17, "udp"]]);
const IPV6_LENGTH = 40;
/** Conversations that are remembered. */
const MOST_KNOWN = 10_000;

/** Which process sent a packet and which it is for; null where that is none of this machine, or has ended. */
export interface Processes {
  readonly from: Process | null;
  readonly to: Process | null;
}

const NOBODY: Processes = { from: null, to: null };

export class ProcessNames {
  readonly #owners: Pick<SocketOwners, "ownerOf">;
  readonly #known = new Map<string, Processes>();

  constructor(owners: Pick<SocketOwners, "ownerOf"> = new SocketOwners()) {
    this.#owners = owners;
  }

  /** Asked for each packet as it comes: a process that has ended can be found no more. */
  of(packet: ReadonlyPacket): Processes {
    const transport = TRANSPORTS.get(packet.protocol);
    if (transport === undefined || packet.ipStart < 0 || packet.fragmentOffset > 0) return NOBODY;
    const [from, to] = endsOf(packet);
    if (from === null || to === null) return NOBODY;
    const key = `${transport} ${from.address}:${from.port} ${to.address}:${to.port}`;
    const known = this.#known.get(key);
    if (known !== undefined && (known.from !== null || known.to !== null)) return known;
    const found = {
      from: this.#owners.ownerOf(transport, from, to),
      to: this.#owners.ownerOf(transport, to, from),
    };
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(key, found);
    return found;
  }
}

function endsOf(packet: ReadonlyPacket): readonly [SocketEnd | null, SocketEnd | null] {
  const { data, ipStart, ipVersion } = packet;
  const header = ipVersion === 4 ? (data[ipStart]! & 0x0f) * 4 : IPV6_LENGTH;
  const size = ipVersion === 4 ? 4 : 16;
  const addresses = ipStart + (ipVersion === 4 ? 12 : 8);
  const ports = ipStart + header;
  if (ports + 4 > data.length) return [null, null];
  const end = (index: number): SocketEnd => ({
    address: data.slice(addresses + index * size, addresses + (index + 1) * size),
    port: data[ports + index * 2]! * 256 + data[ports + index * 2 + 1]!,
  });
  return [end(0), end(1)];
}
