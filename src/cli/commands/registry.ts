/**
 * Every command, in the order in which `tcplab --help` lists them. Command files are light: they import the rooms
 * below inside `run`.
 */
import type { Command } from "../command.ts";
import { completions } from "./completions.ts";

export const COMMANDS: readonly Command[] = [
  completions(() => COMMANDS),
];
