/**
 * Conversations whose applications say something in the clear: names that were asked for before, over UDP and TCP, and TLS
 * handshakes that go well, badly, and not at all.
 */
import { pcapHeader, pcapRecord } from "../../src/capture-file/pcap_writer.ts";
import { ACK, FIN, PSH, SYN } from "../../src/packet/packet.ts";
import { A, AAAA, CNAME, emitDns } from "../application/emit_dns.ts";
import { clientHello, message, record, serverHello } from "../application/emit_tls.ts";
import { emitSegment } from "../packet/emit.ts";
import { emitDatagram } from "../packet/emit_udp.ts";
import { joined } from "../packet/record_of.ts";

const CLIENT = "10.0.2.4";
const SERVER = "10.0.2.15";
const SIX = { client: "2001:db8::4", server: "2001:db8::15" };
const RESOLVER = "10.0.2.53";
/** Time between two packets, and before each conversation, ns. */
const STEP = 1_000_001;

const TLS_1_2 = 0x0303;
const TLS_1_3 = 0x0304;
const CHANGE = record(20, "01");
const HIDDEN = record(22, new Uint8Array(40).fill(9));
const DATA = record(23, new Uint8Array(60).fill(9));

/** Writes one packet after the other. */
class Wire {
  readonly records: Uint8Array[] = [];
  #time = 0;

