/**
 * How hosts get their interfaces on this machine: by TUN devices where users may open them, else by veth pairs, which
 * need nothing but the namespaces.
 */
import { O_CLOEXEC, O_RDWR } from "../linux/calls/constants.ts";
import { openDescriptor } from "../linux/calls/descriptor.ts";
import { SystemCallError } from "../linux/calls/errors.ts";
import { TUN_PATH } from "../linux/devices/tun.ts";
import { explainTunError } from "../linux/devices/tun_error.ts";
import type { InterfaceWay } from "./host/make_interface.ts";

export interface ChosenWay {
  readonly way: InterfaceWay;
  /** Why it is not a TUN device; null where it is one. */
  readonly because: string | null;
}

/** The way that this machine allows. */
export function chooseWay(): ChosenWay {
  try {
    openDescriptor(TUN_PATH, O_RDWR | O_CLOEXEC).close();
    return { way: "tun", because: null };
  } catch (error) {
    if (!(error instanceof SystemCallError)) throw error;
    return { way: "veth", because: explainTunError(error) };
  }
}
