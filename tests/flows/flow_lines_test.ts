import { assert, assertEquals } from "@std/assert";
import { connLogLine } from "../../src/flows/conn_log.ts";
import { FLOW_SCHEMA, flowLine } from "../../src/flows/flow_json.ts";
import { makeApplications } from "../captures/make_applications.ts";
import { flowsOf, flowsOfPackets, packetsOfCapture } from "./flows_of.ts";

const EXCHANGE = `> S 100 0
  < SA 500 101 dt=10
  > A 101 501 dt=0.001
  > PA 101 501 10
  < PA 501 111 20 1000 dt=50
  > FA 111 521
  < FA 521 112 dt=10
  > A 112 522
  < A 522 112 dt=500`;

Deno.test("flowLine() is the documented record, in seconds and bytes", () => {
  const record = JSON.parse(flowLine(flowsOf(EXCHANGE)[0]!));
  assertEquals(record.schema, FLOW_SCHEMA);
  assertEquals([record.capture, record.stream, record.client, record.clientPort, record.server, record.serverPort], [
    "trace.pcap",
    0,
    "10.0.0.1",
    1000,
    "10.0.0.2",
    80,
  ]);
  assertEquals([record.clientBytes, record.serverBytes, record.clientPackets, record.serverPackets], [10, 20, 5, 4]);
  assertEquals([record.clientIpBytes, record.serverIpBytes], [5 * 40 + 10, 4 * 40 + 20]);
  assertEquals(record.start, "1.001000000");
  assertEquals(Math.abs(Number(record.end) - Number(record.start) - record.duration) < 1e-6, true);
  assertEquals([record.history, record.connState], ["ShADdFfa", "SF"]);
  const sum = (budget: Record<string, number>): number => Object.values(budget).reduce((all, time) => all + time, 0);
  assert(Math.abs(sum(record.budget) - record.duration) < 1e-6);
  assert(sum(record.clientBudget) + sum(record.serverBudget) <= record.duration + 1e-6);
  assert(flowLine(flowsOf(EXCHANGE)[0]!).length < 1024);
});

Deno.test("docs/conversations.md shows the record with all its fields, in their order", async () => {
  const document = await Deno.readTextFile(new URL("../../docs/conversations.md", import.meta.url));
  const shown = JSON.parse(/```json\n([^`]*)```/.exec(document)![1]!);
  const written = JSON.parse(flowLine(flowsOf(EXCHANGE)[0]!));
  assertEquals(Object.keys(shown), Object.keys(written));
  for (const [key, value] of Object.entries(shown)) {
    if (value !== null && written[key] !== null) assertEquals(typeof value, typeof written[key], key);
  }
});

Deno.test("flowLine() tells names and TLS, and cuts what others made too long", () => {
  const lines = flowsOfPackets(packetsOfCapture(makeApplications())).map((flow) => flowLine(flow));
  const records = lines.map((line) => JSON.parse(line));
  assertEquals(records.map(({ serverName, lookup }) => `${serverName} ${lookup}`), [
    "www.example.org 0.001000001",
    "null null",
    // Asked for by the client's other address.
    "six.example.org null",
    "img.example.org 0.001000001",
    "old.example.org 0.001000001",
    "img.example.org 0.001000001",
    "seen.example.org null",
    "null null",
    "img.example.org 0.001000001",
  ]);
  assertEquals(records[0].tls, {
    version: "TLS 1.2",
    cipher: "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    protocol: "h2",
    handshake: 0.003000003,
    alerts: ["server encrypted", "client encrypted"],
  });
  assertEquals(records[4].tls.alerts, ["client fatal unknown_ca"]);
  assertEquals(records[8].tls, null);
  assertEquals(lines.filter(({ length }) => length >= 1280), []);
});

Deno.test("connLogLine() has Zeek's fields, and ends with the packet that closed the second end", () => {
  const record = JSON.parse(connLogLine(flowsOf(EXCHANGE)[0]!));
  assertEquals(Object.keys(record), [
    "ts",
    "uid",
    "id.orig_h",
    "id.orig_p",
    "id.resp_h",
    "id.resp_p",
    "proto",
    "duration",
    "orig_bytes",
    "resp_bytes",
    "conn_state",
    "history",
    "orig_pkts",
    "orig_ip_bytes",
    "resp_pkts",
    "resp_ip_bytes",
    "community_id",
  ]);
  assertEquals([record.ts, record.conn_state, record.orig_bytes, record.resp_bytes], [1.001, "SF", 10, 20]);
  assert(Math.abs(record.duration - 0.072001) < 1e-9, String(record.duration));
  assertEquals(/^C[0-9A-Za-z]{17}$/.test(record.uid), true);
  assertEquals(record.uid, JSON.parse(connLogLine(flowsOf(EXCHANGE)[0]!)).uid);
});