  put(ip: Uint8Array): void {
    this.#time += STEP;
    const seconds = 1_606_500_000 + Math.floor(this.#time / 1e9);
    this.records.push(pcapRecord({ seconds, nanoseconds: this.#time % 1e9, length: ip.length, data: ip }));
  }

  ask(payload: Uint8Array): void {
    this.put(emitDatagram({ src: CLIENT, dst: RESOLVER, srcPort: 40053, dstPort: 53, payload }));
  }

  tell(payload: Uint8Array, to: string = CLIENT): void {
    this.put(emitDatagram({ src: RESOLVER, dst: to, srcPort: 53, dstPort: 40053, payload }));
  }
}

/** Who sends what; a turn of several parts is that many segments. */
type Turn = readonly ["client" | "server", ...Uint8Array[]];

/** A conversation from its SYN to its FINs, each segment confirmed by the next one of the other end. */
function converse(
  wire: Wire,
  { port, client = CLIENT, server = SERVER, clientPort }: {
    readonly port: number;
    readonly client?: string;
    readonly server?: string;
    readonly clientPort: number;
  },
  turns: readonly Turn[],
): void {
  const next = { client: 1000, server: 2000 };
  const send = (from: "client" | "server", flags: number, payload = new Uint8Array(0)): void => {
    const [mine, other] = from === "client" ? (["client", "server"] as const) : (["server", "client"] as const);
    const ends = from === "client"
      ? { src: client, dst: server, srcPort: clientPort, dstPort: port }
      : { src: server, dst: client, srcPort: port, dstPort: clientPort };
    wire.put(emitSegment({ ...ends, flags, seq: next[mine], ack: flags & ACK ? next[other] : 0, payload }));
    next[mine] += payload.length + (flags & (SYN | FIN) ? 1 : 0);
  };
  send("client", SYN);
  send("server", SYN | ACK);
  send("client", ACK);
  for (const [from, ...parts] of turns) for (const part of parts) send(from, PSH | ACK, joined(part));
  send("client", FIN | ACK);
  send("server", FIN | ACK);
  send("client", ACK);
}

/** The message with its length before it. */
function overTcp(dns: Uint8Array): Uint8Array {
  return joined(dns.length >> 8, dns.length & 255, dns);
}

/** The capture; every sentence about applications is called for in it. */
export function makeApplications(): Uint8Array {
  const wire = new Wire();
  const hello = (options: Parameters<typeof clientHello>[0]): Uint8Array => record(22, clientHello(options), 0x0301);
  const answer = (options: Parameters<typeof serverHello>[0]): Uint8Array => record(22, serverHello(options));
  const text = (line: string): Uint8Array => new TextEncoder().encode(line);

  // TLS 1.2, the ClientHello in two segments; the address has two names, and this one is what TLS asks for.
  const org = (name: string): Uint8Array => emitDns({ name, answers: [{ owner: name, type: A, data: SERVER }] });
  wire.ask(emitDns({ name: "www.example.org" }));
  wire.tell(emitDns({
    name: "www.example.org",
    answers: [{ owner: "www.example.org", type: CNAME, data: "edge.example" }, {
      owner: "edge.example",
      type: A,
      data: SERVER,
    }],
  }));
  wire.ask(emitDns({ name: "img.example.org" }));
  wire.tell(org("img.example.org"));
  const long = hello({ name: "www.example.org", protocols: ["h2", "http/1.1"], padding: 1500 });
  converse(wire, { port: 443, clientPort: 41000 }, [
    ["client", long.subarray(0, 1000), long.subarray(1000)],
    ["server", joined(answer({ version: TLS_1_2, suite: 0xc02f, protocol: "h2" }), record(22, message(14, "")))],
    ["client", joined(record(22, message(16, "00")), CHANGE, HIDDEN)],
    ["server", joined(CHANGE, HIDDEN)],
    ["client", DATA],
    ["server", DATA, record(21, new Uint8Array(26))],
    ["client", record(21, new Uint8Array(26))],
  ]);

  // TLS 1.3 to an address asked for over TCP.
  const six = { name: "six.example.org", type: AAAA };
  converse(wire, { port: 53, server: RESOLVER, clientPort: 41001 }, [
    ["client", overTcp(emitDns(six))],
    ["server", overTcp(emitDns({ ...six, answers: [{ owner: six.name, type: AAAA, data: SIX.server }] }))],
  ]);
  converse(wire, { port: 443, ...SIX, clientPort: 41002 }, [
    ["client", hello({ name: six.name, versions: [TLS_1_3, TLS_1_2] })],
    ["server", joined(answer({ version: TLS_1_3 }), CHANGE, DATA)],
    ["client", joined(CHANGE, DATA)],
    ["server", DATA],
  ]);

  // Asked to try again, and an earlier session taken up.
  converse(wire, { port: 443, clientPort: 41003 }, [
    ["client", hello({ versions: [TLS_1_3] })],
    ["server", joined(answer({ version: TLS_1_3, retry: true }), CHANGE)],
    ["client", joined(CHANGE, hello({ versions: [TLS_1_3] }))],
    ["server", joined(answer({ version: TLS_1_3, resumed: true }), DATA)],
    ["client", DATA],
  ]);

  // Refused by alerts of either end; one has no name.
  converse(wire, { port: 443, clientPort: 41004 }, [
    ["client", hello({ name: "old.example.org" })],
    ["server", joined(answer({ version: TLS_1_2, suite: 0x1306 }), record(22, message(11, new Uint8Array(900))))],
    ["client", record(21, "0230")],
  ]);
  converse(wire, { port: 443, clientPort: 41005 }, [["client", hello({})], ["server", record(21, "0263")]]);

  // No answer, an answer that is no TLS, and HTTP/2 without it.
  wire.tell(
    emitDns({ name: "seen.example.org", answers: [{ owner: "seen.example.org", type: A, data: "10.0.2.16" }] }),
  );
  converse(wire, { port: 80, server: "10.0.2.16", clientPort: 41006 }, [
    ["client", hello({})],
    ["server", text("HTTP/1.1 400 Bad Request\r\n\r\n")],
  ]);
  converse(wire, { port: 443, server: "10.0.2.17", clientPort: 41007 }, [["client", hello({})]]);
  converse(wire, { port: 8080, clientPort: 41008 }, [
    ["client", text("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0")],
  ]);
  return joined(pcapHeader(101), ...wire.records);
}
