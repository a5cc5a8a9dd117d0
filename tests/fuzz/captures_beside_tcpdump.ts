/**
 * Captures the same traffic with tcpdump and with our own filters in the kernel, once for each expression, in a network namespace of
 * its own; prints which packets each kept. Needs root, tcpdump and unshare.
 *
 *     deno run -A --unstable-net tests/fuzz/captures_beside_tcpdump.ts
 */
import { fromFileUrl } from "@std/path";
import { CaptureReader } from "../../src/capture-file/capture_reader.ts";
import { compileForKernel } from "../../src/capture-filter/compile/compile_filter.ts";
import { parseFilter } from "../../src/capture-filter/language/parse_filter.ts";
import { LiveCapture } from "../../src/linux/live_capture.ts";
import { until } from "../until.ts";

/** Expressions at a time: each has a ring of its own. */
const TOGETHER = 4;
const EXPRESSIONS = [
  "",
  "tcp",
  "udp",
  "icmp",
  "ip6",
  "not tcp",
  "host 10.0.2.4",
  "src host 10.0.2.4",
  "dst 10.0.2.15",
  "src and dst 127.0.0.1",
  "net 10.0.2.0/24",
  "net 127",
  "host ::1",
  "ip6 and port 80",
  "port 80",
  "port http or domain",
  "tcp dst port 443",
  "src port 8080",
  "portrange 80-500",
  "udp port 53",
  "tcp port (80 or 8080)",
  "tcp and not port 80",
  "tcp[tcpflags] & (tcp-syn|tcp-fin) != 0",
  "tcp[tcpflags] & tcp-rst != 0",
  "tcp[13] = 18",
  "tcp port 80 and (((ip[2:2] - ((ip[0]&0xf)<<2)) - ((tcp[12]&0xf0)>>2)) != 0)",
  "icmp[icmptype] = icmp-unreach",
  "len > 80",
  "less 70",
  "greater 66 and less 90",
  "ether[12:2] = 0x86dd",
  "outbound or inbound",
  "ip[8] = 64 and ip proto 6",
  "udp[4:2] > 12",
];

/** The traffic: connections with and without a listener, datagrams with and without one, over IPv4 and IPv6. */
async function talk(): Promise<void> {
  for (const hostname of ["127.0.0.1", "10.0.2.4", "10.0.2.15", "::1"]) {
    for (const port of [80, 443, 8080]) {
      using listener = Deno.listen({ hostname, port });
      const accepted = listener.accept();
      const client = await Deno.connect({ hostname, port });
      const server = await accepted;
      await client.write(new Uint8Array(port % 100));
      await server.read(new Uint8Array(200));
      client.close();
      while (await server.read(new Uint8Array(200)) !== null);
      server.close();
    }
    await Deno.connect({ hostname, port: 9 }).catch(() => {});
    const socket = Deno.listenDatagram({ hostname, port: 0, transport: "udp" });
    const known = Deno.listenDatagram({ hostname, port: 53, transport: "udp" });
    await socket.send(new Uint8Array(3), { hostname, port: 53, transport: "udp" });
    await socket.send(new Uint8Array(30), { hostname, port: 5353, transport: "udp" });
    await socket.send(new Uint8Array(30), { hostname, port: 5353, transport: "udp" }).catch(() => {});
    socket.close();
    known.close();
  }
}

/** The packets of a capture file, as text. */
function packetsIn(path: string): string[] {
  const reader = new CaptureReader();
  reader.push(Deno.readFileSync(path));
  const found: string[] = [];
  for (let record = reader.next(); record !== null; record = reader.next()) found.push(record.data.toHex());
  return found;
}

interface Comparison {
  readonly expression: string;
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

async function compare(expressions: readonly string[], folder: string): Promise<Comparison[]> {
  const running = await Promise.all(
    expressions.map((expression, index) => start(expression, `${folder}/${index}.pcap`)),
  );
  await talk();
  const results = [];
  for (const capture of running) results.push(await capture.stop());
  return results;
}

async function start(expression: string, path: string): Promise<{ stop(): Promise<Comparison> }> {
  const args = ["-i", "lo", "-U", "-s", "262144", "-w", path, "--", ...(expression === "" ? [] : [expression])];
  const process = new Deno.Command("tcpdump", { args, stderr: "piped" }).spawn();
  const reader = process.stderr.getReader();
  let said = "";
  while (!said.includes("listening on")) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`tcpdump: ${said}`);
    said += new TextDecoder().decode(value);
  }
  const capture = new LiveCapture({ device: "lo", filter: (view) => compileForKernel(parseFilter(expression), view) });
  const ours: string[] = [];
  return {
    async stop() {
      let quiet = 0;
      while (quiet < 3) {
        const before = ours.length;
        await capture.read(({ data }) => ours.push(data.toHex()) > 0);
        quiet = ours.length > before ? 0 : quiet + 1;
      }
      capture[Symbol.dispose]();
      await until("tcpdump has written", () => packetsIn(path).length >= ours.length).catch(() => {});
      process.kill("SIGINT");
      await reader.cancel();
      await process.status;
      return { expression, ours, theirs: packetsIn(path) };
    },
  };
}

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(line + "\n"));
}

async function inNamespace(): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    say("| expression | kept | tcpdump | |\n|---|---|---|---|");
    let different = 0;
    for (let at = 0; at < EXPRESSIONS.length; at += TOGETHER) {
      for (const { expression, ours, theirs } of await compare(EXPRESSIONS.slice(at, at + TOGETHER), folder)) {
        const same = ours.join() === theirs.join();
        if (!same) different++;
        say(`| \`${expression}\` | ${ours.length} | ${theirs.length} | ${same ? "same" : "DIFFERENT"} |`);
      }
    }
    say(`\n${EXPRESSIONS.length} expressions, ${different} kept different packets`);
    Deno.exitCode = different > 0 ? 1 : 0;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

if (Deno.args[0] === "inside") {
  await inNamespace();
} else {
  const self = [Deno.execPath(), "run", "-A", "--unstable-net", "--no-check", fromFileUrl(import.meta.url), "inside"];
  const addresses = "ip link set lo up && ip addr add 10.0.2.4/32 dev lo && ip addr add 10.0.2.15/32 dev lo";
  const args = ["--net", "sh", "-c", `${addresses} && exec "$@"`, "sh", ...self];
  Deno.exitCode =
    (await new Deno.Command("unshare", { args, stdout: "inherit", stderr: "inherit" }).spawn().status).code;
}
