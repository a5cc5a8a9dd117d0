import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { CaptureReader } from "../../../src/capture-file/capture_reader.ts";
import { PYTHON } from "../../experiment/python.ts";
import { CANNOT_PLAY, playing } from "../../lab/can_play.ts";
import { spawnTcplab } from "../tcplab.ts";

const CANNOT_TALK = CANNOT_PLAY || !PYTHON.available;

/** Programs that talk for ever; the client says when it has been answered three times. */
const SERVER = `python3 -c "
import socket
connection, _ = socket.create_server(('0.0.0.0', 5050)).accept()
while True: connection.sendall(connection.recv(100).upper())
"`;
const CLIENT = `python3 -c "
import socket, time
connection = socket.create_connection(('server', 5050))
for question in range(10 ** 6):
    connection.sendall(b'hello')
    connection.recv(100)
    if question == 3: open('answered', 'w').close()
    time.sleep(0.05)
"`;

/** Runs a lab of programs that never end, sends it `signals` once they have talked, and gives what was left in its folder. */
async function stopped(signals: readonly Deno.Signal[], ...options: string[]) {
  const folder = await Deno.makeTempDir();
  try {
    const args = ["lab", "--server", SERVER, "--client", `cd '${folder}' && ${CLIENT}`, ...options];
    const { process, outcome } = spawnTcplab([...args, "--pcap", join(folder, "wire.pcap")]);
    let ended = false;
    void process.status.then(() => ended = true);
    while (!ended && !await exists(join(folder, "answered"))) await pause(20);
    for (const signal of signals) process.kill(signal);
    const result = await outcome;
    const files = [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => name !== "answered");
    const capture = files.includes("wire.pcap") ? await Deno.readFile(join(folder, "wire.pcap")) : new Uint8Array();
    return { ...result, files, packets: countPackets(capture) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function exists(path: string): Promise<boolean> {
  return Deno.stat(path).then(() => true, () => false);
}

/** The packets of a capture that can be read; -1 of one that cannot. */
function countPackets(bytes: Uint8Array<ArrayBuffer>): number {
  const reader = new CaptureReader();
  reader.push(bytes);
  reader.end();
  let packets = 0;
  while (reader.next() !== null) packets++;
  return reader.problem === null ? packets : -1;
}

for (const { signal, code } of [{ signal: "SIGINT", code: 130 }, { signal: "SIGTERM", code: 143 }] as const) {
  Deno.test({
    name: playing(`tcplab lab tells what happened until ${signal}`) + PYTHON.whyNot,
    ignore: CANNOT_TALK,
    async fn() {
      const lab = await stopped([signal], "--format", "summary");
      assertEquals(lab.code, code, lab.err);
      assertEquals(lab.files, ["wire.pcap"]);
      assert(lab.packets > 8, `${lab.packets} packets`);
      assertStringIncludes(lab.err, "Stopped: what follows is what happened until then");
      assertStringIncludes(lab.out, `${lab.packets} packets`);
    },
  });
}

Deno.test({
  name: playing("tcplab lab writes the capture, and leaves the report out, when it is stopped twice") + PYTHON.whyNot,
  ignore: CANNOT_TALK,
  async fn() {
    const lab = await stopped(["SIGINT", "SIGTERM"], "--format", "ndjson");
    assertMatch(String(lab.code), /^(130|143)$/, lab.err);
    assertEquals(lab.files, ["wire.pcap"]);
    assert(lab.packets > 8, `${lab.packets} packets`);
    assertEquals(lab.out, "");
  },
});

Deno.test({
  name: playing("tcplab lab that is stopped does not wait for whoever may read its pipe") + PYTHON.whyNot,
  ignore: CANNOT_TALK || Deno.build.os === "windows",
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      const pipe = join(folder, "pipe");
      await new Deno.Command("mkfifo", { args: [pipe] }).output();
      const lab = await stopped(["SIGTERM"], "--pcap-client", pipe, "--json");
      assertEquals(lab.code, 143, lab.err);
      assert(lab.packets > 8, `${lab.packets} packets`);
      const { outcome, difference } = JSON.parse(lab.out);
      assertEquals({ outcome, difference }, {
        outcome: "interrupted",
        difference: "it was stopped before it was over",
      });
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
