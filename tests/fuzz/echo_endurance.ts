/**
 * Long runs of the echo server, in a process of its own, measured from outside:
 *
 *     deno run -A tests/fuzz/echo_endurance.ts [RESETS] [CLIENTS] [SECONDS]
 *
 * 1. RESETS clients (1000) that leave v3's answer unread, one after the other; then a good client.
 * 2. CLIENTS clients (500) at once with `--concurrent`, every byte compared.
 * 3. 50 clients that never read an endless answer, for SECONDS (10), while the server's memory is read every second and
 *    other clients are served.
 */
import { upperCase } from "../../src/experiment/upper_case.ts";
import { ECHO_PRESETS } from "../../src/experiment/preset.ts";
import { kernelClose } from "../../src/net/kernel_close.ts";
import { startTcplab } from "../cli/tcplab.ts";
import { bytesOf, playClient, readExactly } from "../experiment/echo_fixture.ts";

const [resets = 1000, clients = 500, seconds = 10] = Deno.args.map(Number);

async function print(line: string): Promise<void> {
  await Deno.stdout.write(bytesOf(`${line}\n`));
}

function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

function connect(port: number): Promise<Deno.TcpConn> {
  return Deno.connect({ hostname: "127.0.0.1", port });
}

/** Resident memory of a process in KiB (Linux). */
async function residentMemory(pid: number): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]);
}

/** Sends `message` and compares what comes back, repeated `repeat` times. */
async function exchange(port: number, message: Uint8Array, repeat: number): Promise<void> {
  const conn = await connect(port);
  await conn.write(message);
  const unit = upperCase(message);
  for (let copy = 0; copy < repeat; copy++) {
    const answer = await readExactly(conn, unit.length);
    check(answer.length === unit.length && answer.every((byte, index) => byte === unit[index]), "a byte differs");
  }
  await kernelClose(conn);
}

async function resetting(): Promise<void> {
  const { process, port, outcome } = await startTcplab(["echo", "--variant", "v3", "--port", "0"]);
  const began = performance.now();
  for (let index = 0; index < resets; index++) {
    const { result } = await playClient(port, ECHO_PRESETS.v3.client);
    check(result.outcome === "done", `client ${index}: ${JSON.stringify(result)}`);
  }
  const took = (performance.now() - began) / 1000;
  await exchange(port, bytesOf("Still there?"), 1000);
  process.kill("SIGINT");
  const { code, out } = await outcome;
  const lines = out.split("\n").filter((line) => line.startsWith("ConnectionResetError: [Errno 104]"));
  await print(
    `${resets} resetting clients in ${took.toFixed(1)} s, ${lines.length} resets reported; ` +
      `then a good client got its 12000 bytes; exit code ${code}`,
  );
}

async function crowd(): Promise<void> {
  const args = ["echo", "--port", "0", "--concurrent", "--repeat", "20"];
  const { process, port, outcome } = await startTcplab(args);
  const conns = await Promise.all(Array.from({ length: clients }, () => connect(port)));
  let bytes = 0;
  await Promise.all(conns.map(async (conn, index) => {
    for (let round = 0; round < 5; round++) {
      const message = crypto.getRandomValues(new Uint8Array(1 + (index * 31 + round * 97) % 1024));
      await conn.write(message);
      const answer = await readExactly(conn, message.length * 20);
      const unit = upperCase(message);
      check(answer.length === unit.length * 20, `client ${index}: ${answer.length} bytes`);
      check(answer.every((byte, at) => byte === unit[at % unit.length]), `client ${index}: a byte differs`);
      bytes += answer.length;
    }
  }));
  for (const conn of conns) await kernelClose(conn);
  process.kill("SIGINT");
  await print(`${clients} clients at once: ${bytes} bytes, each one right; exit code ${(await outcome).code}`);
}

async function deaf(): Promise<void> {
  const args = ["echo", "--port", "0", "--concurrent", "--repeat", "1000000000"];
  const { process, port, outcome } = await startTcplab(args);
  const conns = await Promise.all(Array.from({ length: 50 }, () => connect(port)));
  for (const conn of conns) await conn.write(bytesOf("never read"));
  const readings: number[] = [];
  for (let second = 0; second < seconds; second++) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await exchange(port, bytesOf(`${second}`), 10_000);
    readings.push(await residentMemory(process.pid));
  }
  process.kill("SIGINT");
  const { code } = await outcome;
  for (const conn of conns) conn.close();
  await print(
    `50 clients that never read: the server's memory each second, KiB: ${readings.join(" ")}; exit code ${code}`,
  );
}

await resetting();
await crowd();
await deaf();
