/**
 * What the lab needs of a machine, tried one after the other.
 */
import { Failure } from "../base/failure.ts";
import { assertKnownMachine, O_CLOEXEC, O_RDWR, SOCK_RAW } from "../linux/calls/constants.ts";
import { openDescriptor } from "../linux/calls/descriptor.ts";
import { SystemCallError } from "../linux/calls/errors.ts";
import { explainTunError } from "../linux/tun_error.ts";
import { openPacketSocket } from "../linux/packet_socket.ts";
import { TUN_PATH } from "../linux/tun.ts";
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
    { what: `virtual interfaces (${TUN_PATH})`, problem: await attempt(tryTun), needed: true },
    { what: "live capture (tcplab capture)", problem: await attempt(tryPacketSocket), needed: false },
  );
  return findings;
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

function tryTun(): void {
  try {
    openDescriptor(TUN_PATH, O_RDWR | O_CLOEXEC).close();
  } catch (error) {
    throw error instanceof SystemCallError ? new Failure(explainTunError(error)) : error;
  }
}

function tryPacketSocket(): void {
  openPacketSocket(SOCK_RAW).close();
}
