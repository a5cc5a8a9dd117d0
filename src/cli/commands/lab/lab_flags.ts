/** The flags of `tcplab lab`: one definition feeds the parser, the help, the completions and the README. */
import { type Language, LANGUAGES } from "../../../language/language.ts";
import { choice, decimal, integer, list, onOff, text, toggle, type ValuesOf } from "../../line/flag.ts";
import { FORMAT_NAMES } from "../../line/output_format_names.ts";

const OWN = "Your own programs";
const HOSTS = "Hosts";
const LINK = "Link";
const CHECKS = "Checks";

/** The link's flags are read as they were typed: for both directions, or with a slash for each. */
export const LAB_FLAGS = {
  server: text({ help: "Run this command on the server's host", placeholder: "COMMAND", group: OWN }),
  client: text({
    help: "Run this command on the client's host, where the names client and server are known",
    placeholder: "COMMAND",
    group: OWN,
  }),
  ready: decimal({
    help: "Start the client after this long (default: when the server listens)",
    unit: "s",
    minimum: 0,
    maximum: 3600,
    group: OWN,
  }),
  stdin: choice(["client", "server"], { help: "The program that reads this terminal, file or pipe", group: OWN }),
  ipv6: toggle({ help: "The hosts have IPv6 addresses too, and their names mean these", group: OWN }),
  list: toggle({ help: "Tell the scenarios in a table" }),
  check: toggle({ help: "Say what this machine can do" }),
  apparmor: toggle({ help: "Print an AppArmor profile that allows this program its hosts (Ubuntu 24.04)" }),
  schema: toggle({ help: "Print the JSON schema of scenario files" }),
  loopback: toggle({ help: "Play on 127.0.0.1 of this machine, without hosts and wire of our own" }),
  pcap: text({
    help: "Write what was on the wire (.pcap: classic, else pcapng; -: standard output)",
    placeholder: "FILE",
    group: "Output",
  }),
  pcapClient: text({
    help: "Write what the client's interface sent and got, with its own times",
    placeholder: "FILE",
    group: "Output",
  }),
  pcapServer: text({ help: "Write what the server's interface sent and got", placeholder: "FILE", group: "Output" }),
  checksums: toggle({
    help: "Fill in the checksums that hosts leave to their network card (--offload) in what is written",
    group: "Output",
  }),
  html: text({ help: "Write the whole run as a page for the browser", placeholder: "FILE", group: "Output" }),
  open: toggle({ help: "Open the page in the browser; without --html it is a temporary file", group: "Output" }),
  answers: onOff({
    help: "The page explains; without answers it is to hand out, with room to write",
    group: "Output",
    default: true,
  }),
  kernel: text({
    help: "Write what the hosts' kernels say of their connections as ndjson; - for standard output",
    placeholder: "FILE",
    group: "Output",
  }),
  format: choice(FORMAT_NAMES, {
    short: "f",
    help: "How the report is printed",
    placeholder: "FORMAT",
    default: "text",
    group: "Output",
  }),
  lang: choice(LANGUAGES, {
    variable: "TCPLAB_LANG",
    help: "Language of the explanations (default: as LANG says, else English)",
    group: "Output",
  }),
  quiet: toggle({
    help: "The report only: nothing while it happens, no suggestions, and on standard error nothing but errors",
    short: "q",
    group: "Output",
  }),
  expect: list({
    help: "Say whether the run is as a file or words say: 'finding loss; client exit 0'; exit code 1 where not",
    placeholder: "FILE|WORDS",
    group: CHECKS,
  }),
  json: toggle({ help: "Print what the run came to as one JSON object, in the place of the report", group: CHECKS }),
  repeat: integer({
    help: "Play it N times, each with another seed, and print a table",
    minimum: 1,
    maximum: 10_000,
    group: CHECKS,
  }),
  timeout: decimal({
    help: "End the scenario after this long",
    unit: "s",
    minimum: 0.1,
    maximum: 86_400,
    default: 120,
  }),
  delay: text({ help: "Time from one host to the other", placeholder: "MS[/MS]", group: LINK }),
  jitter: text({ help: "Up to this much more, by chance", placeholder: "MS[/MS]", group: LINK }),
  loss: text({
    help: "Share of packets that are lost, in percent: 2 or 2%",
    placeholder: "PERCENT[/PERCENT]",
    group: LINK,
  }),
  burstLoss: text({
    help: "Losses in bursts: a share and how many in a row (2%:5), or p=1%,r=20%,bad=100%,good=0%",
    placeholder: "BURSTS[/BURSTS]",
    group: LINK,
  }),
  reorder: text({
    help: "Share of packets that the next one overtakes",
    placeholder: "PERCENT[/PERCENT]",
    group: LINK,
  }),
  duplicate: list({
    help: "Share of packets that arrive twice (2%), or particular packets (server:data:1)",
    placeholder: "PERCENT|PACKET",
    group: LINK,
  }),
  corrupt: list({
    help: "Share of packets in which a bit is flipped, or particular packets",
    placeholder: "PERCENT|PACKET",
    group: LINK,
  }),
  drop: list({
    help: "Lose particular packets: client:4, server:data:3, client:syn:1-2",
    placeholder: "PACKET",
    group: LINK,
  }),
  set: list({
    help: "A kernel setting of one host or both: client:tcp_sack=0, net.core.wmem_max=65536",
    placeholder: "SETTING",
    group: HOSTS,
  }),
  congestion: list({
    help: "Congestion control of one host or both: reno, client:bbr",
    placeholder: "NAME",
    group: HOSTS,
  }),
  mss: list({
    help: "The largest segment that one host's SYN offers, or both hosts': 1200, client:536",
    placeholder: "BYTES",
    group: HOSTS,
  }),
  window: list({
    help: "The largest window that one host offers, or both: 64k, client:8000",
    placeholder: "BYTES",
    group: HOSTS,
  }),
  interfaces: choice(["tun", "veth"], {
    help: "How hosts get their interfaces (default: tun where /dev/net/tun is open to this user, else veth)",
    group: HOSTS,
  }),
  hold: list({
    help: "Let the next packet overtake a particular one, or more of them: server:data:3+2",
    placeholder: "PACKET",
    group: LINK,
  }),
  rate: text({ help: "Speed of the wire: 10mbit, or none", placeholder: "BITS/S[/BITS/S]", group: LINK }),
  queue: text({
    help: "What may wait for the wire: packets (100), bytes (64k) or unlimited (default: rate x round trip, at least " +
      "20 packets)",
    placeholder: "PACKETS|BYTES",
    group: LINK,
  }),
  queueKind: text({
    help: "Who is dropped: who finds it full (tail), or earlier (codel, red)",
    placeholder: "tail|codel|red",
    suggestions: ["tail", "codel", "red"],
    group: LINK,
  }),
  ecn: toggle({ help: "The queue marks packets instead of dropping them, and the hosts ask for it", group: LINK }),
  at: list({
    help: "Change the link in time: 2s:rate=1mbit,loss=2% or 4s:down=3s",
    placeholder: "TIME:CHANGE",
    group: LINK,
  }),
  box: list({
    help: "Put a box between the hosts, in order from client to server: nat, mss=1200, mtu=1400:silent, forget=30s:rst",
    placeholder: "BOX",
    group: LINK,
  }),
  mtu: integer({ help: "Largest IP packet", unit: "bytes", minimum: 576, maximum: 65_535, group: LINK }),
  offload: onOff({ help: "Hosts leave segmentation and checksums to their network card", group: LINK }),
  seed: integer({ help: "Where chance begins", minimum: 0, maximum: 2 ** 31, group: LINK }),
};

/** The values that `run` receives, and the language that the environment decides where no flag does. */
export type LabFlags = Omit<ValuesOf<typeof LAB_FLAGS>, "lang"> & { readonly lang: Language };

/** Those of the link. */
export type LinkFlags = Pick<
  LabFlags,
  | "delay"
  | "jitter"
  | "loss"
  | "burstLoss"
  | "reorder"
  | "rate"
  | "queue"
  | "queueKind"
  | "ecn"
  | "mtu"
  | "offload"
  | "drop"
  | "hold"
  | "duplicate"
  | "corrupt"
  | "at"
  | "box"
  | "seed"
>;
