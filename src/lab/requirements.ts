/**
 * What the lab needs of a machine, tried one after the other.
 */
import { Failure } from "../base/failure.ts";
import { assertKnownMachine, SOCK_RAW } from "../linux/calls/constants.ts";
import { ADDRESSES } from "./addresses.ts";
import { chooseWay } from "./choose_way.ts";
import { HostProcess } from "./host_process.ts";
import { HostsUnavailable } from "./host/hosts_unavailable.ts";
import type { InterfaceWay } from "./host/make_interface.ts";
import { GOOD_LINK } from "./wire/link_options.ts";
import { openPacketSocket } from "../linux/packet_socket.ts";
import { TUN_PATH } from "../linux/devices/tun.ts";
import { libc } from "../linux/calls/libc.ts";
import { explainUnshareFailure, unsharePath } from "./own/unshare.ts";

export interface Finding {
  readonly what: string;
  /** Null where it is there; else what is missing and how to allow it. */
  readonly problem: string | null;
  /** Without it no scenario can be played between virtual hosts. */
  readonly needed: boolean;
}

/** Tries everything. What comes after a missing thing is tried all the same, as far as that can be. */
export async function inspectMachine(): Promise<Finding[]> {
  const machine = await attempt(() => assertKnownMachine());
  const findings: Finding[] = [{ what: "a Linux machine, x86-64 or arm64", problem: machine, needed: true }];
  if (machine !== null) return findings;
  findings.push(
    { what: "calls to the C library", problem: await attempt(() => void libc()), needed: true },
    { what: "user and network namespaces (unshare)", problem: await attempt(tryNamespaces), needed: true },
    await inspectInterfaces(),
    {
      what: "hosts for programs of one's own",
      problem: await attempt(() => tryHost(chooseWay().way, true)),
      needed: false,
    },
    { what: "live capture (tcplab capture)", problem: await attempt(tryPacketSocket), needed: false },
  );
  return findings;
}

/** Either way will do; which one will be taken, and why. */
async function inspectInterfaces(): Promise<Finding> {
  const { way, because } = chooseWay();
  if (way === "tun") return { what: `virtual interfaces: TUN devices (${TUN_PATH})`, problem: null, needed: true };
  const problem = await attempt(() => tryHost("veth", false));
  const what = "virtual interfaces: veth pairs and packet sockets";
  if (problem === null) return { what: `${what}, for there is ${lowered(because ?? "")}`, problem, needed: true };
  return { what: "virtual interfaces", problem: `${problem}; nor TUN devices: ${because}`, needed: true };
}

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Makes a host as a scenario does, and lets it go. */
async function tryHost(way: InterfaceWay, own: boolean): Promise<void> {
  await using host = HostProcess.start({ end: "client", way, own }, () => {});
  const { cable, kernel } = await host.setUp({
    address: ADDRESSES.client,
    ipv6: null,
    way,
    mtu: GOOD_LINK.mtu,
    offload: false,
    limits: null,
    peers: [],
    settings: {},
    steady: false,
    rehearsal: own ? null : "echo",
    names: own ? { hosts: ADDRESSES, hostname: Deno.hostname() } : null,
    input: false,
  });
  cable.close();
  kernel[Symbol.dispose]();
}

async function attempt(trial: () => void | Promise<void>): Promise<string | null> {
  try {
    await trial();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function tryNamespaces(): Promise<void> {
  const args = ["--user", "--map-root-user", "--net", "--", "true"];
  let output: Deno.CommandOutput;
  try {
    output = await new Deno.Command(unsharePath(), { args, stdout: "null", stderr: "piped" }).output();
  } catch {
    throw new Failure("the program unshare was not found on the PATH; install the package util-linux");
  }
  if (output.success) return;
  const complaints = new TextDecoder().decode(output.stderr);
  throw new Failure(explainUnshareFailure(complaints) ?? complaints.trim());
}

function tryPacketSocket(): void {
  openPacketSocket(SOCK_RAW).close();
}

/** What somebody can do on a machine that can have no virtual hosts. Pure. */
export function wayWithoutHosts(os: string): string {
  const elsewhere = os === "windows" ? "in WSL 2 the lab runs" : "in a virtual machine with Linux the lab runs";
  return `${elsewhere}; here explain, why, pair and view read captures, and echo and client play the experiments`;
}

/** Throws `Failure` where virtual hosts cannot be had, with the way that is left. */
export function assertHostsPossible({ os, arch }: { os: string; arch: string } = Deno.build): void {
  try {
    assertKnownMachine({ os, arch });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new HostsUnavailable(
      `Virtual hosts cannot be made here: ${error.message}; ${wayWithoutHosts(os)}`,
    );
  }
}
