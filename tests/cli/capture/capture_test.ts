import { assert, assertEquals } from "@std/assert";
import { otherWay } from "../../../src/cli/commands/capture/open_capture.ts";
import { inspectMachine } from "../../../src/lab/requirements.ts";
import { findUser } from "../../../src/linux/identity.ts";
import { until } from "../../until.ts";
import { inFolder } from "../in_folder.ts";
import { recordsIn } from "./records_of.ts";
import { spawnTcplab, tcplab } from "../tcplab.ts";

const problem = (await inspectMachine()).find(({ what }) => what.startsWith("live capture"))?.problem;
const ignore = problem !== null;
const capturing = (name: string) => ignore ? `${name} (skipped: ${problem ?? "live capture needs Linux"})` : name;

/** One echo over loopback: handshake, a byte each way, FINs. Gives the port. */
async function talk(listener: Deno.TcpListener): Promise<void> {
  const [client, server] = await Promise.all([Deno.connect({ port: listener.addr.port }), listener.accept()]);
  const buffer = new Uint8Array(8);
  await client.write(Uint8Array.of(65));
  await server.read(buffer);
  await server.write(Uint8Array.of(66));
  await client.read(buffer);
  client.close();
  while (await server.read(buffer) !== null);
  server.close();
}

Deno.test("tcplab capture refuses in one line", async (t) => {
  const cases = [
    { args: ["--host", "nobody"], code: 2, says: "Option --host takes an IPv4 or IPv6 address: found nobody" },
    { args: ["--port", "0"], code: 2, says: "--port" },
    { args: ["-w", ""], code: 2, says: 'Option --write needs a value: found ""' },
    { args: ["-w", "x.pcapng", "--explain"], code: 2, says: "do not go together" },
    { args: ["-w", "x.pcapng", "--format", "ndjson"], code: 2, says: "do not go together" },
    { args: ["-r", "x.pcapng", "--processes"], code: 2, says: "needs a live capture" },
    { args: ["--promiscuous"], code: 2, says: "--promiscuous needs one interface: -i NAME" },
    { args: ["-W", "3", "-w", "x.pcapng"], code: 2, says: "needs --file-size or --rotate-seconds" },
    { args: ["-C", "1"], code: 2, says: "need a file: --write FILE" },
    { args: ["-C", "big", "-w", "x"], code: 2, says: "takes millions of bytes, or a size such as 500k: found big" },
    { args: ["tcp", "prot", "80"], code: 2, says: 'Cannot read the filter: column 5: expected "and", "or" or the end' },
    { args: ["-r", "none.pcap", "udp"], code: 1, says: "Cannot read none.pcap" },
    ...(ignore ? [] : [
      { args: ["-i", "none0"], code: 1, says: "There is no interface none0; there are:" },
      {
        args: ["-w", "/no/such/folder/x.pcapng"],
        code: 1,
        says: "Cannot write /no/such/folder/x.pcapng: the folder does not exist; make it first\n",
      },
    ]),
  ];
  for (const { args, code, says } of cases) {
    await t.step(args.join(" "), async () => {
      const outcome = await tcplab(["capture", ...args]);
      assertEquals(outcome.code, code, outcome.err);
      assert(outcome.err.includes(says), outcome.err);
      assertEquals(outcome.err.trim().split("\n").length, 1, outcome.err);
    });
  }
});

Deno.test("otherWay() is the same capture with tcpdump", () => {
  const flags = { interface: "eth0", port: 80, host: "10.0.2.4", write: undefined, count: 5 };
  assertEquals(
    otherWay({ ...flags, host: undefined, port: undefined }, "tcp or arp", "linux"),
    "capture with: sudo tcpdump -i eth0 -c 5 -w capture.pcap 'tcp or arp', then: tcplab explain capture.pcap",
  );
  assertEquals(
    otherWay(flags, "", "linux"),
    "capture with: sudo tcpdump -i eth0 -c 5 -w capture.pcap 'host 10.0.2.4 and port 80', then: tcplab explain capture.pcap",
  );
});

