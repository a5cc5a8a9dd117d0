import "./open_libc.ts";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { AF_INET, NETLINK_SOCK_DIAG, RTM_NEWLINK } from "../../src/linux/calls/constants.ts";
import { ENOENT, SystemCallError } from "../../src/linux/calls/errors.ts";
import { type DiagnosedSocket, diagRequest, readDiagnosis } from "../../src/linux/netlink/inet_diag.ts";
import {
  type Attribute,
  decodeAttributes,
  decodeNetlink,
  encodeNetlink,
  endOfAnswer,
  number32,
  zeroEnded,
} from "../../src/linux/netlink/message.ts";
import { readTcpInfo, TCP_INFO_FIELDS } from "../../src/linux/netlink/tcp_info.ts";
import { routeMessage } from "../../src/linux/netlink/route_message.ts";
import { vethMessage } from "../../src/linux/netlink/veth_message.ts";
import { queueMessage } from "../../src/linux/devices/queue_length.ts";
import { sentDropped } from "../../src/linux/devices/interface_counters.ts";
import { tcpCounter } from "../../src/linux/devices/tcp_counters.ts";
import { NetlinkSocket } from "../../src/linux/netlink_socket.ts";

const ON_LINUX = Deno.build.os === "linux";
const linux = (name: string) => ON_LINUX ? name : `${name} (skipped: this machine does not run Linux)`;

Deno.test("encodeNetlink() aligns attributes to four bytes, and decoding gives them back", () => {
  const attributes: Attribute[] = [
    { type: 1, value: Uint8Array.of(1, 2, 3) },
    { type: 2, value: zeroEnded("veth") },
    { type: 3, value: [{ type: 9, value: number32(7) }] },
  ];
  const bytes = encodeNetlink({ type: 20, flags: 5, sequence: 77 }, [Uint8Array.of(8, 8, 8, 8, 8), ...attributes]);
  assertEquals(bytes.length % 4, 0);
  const [message] = decodeNetlink(bytes);
  assertEquals(message?.type, 20);
  const found = decodeAttributes(message!.payload.subarray(8));
  assertEquals([...found.keys()], [1, 2, 3]);
  assertEquals([...found.get(1)!], [1, 2, 3]);
  assertEquals([...decodeAttributes(found.get(3)!).get(9)!], [7, 0, 0, 0]);
});

Deno.test("decodeNetlink() and decodeAttributes() end where bytes are cut or make no sense", () => {
  const whole = encodeNetlink({ type: 20, flags: 0, sequence: 1 }, [{ type: 1, value: new Uint8Array(40) }]);
  for (let length = 0; length < whole.length; length++) assertEquals(decodeNetlink(whole.subarray(0, length)), []);
  for (let round = 0; round < 200; round++) {
    const garbage = crypto.getRandomValues(new Uint8Array(64));
    decodeNetlink(garbage);
    decodeAttributes(garbage);
  }
  assertEquals(decodeNetlink(new Uint8Array(64)), []);
});

Deno.test("endOfAnswer() knows the end, an error, and what is neither", () => {
  const error = new Uint8Array(Int32Array.of(-2, 0).buffer);
  assertEquals(endOfAnswer({ type: 3, payload: new Uint8Array(4) }), 0);
  assertEquals(endOfAnswer({ type: 2, payload: new Uint8Array(4) }), 0);
  assertEquals(endOfAnswer({ type: 2, payload: error }), 2);
  assertEquals(endOfAnswer({ type: 20, payload: error }), null);
});

Deno.test("routeMessage() is a route to one host with its limits, those that are given", () => {
  const route = { family: AF_INET, address: Uint8Array.of(10, 0, 2, 15), interfaceIndex: 7, mss: 536, window: null };
  const [message] = decodeNetlink(routeMessage(route, 1));
  assertEquals(message?.type, 24);
  assertEquals([...message!.payload.subarray(0, 8)], [AF_INET, 32, 0, 0, 254, 4, 253, 1]);
  const attributes = decodeAttributes(message!.payload.subarray(12));
  assertEquals([...attributes.get(1)!], [10, 0, 2, 15]);
  assertEquals([...attributes.get(4)!], [7, 0, 0, 0]);
  assertEquals([...decodeAttributes(attributes.get(8)!)], [[8, Uint8Array.of(24, 2, 0, 0)]]);
});

