/** Every command, in the order in which `tcplab --help` lists them. */
import type { Command } from "../command.ts";

export const COMMANDS: readonly Command[] = [];
