/**
 * Every command, in the order in which `tcplab --help` lists them. Command files are light: they import the rooms
 * below inside `run`.
 */
import type { Command } from "../line/command.ts";
import { capture } from "./capture/capture_command.ts";
import { client } from "./experiment/client_command.ts";
import { completions } from "./completions/completions_command.ts";
import { echo } from "./experiment/echo_command.ts";
import { explain } from "./explain/explain_command.ts";
import { lab } from "./lab/lab_command.ts";
import { labHost } from "./lab/lab_host_command.ts";
import { pair } from "./pair/pair_command.ts";
import { why } from "./why/why_command.ts";
import { serveHttp } from "./serve_http/serve_http_command.ts";

export const COMMANDS: readonly Command[] = [
  echo,
  client,
  serveHttp,
  explain,
  why,
  pair,
  lab,
  capture,
  labHost,
  completions(() => COMMANDS),
];