for (const device of ["lo", "any"]) {
  Deno.test({
    name: capturing(`tcplab capture -i ${device} keeps every packet of a connection, once`),
    ignore,
    async fn() {
      using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
      const folder = await Deno.makeTempDir();
      try {
        const path = `${folder}/kept.pcapng`;
        const port = String(listener.addr.port);
        const capture = spawnTcplab([
          "capture",
          "-i",
          device,
          "--port",
          port,
          "-w",
          path,
          "--count",
          "10",
          "--duration",
          "20",
        ]);
        capture.port.catch(() => {});
        // It says that it captures before it does not miss anything any more: the talk is repeated until it is full.
        let ended = false;
        const outcome = capture.outcome.finally(() => ended = true);
        while (!ended) await talk(listener);
        const { code, err } = await outcome;
        assertEquals(code, 0, err);
        assert(err.includes("10 packets captured, none dropped"), err);
        const { out } = await tcplab(["explain", path, "--format", "ndjson"]);
        const packets = out.trim().split("\n").map((line) => JSON.parse(line));
        assertEquals(packets.length, 10);
        assertEquals(packets[0].linkType, device === "any" ? 276 : 1);
        assert(packets.every(({ tcp }) => [tcp.srcPort, tcp.dstPort].includes(listener.addr.port)));
        assert(packets.every(({ analysis }) => !analysis.includes("retransmission")), "every packet came once");
        assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["kept.pcapng"]);
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}

Deno.test({
  name: capturing("tcplab capture --explain explains packets as they come"),
  ignore,
  async fn() {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const args = [
      "capture",
      "-i",
      "lo",
      "--port",
      String(listener.addr.port),
      "--explain",
      "--count",
      "12",
      "--duration",
      "20",
    ];
    const capture = spawnTcplab(args);
    let ended = false;
    const outcome = capture.outcome.finally(() => ended = true);
    while (!ended) await talk(listener);
    const { code, out, err } = await outcome;
    assertEquals(code, 0, err);
    assert(out.includes("SYN: asks for a connection"), out);
  },
});

Deno.test({
  name: capturing("tcplab capture ends by Ctrl-C with exit code 0 and a whole file, which could be read before"),
  ignore,
  async fn() {
    await inFolder(async (folder) => {
      await Deno.chmod(folder, 0o777);
      using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
      const path = `${folder}/kept.pcapng`;
      const asNobody = Deno.uid() === 0 ? ["-Z", "nobody"] : [];
      const args = ["-i", "lo", "-w", path, ...asNobody, "--processes", `tcp port ${listener.addr.port}`];
      const capture = spawnTcplab(["capture", ...args]);
      await until("the file has packets while it grows", async () => {
        await talk(listener);
        return (await Deno.stat(path).catch(() => null))?.isFile === true && recordsIn(path).records.length >= 10;
      });
      capture.process.kill("SIGINT");
      const { code, err } = await capture.outcome;
      assertEquals(code, 0, err);
      assert(err.includes("packets captured, none dropped"), err);
      assertEquals(recordsIn(path).problem, null);
      if (asNobody.length === 0) return;
      assert(err.includes("as nobody; Ctrl-C ends it"), err);
      const nobody = findUser(await Deno.readTextFile("/etc/passwd"), "nobody");
      assertEquals((await Deno.stat(path)).uid, nobody?.uid, "the file is that user's");
    });
  },
});

Deno.test({
  name: capturing("tcplab capture --processes names this process at both ends"),
  ignore,
  async fn() {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const args = ["-i", "lo", "-Z", "root", "--processes", "--format", "ndjson", "-c", "40", "tcp", "port"];
    const capture = spawnTcplab(["capture", ...args, String(listener.addr.port)]);
    let ended = false;
    const outcome = capture.outcome.finally(() => ended = true);
    // A process that has ended, or whose socket is closed, can be found no more: the connection stays open.
    const [client, server] = await Promise.all([Deno.connect({ port: listener.addr.port }), listener.accept()]);
    while (!ended) {
      await client.write(Uint8Array.of(65));
      await server.read(new Uint8Array(8));
    }
    client.close();
    server.close();
    const { out, err } = await outcome;
    const packets = out.trim().split("\n").map((line) => JSON.parse(line));
    const named = packets.filter(({ processes }) => processes.from?.pid === Deno.pid && processes.to?.pid === Deno.pid);
    assert(named.length > 0, err);
  },
});
