/** The conversation that is put behind every link type and into every file format: it opens, asks, is answered, and closes. */
import { emitSegment } from "../packet/emit.ts";
import { ACK, FIN, PSH, SYN } from "../../src/packet/packet.ts";
import type { TcpOption } from "../../src/packet/tcp_options.ts";
import type { WritableRecord } from "../../src/capture-file/pcap_writer.ts";

const SYN_OPTIONS: readonly TcpOption[] = [{ kind: "mss", value: 1460 }, { kind: "nop" }, {
  kind: "window_scale",
  shift: 7,
}];

/** One captured packet, and which way it goes. */
export interface MadePacket extends WritableRecord {
  readonly fromClient: boolean;
}

/** Ten IP packets from 2020-11-27 18:00:00 on, 100.001001 us apart; `before` stands in front of each, which has `length` bytes. */
export function shortConversation(options: {
  readonly six?: boolean;
  readonly clientPort?: number;
  readonly before?: (fromClient: boolean, length: number) => Uint8Array;
}): MadePacket[] {
  const { six = false, clientPort = 40000, before = () => new Uint8Array(0) } = options;
  const [client, server] = six ? ["2001:db8::4", "2001:db8::15"] : ["10.0.2.4", "10.0.2.15"];
  const packets: MadePacket[] = [];
  const send = (fromClient: boolean, flags: number, seq: number, ack: number, text = ""): void => {
    const [src, dst] = fromClient ? [client!, server!] : [server!, client!];
    const [srcPort, dstPort] = fromClient ? [clientPort, 5050] : [5050, clientPort];
    const payload = new TextEncoder().encode(text);
    const syn = flags & SYN ? SYN_OPTIONS : [];
    const ip = emitSegment({ src, dst, srcPort, dstPort, flags, seq, ack, window: 502, options: syn, payload });
    const head = before(fromClient, ip.length);
    const data = new Uint8Array(head.length + ip.length);
    data.set(head);
    data.set(ip, head.length);
    packets.push({
      seconds: 1606500000,
      nanoseconds: packets.length * 100_001_001,
      length: data.length,
      data,
      fromClient,
    });
  };
  send(true, SYN, 4294967290, 0);
  send(false, SYN | ACK, 7000, 4294967291);
  send(true, ACK, 4294967291, 7001);
  send(true, PSH | ACK, 4294967291, 7001, "Hello, World!");
  send(false, ACK, 7001, 8);
  send(false, PSH | ACK, 7001, 8, "HELLO, WORLD!");
  send(true, ACK, 8, 7014);
  send(true, FIN | ACK, 8, 7014);
  send(false, FIN | ACK, 7014, 9);
  send(true, ACK, 9, 7015);
  return packets;
}
