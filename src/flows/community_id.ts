/**
 * Community ID, version 1: the name under which tools of different makers know one and the same flow. It is the SHA-1 of
 * the flow's addresses, protocol and ports, put into an order that does not depend on who spoke first.
 * Source: corelight/community-id-spec, "Technical details".
 */
import { createHash } from "node:crypto";
import type { Endpoint } from "../analysis/conversation.ts";
import { parseAddress } from "../packet/parse_address.ts";

const TCP = 6;

/** One end of a flow as it stands in the headers. */
export interface FlowEnd {
  /** 4 or 16 bytes. */
  readonly address: Uint8Array;
  readonly port: number;
}

/** The identifier, `1:` and 28 characters of Base64. Both directions of a flow have the same. */
export function communityId(one: FlowEnd, other: FlowEnd, { seed = 0, protocol = TCP } = {}): string {
  const [first, second] = inOrder(one, other) ? [one, other] : [other, one];
  const size = first.address.length;
  const message = new Uint8Array(2 + 2 * size + 6);
  const view = new DataView(message.buffer);
  view.setUint16(0, seed);
  message.set(first.address, 2);
  message.set(second.address, 2 + size);
  // After the addresses: the protocol, a byte of padding, both ports.
  view.setUint8(2 + 2 * size, protocol);
  view.setUint16(4 + 2 * size, first.port);
  view.setUint16(6 + 2 * size, second.port);
  return `1:${createHash("sha1").update(message).digest("base64")}`;
}

/** The identifier of a TCP conversation. */
export function communityIdOf({ client, server }: { readonly client: Endpoint; readonly server: Endpoint }): string {
  return communityId(flowEnd(client), flowEnd(server));
}

function flowEnd({ address, port }: Endpoint): FlowEnd {
  return { address: parseAddress(address)!, port };
}

/** The smaller address goes first, byte by byte as on the wire; of equal ones, the smaller port. */
function inOrder(one: FlowEnd, other: FlowEnd): boolean {
  for (let i = 0; i < one.address.length; i++) {
    const difference = one.address[i]! - other.address[i]!;
    if (difference !== 0) return difference < 0;
  }
  return one.port <= other.port;
}
