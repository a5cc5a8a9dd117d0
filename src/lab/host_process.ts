/**
 * A virtual host as the lab sees it: a child process in namespaces of its own.
 */
import { HostsUnavailable } from "./host/hosts_unavailable.ts";
import { Failure } from "../base/failure.ts";
import { Descriptor } from "../linux/calls/descriptor.ts";
import { receiveDescriptor, sendDescriptor, socketPair } from "../linux/descriptor_passing.ts";
import { within } from "../net/within.ts";
import type { InterfaceWay } from "./host/make_interface.ts";
import { type Command, decodeMessages, encodeMessage, type Report } from "./host/messages.ts";
import { explainUnshareFailure, unsharePath } from "./own/unshare.ts";
import { thisProgram } from "./this_program.ts";
import type { End } from "./wire/end.ts";

/** Name of the hidden command that runs a host. */
const HOST_COMMAND = "lab-host";

const STANDARD_INPUT = 0;
/** Time for a host to end by itself, ms. */
const FAREWELL = 3000;

/** What a host is made for. */
export interface HostKind {
  readonly end: End;
  readonly way: InterfaceWay;
  /** A program of the user's own runs on it: it gets process ids and mounts of its own. */
  readonly own: boolean;
}

export type HostSettings = Omit<Extract<Command, { do: "set-up" }>, "do" | "end" | "outside">;

/**
 * The words that make a host's namespaces. For veth pairs a first process stays in the network that holds the far ends.
 * Where there are process ids of its own, the host is the first of them, and the kernel ends the others with it.
 */
function namespaces({ way, own }: HostKind): string[] {
  const user = ["--user", "--map-root-user"];
  const following = ["--fork", "--kill-child=SIGKILL"];
  const programs = own ? ["--pid", "--mount", ...following] : [];
  if (way === "tun") return [...user, "--net", ...programs, "--"];
  return [...user, "--net", ...following, "--", unsharePath(), "--net", ...programs, "--"];
}

/** What the host process says goes here; a rejection of `ended` is the line for the user. */
export class HostProcess implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #link: Descriptor;
  readonly #input: WritableStreamDefaultWriter<Uint8Array>;
  readonly #ready = Promise.withResolvers<void>();
  readonly #complaints: Promise<string>;
  /** Rejects when the host fails or its process ends; never resolves. */
  readonly failed: Promise<never>;
  readonly end: End;
  /** Between this process and the host are others, which end when the host has ended. */
  readonly #nested: boolean;
  #disposed = false;

  private constructor(
    kind: HostKind & { readonly nested: boolean },
    { child, link, hear }: { child: Deno.ChildProcess; link: Descriptor; hear: (report: Report) => void },
  ) {
    this.end = kind.end;
    this.#nested = kind.nested;
    this.#child = child;
    this.#link = link;
    this.#input = child.stdin.getWriter();
    this.#complaints = readText(child.stderr);
    this.failed = this.#listen(hear);
    // Whoever waits for `failed` hears of it; if nobody does, the lab has ended already.
    this.failed.catch(() => {});
    this.#ready.promise.catch(() => {});
  }

  /** Starts a host; `hear` receives what it reports. Throws `Failure` where `unshare` cannot be run. */
  static start(kind: HostKind, hear: (report: Report) => void): HostProcess {
    const { ours, theirs } = socketPair();
    try {
      const nested = kind.way === "veth" || kind.own;
      const itself = [...thisProgram(), HOST_COMMAND, "--link-fd", String(theirs.fd), "--parent", String(Deno.pid)];
      const args = [...namespaces(kind), ...itself, ...(nested ? ["--nested"] : [])];
      const child = new Deno.Command(unsharePath(), { args, stdin: "piped", stdout: "piped", stderr: "piped" }).spawn();
      return new HostProcess({ ...kind, nested }, { child, link: ours, hear });
    } catch (error) {
      ours.close();
      if (!(error instanceof Deno.errors.NotFound)) throw error;
      throw new HostsUnavailable("The program unshare was not found on the PATH; install the package util-linux");
    } finally {
      theirs.close();
    }
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** Prepares the host; gives the device its packets are read from and written to, and a netlink socket to its kernel. */
  async setUp(settings: HostSettings): Promise<{ cable: Descriptor; kernel: Descriptor }> {
    this.tell({ do: "set-up", end: this.end, outside: this.pid, ...settings });
    await Promise.race([this.#ready.promise, this.failed]);
    const [cable, kernel] = [receiveDescriptor(this.#link), receiveDescriptor(this.#link)];
    if (cable === null || kernel === null) throw new Failure(`The ${this.end}'s host did not hand over its interface`);
    // The terminal, file or pipe itself goes to the program: what is read there, nobody has touched.
    if (settings.input) sendDescriptor(this.#link, new Descriptor(STANDARD_INPUT));
    return { cable, kernel };
  }

  /** Sends a command. A host that is gone is told of by `failed`. */
  tell(command: Command): void {
    this.#input.write(encodeMessage(command)).catch(() => {});
  }

  /** Ends the host's process; its namespaces, its interface and everything that runs in them go with it. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#link.close();
    const closed = this.#input.close().catch(() => {});
    // Behind others the host ends by itself, with all that it has started; only then do those before it end.
    if (this.#nested) await within(this.#child.status, { timeout: FAREWELL }).catch(() => {});
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // It has ended by itself.
    }
    await closed;
    await this.#child.status;
    await this.failed.catch(() => {});
  }

  async #listen(hear: (report: Report) => void): Promise<never> {
    for await (const report of decodeMessages<Report>(this.#child.stdout)) {
      if (report.say === "failed") throw failureOf(report);
      if (report.say === "ready") this.#ready.resolve();
      else if (!this.#disposed) hear(report);
    }
    const status = await this.#child.status;
    throw this.#disposed ? new Failure("ended") : explainEnd(this.end, status, await this.#complaints);
  }
}

/** What a host reports of its end as a failure of this process. */
function failureOf({ message, unavailable }: Extract<Report, { say: "failed" }>): Failure {
  return unavailable ? new HostsUnavailable(message) : new Failure(message);
}

function explainEnd(end: End, status: Deno.CommandStatus, complaints: string): Failure {
  const known = explainUnshareFailure(complaints);
  if (known !== null) return new HostsUnavailable(known);
  const how = status.signal !== null ? `was ended by ${status.signal}` : `ended with exit code ${status.code}`;
  const lines = complaints.trim().split("\n");
  const last = lines.find((line) => /^(error|tcplab):/.test(line)) ?? lines.at(-1) ?? "";
  return new Failure(`The ${end}'s host ${how} before the scenario was over${last === "" ? "" : `: ${last}`}`);
}

/** The end of what a process wrote: the last lines are those that tell what went wrong. */
async function readText(stream: ReadableStream<Uint8Array>): Promise<string> {
  let text = "";
  for await (const chunk of stream.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)) {
    text = (text + chunk).slice(-4000);
  }
  return text;
}
