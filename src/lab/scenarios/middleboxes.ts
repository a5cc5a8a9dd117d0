/**
 * What boxes in the middle do to connections.
 */
import { parseBox } from "../boxes/parse_box.ts";
import type { Program } from "../host/program.ts";
import type { Scenario } from "./scenario.ts";

const PORT = 5050;

/** Takes `bytes`, answers, and closes when the client has. */
function sink(bytes: number): Program {
  return {
    program: "script",
    steps: [
      { do: "listen", port: PORT },
      { do: "accept" },
      { do: "receive", bytes },
      { do: "send", text: "ok" },
      { do: "receive", bytes: "end" },
      { do: "close" },
    ],
  };
}

/** Sends `bytes` in one write, waits for the answer, and closes. */
function source(bytes: number): Program {
  return {
    program: "script",
    steps: [
      { do: "connect", port: PORT },
      { do: "send", bytes },
      { do: "receive", bytes: 2 },
      { do: "close" },
    ],
  };
}

const pathMtu: Scenario = {
  name: "path-mtu",
  title: "Path MTU discovery: a narrower link further on, and a router that says so",
  teaches:
    "The ends agreed on segments that fit their own links. A router further on has a link of 1000 bytes, and packets " +
    "must not be cut on the way (DF). It throws them away and tells the sender how large they may be: ICMP, fragmentation " +
    "needed (RFC 1191). The client's kernel believes it, and sends the same bytes again in segments of 948.",
  server: sink(4000),
  client: source(4000),
  link: { delay: 5, boxes: [parseBox("mtu=1000")] },
  expect: [`
    C SYN
    S SYN,ACK
    C ACK
    C 1448 blocked x2
    ...
    C 948
    ...
    S 2
    ...
    C FIN,ACK
    ...
  `],
  codes: ["resent-smaller"],
  next: [
    { line: "tcplab lab black-hole", why: "the same link behind a router that says nothing" },
    { line: "tcplab lab path-mtu --box mss=900", why: "a box that has the ends agree on less" },
  ],
};

const blackHole: Scenario = {
  name: "black-hole",
  title: "A black hole: large packets vanish without a word, small ones pass",
  teaches:
    "The router that cannot pass large packets on does not say so, or a firewall eats its message. The handshake is " +
    "small and works; the first full segments vanish, and every retransmission with them. Only because this kernel has " +
    "been told to suspect that (tcp_mtu_probing, RFC 4821) does it try segments of 900 after some timeouts.",
  server: sink(4000),
  client: source(4000),
  link: { delay: 5, boxes: [parseBox("mtu=1000:silent")] },
  settings: { client: { "ipv4/tcp_mtu_probing": "1", "ipv4/tcp_base_mss": "900" } },
  expect: [`
    C SYN
    S SYN,ACK
    C ACK
    C 1448 blocked x2
    ...
    C 1448 blocked
    ...
    C 900
    ...
    S 2
    ...
    C FIN,ACK
    ...
  `],
  verdicts: ["retransmission"],
  codes: ["retransmission-timeout"],
  next: [
    { line: "tcplab lab path-mtu", why: "a router that says what is wrong" },
    { line: "tcplab lab black-hole --box mss=900", why: "what operators do about it: clamp the segment size" },
  ],
};

const idleFirewall: Scenario = {
  name: "idle-firewall",
  title: "A firewall forgets an idle connection, and resets what comes later",
  teaches:
    "A firewall remembers every connection, and forgets those that are silent for long: this one after 1 second, real " +
    "ones after minutes or hours. Neither end hears of it. The next packet belongs to nothing that the firewall knows: " +
    "it does not pass, and a reset comes back in the server's name, which the server never sent.",
  server: {
    program: "script",
    steps: [
      { do: "listen", port: PORT },
      { do: "accept" },
      { do: "receive", bytes: 5 },
      { do: "wait", ms: 2500 },
      { do: "close" },
    ],
  },
  client: {
    program: "script",
    steps: [
      { do: "connect", port: PORT },
      { do: "send", text: "Hello" },
      { do: "wait", ms: 1500 },
      { do: "send", text: "World" },
      { do: "receive", bytes: "end" },
      { do: "close" },
    ],
  },
  link: { delay: 5, boxes: [parseBox("forget=1s:rst")] },
  expect: [`
    C SYN
    S SYN,ACK
    C ACK
    C 5
    S ACK
    C 5 blocked after 1s
    S RST injected
    S FIN,ACK blocked
    C RST injected
  `],
  next: [
    {
      line: "tcplab lab keep-alive --box forget=2s",
      why: "probes that come often enough keep the firewall's memory fresh",
    },
    { line: "tcplab lab keep-alive --box forget=800ms", why: "a firewall that says nothing" },
  ],
};

const nat: Scenario = {
  name: "nat",
  title: "NAT: the server sees another address and another port than the client has",
  teaches:
    "Behind a home router many hosts share one address. The router writes its own address and a port of its choice into " +
    "what the client sends, remembers both, and writes the client's back into what returns. TCP does not notice: numbers " +
    "and data stay. Compare the port in the server's line with that of the packets, which were seen on the client's side.",
  server: { program: "echo-server", variant: "v1" },
  client: { program: "echo-client", variant: "v1" },
  link: { delay: 5, boxes: [parseBox("nat")] },
  steady: true,
  expect: [`
    C SYN
    S SYN,ACK
    C ACK
    C 13
    S ACK
    S 13
    C ACK
    C FIN,ACK
    S FIN,ACK
    C ACK
  `],
  next: [
    {
      line: "tcplab lab nat --pcap-client client.pcapng --pcap-server server.pcapng",
      why: "the same packets on both sides",
    },
    { line: "tcplab lab nat --box forget=30s:rst", why: "a firewall behind it" },
  ],
};

export const MIDDLEBOX_SCENARIOS: readonly Scenario[] = [pathMtu, blackHole, idleFirewall, nat];