Deno.test("vethMessage() asks for both ends, the far one in this namespace", () => {
  const address = Uint8Array.of(2, 0, 0, 0, 0, 1);
  const end = (name: string) => ({ name, address });
  const [message] = decodeNetlink(vethMessage({ here: end("wire0"), there: end("eth0"), namespace: 5, mtu: 1400 }, 1));
  assertEquals(message?.type, RTM_NEWLINK);
  const text = new TextDecoder().decode(message?.payload);
  for (const name of ["wire0", "eth0", "veth"]) assert(text.includes(`${name}\0`), name);
  assertEquals([...decodeAttributes(message!.payload.subarray(16)).get(4)!], [0x78, 5, 0, 0]);
});

Deno.test("queueMessage() asks for one interface's queue, in packets", () => {
  const [message] = decodeNetlink(queueMessage(7, 8192, 1));
  assertEquals(message?.type, RTM_NEWLINK);
  assertEquals([...message!.payload.subarray(0, 8)], [0, 0, 0, 0, 7, 0, 0, 0]);
  assertEquals([...decodeAttributes(message!.payload.subarray(16)).get(13)!], [0, 32, 0, 0]);
});

Deno.test("tcpCounter() finds a counter by the name above it", () => {
  const table =
    "Ip: Forwarding DefaultTTL\nIp: 2 64\nTcp: RtoAlgorithm MaxConn AttemptFails\nTcp: 1 -1 12\nUdp: AttemptFails\nUdp: 5\n";
  assertEquals([tcpCounter(table, "AttemptFails"), tcpCounter(table, "MaxConn")], [12, -1]);
  assertEquals([tcpCounter(table, "Nothing"), tcpCounter("", "AttemptFails")], [0, 0]);
});

Deno.test("sentDropped() reads the drops of what is sent, of the interface that is asked for", () => {
  const table = "Inter-|   Receive                                                |  Transmit\n" +
    " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n" +
    "    lo:     100       1    0    3    0     0          0         0      100       1    0    4    0     0       0          0\n" +
    "  tun0:   52000     900    0    5    0     0          0         0    91000    1700    0   17    0     0       0          0\n";
  assertEquals(sentDropped(table, "tun0"), 17);
  assertEquals(sentDropped(table, "lo"), 4);
  assertEquals(sentDropped(table, "un0"), 0);
  assertEquals(sentDropped("tun0: 1 2", "tun0"), 0);
  assertEquals(sentDropped("", "tun0"), 0);
});

Deno.test("readTcpInfo() leaves out what an older kernel does not have", () => {
  const info = readTcpInfo(new Uint8Array(104).fill(1));
  assertEquals(info.congestionWindowSegments, 0x01010101);
  assertEquals(info.pacingRateBytesPerSecond, null);
  assertEquals(TCP_INFO_FIELDS.every((name) => readTcpInfo(new Uint8Array(0))[name] === null), true);
});

Deno.test({
  name: linux("the kernel tells of a connection by its addresses and ports, and of none that is not there"),
  ignore: !ON_LINUX,
  async fn() {
    using netlink = NetlinkSocket.open(NETLINK_SOCK_DIAG);
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = listener.addr as Deno.NetAddr;
    using client = await Deno.connect({ hostname: "127.0.0.1", port });
    using server = await listener.accept();
    await client.write(new Uint8Array(1000));
    await server.read(new Uint8Array(1000));
    const local = (client.localAddr as Deno.NetAddr).port;
    const identity = new Uint8Array(48);
    const view = new DataView(identity.buffer);
    view.setUint16(0, local);
    view.setUint16(2, port);
    identity.set([127, 0, 0, 1], 4);
    identity.set([127, 0, 0, 1], 20);
    identity.fill(0xff, 40);
    let found: DiagnosedSocket | null = null;
    netlink.ask(diagRequest(AF_INET, 1, identity), "sock_diag", ({ payload }) => found = readDiagnosis(payload));
    const { localPort, remotePort, info } = found as unknown as DiagnosedSocket;
    assertEquals([localPort, remotePort, info.state], [local, port, "ESTABLISHED"]);
    assertEquals(info.bytesSent, 1000);
    assert((info.congestionWindowSegments ?? 0) > 0);
    view.setUint16(0, 1);
    const error = assertThrows(() => netlink.ask(diagRequest(AF_INET, 2, identity), "sock_diag"), SystemCallError);
    assertEquals(error.errno, ENOENT);
  },
});
