import { assertEquals } from "@std/assert";
import {
  datagramChecksumState,
  foldSum,
  pseudoHeaderSum,
  sumWords,
  tcpChecksumState,
} from "../../src/packet/checksum.ts";
import { dissect } from "../../src/packet/dissect.ts";
import { emitSegment } from "./emit.ts";
import { emitEcho, emitUdp } from "../pairing/play/emit_datagram.ts";
import { ACK } from "../../src/packet/packet.ts";
import { putU16 } from "./put_bytes.ts";
import { joined, recordOf } from "./record_of.ts";

const four = { src: "10.0.2.4", dst: "10.0.2.15", srcPort: 1, dstPort: 2, flags: ACK, payload: Uint8Array.of(1, 2, 3) };
const six = { ...four, src: "2001:db8::1", dst: "2001:db8::2" };

Deno.test("the checksum of RFC 1071's example is its own", () => {
  assertEquals(foldSum(sumWords(joined("0001 f203 f4f5 f6f7"), 0, 8)), 0xddf2);
  assertEquals(foldSum(sumWords(joined("0001 f2"), 0, 3)), 0xf201);
});

Deno.test("pseudoHeaderSum() takes a length above 65535 as two words, as a jumbogram has it", () => {
  for (const fields of [four, six]) {
    const header = emitSegment(fields);
    const [small, large] = [4_464, 0x10000 + 4_464].map((length) => pseudoHeaderSum(header, length));
    assertEquals(large! - small!, 1);
  }
});

Deno.test("tcpChecksumState() knows correct, wrong, offloaded and incomplete", () => {
  for (const fields of [four, six]) {
    const good = emitSegment(fields);
    const bad = good.slice();
    bad[bad.length - 1]! ^= 1;
    const offloaded = emitSegment({ ...fields, checksumOffload: true });
    const cut = good.slice(0, good.length - 1);
    assertEquals(tcpChecksumState(dissect(recordOf(good, 101))), "correct");
    assertEquals(tcpChecksumState(dissect(recordOf(bad, 101))), "wrong");
    assertEquals(tcpChecksumState(dissect(recordOf(offloaded, 101))), "offload");
    const sum = dissect(recordOf(offloaded, 101));
    const lengthless = offloaded.slice();
    putU16(lengthless, sum.tcpStart + 16, sum.checksum - (sum.ipEnd - sum.tcpStart));
    assertEquals(tcpChecksumState(dissect(recordOf(lengthless, 101))), "offload");
    assertEquals(tcpChecksumState(dissect(recordOf(cut, 101, good.length))), "unknown");
    assertEquals(tcpChecksumState(dissect(recordOf(cut, 101))), "unknown");
  }
});

Deno.test("datagramChecksumState() knows correct, wrong, left out and incomplete, of UDP, ICMP and ICMPv6", () => {
  const payload = Uint8Array.of(1, 2, 3, 4, 5);
  const state = (bytes: Uint8Array, length = bytes.length) =>
    datagramChecksumState(dissect(recordOf(bytes, 101, length)));
  for (const ends of [{ src: "10.0.2.4", dst: "10.0.2.15" }, { src: "2001:db8::1", dst: "2001:db8::2" }]) {
    const udp = emitUdp({ ...ends, srcPort: 1, dstPort: 2, payload });
    const echo = emitEcho({ ...ends, answer: false, id: 7, number: 1, payload });
    for (const good of [udp, echo]) {
      const bad = good.slice();
      bad[bad.length - 1]! ^= 1;
      assertEquals([state(good), state(bad), state(good.slice(0, -1), good.length)], ["correct", "wrong", "unknown"]);
    }
    const without = udp.slice();
    without.set([0, 0], without.length - payload.length - 2);
    assertEquals(state(without), "unknown");
  }
});
