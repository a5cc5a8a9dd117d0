/**
 * How a view of a large capture feels, in figures: times of each step of a reader, memory of server and page.
 *
 *     deno task view:million [PACKETS] [FOLDER FOR PICTURES] [TCPLAB]
 *
 * The capture is made for it (tests/view/troubled_capture.ts) and removed afterwards. TCPLAB is the program to measure, `deno run -A
 * main.ts` if not said. Prints the processors' load as well: on a machine that does much else every time is longer.
 */
import { Browser } from "../browser/cdp.ts";
import { lookThrough } from "./look_through.ts";
import { writeTroubledCapture } from "./troubled_capture.ts";

const [packets = "1000000", pictures, tcplab = `${Deno.execPath()} run -A --no-check main.ts`] = Deno.args;
const CONVERSATIONS = 548;

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

function started(args: readonly string[]): Deno.ChildProcess {
  const [program = "", ...rest] = tcplab.split(" ");
  return new Deno.Command(program, { args: [...rest, ...args], stdout: "piped", stderr: "null" }).spawn();
}

async function summaryTime(capture: string): Promise<number> {
  const began = performance.now();
  await started(["explain", capture, "--format", "summary"]).output();
  return performance.now() - began;
}

/** The address, once the view says it. */
async function addressOf(process: Deno.ChildProcess): Promise<string> {
  const { value } = await process.stdout.pipeThrough(new TextDecoderStream()).getReader().read();
  return (value ?? "").trim();
}

/** Resident megabytes now and at most, as Linux counts them. */
function memoryOf(pid: number): string {
  const status = Deno.readTextFileSync(`/proc/${pid}/status`);
  const megabytes = (name: string): number =>
    Math.round(Number(new RegExp(`${name}:\\s*(\\d+)`).exec(status)?.[1]) / 1024);
  return `${megabytes("VmRSS")} MB now, ${megabytes("VmHWM")} MB at most`;
}

if (pictures !== undefined) await Deno.mkdir(pictures, { recursive: true });
const folder = await Deno.makeTempDir();
const capture = `${folder}/troubled.pcap`;
try {
  const made = writeTroubledCapture(capture, Number(packets), CONVERSATIONS);
  say(`${made.packets} packets, ${CONVERSATIONS} conversations; load ${Deno.loadavg()[0]!.toFixed(1)}`);
  const summaries = [await summaryTime(capture), await summaryTime(capture)];
  const began = performance.now();
  const process = started(["view", capture, "--stay"]);
  const root = await addressOf(process);
  say(
    `explain --format summary ${Math.round(Math.min(...summaries))} ms; view until its address ${
      Math.round(performance.now() - began)
    } ms`,
  );
  say(`server ${memoryOf(process.pid)}`);
  await using browser = await Browser.start();
  let picture = 0;
  const worst = [made.closed, made.lossy];
  const steps = await lookThrough(browser, root, { worst, far: Math.floor(made.packets * 0.9) }, async (name, page) => {
    if (pictures === undefined) return;
    await page.screenshot(`${pictures}/${String(++picture).padStart(2, "0")}-${name.replaceAll(/[^a-z]+/g, "-")}.png`);
  });
  for (const { name, milliseconds } of steps) say(`${String(milliseconds).padStart(6)} ms  ${name}`);
  say(`server ${memoryOf(process.pid)}; load ${Deno.loadavg()[0]!.toFixed(1)}`);
  process.kill("SIGINT");
  await process.status;
} finally {
  await Deno.remove(folder, { recursive: true });
}
