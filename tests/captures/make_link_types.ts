/** A capture with an interface for every link type, and for every wrapping between it and the IP header. */
import { PcapngWriter } from "../../src/capture-file/pcapng_writer.ts";
import { joined } from "../packet/record_of.ts";
import { shortConversation } from "./short_conversation.ts";

const CLIENT = "020000000004";
const SERVER = "020000000015";
const ethernet = (fromClient: boolean): string => fromClient ? SERVER + CLIENT : CLIENT + SERVER;

/** A number of two bytes as the capturing machine wrote it. */
function littleEndian(number: number): string {
  return [number & 255, number >> 8].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What stands before the IP header, by name. */
interface Wrapping {
  readonly name: string;
  readonly linkType: number;
  readonly six?: boolean;
  /** `length` is that of the IP packet. */
  readonly before: (fromClient: boolean, length: number) => string;
}

/** Every link type of src/packet/link_layer.ts is in this list: a test says so. */
export const WRAPPINGS: readonly Wrapping[] = [
  { name: "Ethernet", linkType: 1, before: (c) => ethernet(c) + "0800" },
  { name: "Ethernet, IPv6", linkType: 1, six: true, before: (c) => ethernet(c) + "86dd" },
  { name: "802.1Q", linkType: 1, before: (c) => ethernet(c) + "8100 0064 0800" },
  { name: "802.1ad and 802.1Q", linkType: 1, six: true, before: (c) => ethernet(c) + "88a8 0001 8100 0064 86dd" },
  { name: "PPPoE", linkType: 1, before: (c) => ethernet(c) + "8864 1100 0001 05dc 0021" },
  { name: "MPLS, two labels", linkType: 1, before: (c) => ethernet(c) + "8847 00010040 00011140" },
  { name: "BSD loopback, little-endian", linkType: 0, before: () => "02000000" },
  { name: "BSD loopback, big-endian", linkType: 0, before: () => "00000002" },
  { name: "BSD loopback, macOS IPv6", linkType: 0, six: true, before: () => "1e000000" },
  { name: "PPP", linkType: 9, before: () => "ff03 0021" },
  { name: "FDDI", linkType: 10, before: (c) => "50" + ethernet(c) + "aaaa03 000000 0800" },
  { name: "raw IP as 12", linkType: 12, before: () => "" },
  { name: "raw IP as 14", linkType: 14, six: true, before: () => "" },
  { name: "PPP, serial", linkType: 50, before: () => "ff03 0021" },
  { name: "PPPoE without Ethernet", linkType: 51, before: () => "1100 0001 05dc 0021" },
  { name: "raw IP", linkType: 101, before: () => "" },
  { name: "Cisco HDLC", linkType: 104, before: () => "0f00 0800" },
  { name: "OpenBSD loopback", linkType: 108, before: () => "00000002" },
  { name: "Linux cooked", linkType: 113, before: (c) => (c ? "0004" : "0000") + "0001 0006 0200000000040000 0800" },
  { name: "raw IPv4", linkType: 228, before: () => "" },
  { name: "raw IPv6", linkType: 229, six: true, before: () => "" },
  {
    name: "802.11",
    linkType: 105,
    before: (c) => (c ? "0801" : "0802") + "0000" + ethernet(c) + "020000000003 1000 aaaa03 000000 0800",
  },
  { name: "ENC", linkType: 109, before: () => "02000000 00000000 00000000" },
  { name: "PFLOG", linkType: 117, before: () => "3d02 0000" + "00".repeat(60) },
  {
    name: "radiotap",
    linkType: 127,
    before: (c) =>
      "0000 0800 00000000" + (c ? "8801" : "8802") + "0000" + ethernet(c) + "020000000003 1000 0000 aaaa03 000000 0800",
  },
  {
    name: "NFLOG",
    linkType: 239,
    before: (_, length) => `02000000 08000300 00000001 05000a00 61000000 ${littleEndian(length + 4)} 0900`,
  },
  {
    name: "Linux cooked v2",
    linkType: 276,
    six: true,
    before: (c) => "86dd 0000 00000002 0001" + (c ? "04" : "00") + "06 0200000000040000",
  },
  {
    name: "PKTAP",
    linkType: 258,
    before: (c) => "6c000000 01000000 01000000" + "00".repeat(96) + ethernet(c) + "0800",
  },
  {
    name: "PPI",
    linkType: 192,
    before: (c) => "0000 0c00 69000000 00000000 0802 0000" + ethernet(c) + "020000000003 1000 aaaa03 000000 0800",
  },
];

const ETHERNET = 1;

/** An Ethernet frame has 60 bytes at least; what fills it up is not zero everywhere, and no data. */
function padded(frame: Uint8Array): Uint8Array {
  return joined(frame, new Uint8Array(Math.max(0, 60 - frame.length)).fill(0x5a));
}

/** One file, an interface a wrapping, the same conversation on each from ports of its own. */
export function makeLinkTypes(): Uint8Array {
  const writer = new PcapngWriter();
  const blocks = [writer.header()];
  WRAPPINGS.forEach(({ name, linkType, six = false, before }, index) => {
    const { id, block } = writer.addInterface({ linkType, name });
    blocks.push(block);
    const packets = shortConversation({
      six,
      clientPort: 40000 + index,
      before: (c, length) => joined(before(c, length)),
    });
    for (const packet of packets) {
      const data = linkType === ETHERNET ? padded(packet.data) : packet.data;
      blocks.push(writer.packet({ ...packet, data, length: data.length }, { interfaceId: id }));
    }
  });
  return joined(...blocks);
}
