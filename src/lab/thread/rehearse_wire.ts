/**
 * A rehearsal of the wire, on cables of its own that no host has: the runtime compiles what runs often, and the first packets
 * of a lesson must not wait for that.
 */
import { packetPair } from "../../linux/sockets/packet_pair.ts";
import { GOOD_LINK } from "../wire/link_options.ts";
import { Wire } from "../wire/wire.ts";
import { type Tell, WireReporter } from "./wire_reporter.ts";

const ROUNDS = 100;
/** Packets of each end in a round. */
const PACKETS = 16;

/** Carries some thousand packets, and tells of them. */
export function rehearseWire(tell: Tell): void {
  const [client, outerClient] = packetPair();
  const [server, outerServer] = packetPair();
  const [bell, rope] = packetPair();
  const reporter = new WireReporter(null, { hosts: ["client", "server"], tell });
  const wire = new Wire({ client, server }, bell, { link: { ...GOOD_LINK, delay: 0.05 }, watch: reporter });
  const [data, acknowledgment, buffer] = [segment(1500), segment(40), new Uint8Array(1500)];
  for (let round = 0; round < ROUNDS; round++) {
    for (let packet = 0; packet < PACKETS; packet++) {
      outerServer.write(data);
      outerClient.write(acknowledgment);
    }
    do wire.step(); while (!wire.empty);
    for (const end of [outerClient, outerServer]) while (end.read(buffer) > 0);
    reporter.flush();
  }
  for (const end of [client, outerClient, server, outerServer, bell, rope]) end.close();
}

/** An IPv4 packet that holds a TCP segment of nobody's. */
function segment(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  bytes[0] = 0x45;
  bytes[9] = 6;
  bytes[32] = 0x50;
  bytes[33] = 0x10;
  return bytes;
}
