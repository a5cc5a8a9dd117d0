/**
 * Every command, in the order in which `tcplab --help` lists them. Command files are light: they import the rooms
 * below inside `run`.
 */
import type { Command } from "../command.ts";
import { capture } from "./capture.ts";
import { client } from "./client.ts";
import { completions } from "./completions.ts";
import { echo } from "./echo.ts";
import { explain } from "./explain.ts";
import { lab } from "./lab.ts";
import { labHost } from "./lab_host.ts";
import { serveHttp } from "./serve_http.ts";

export const COMMANDS: readonly Command[] = [
  echo,
  client,
  serveHttp,
  explain,
  lab,
  capture,
  labHost,
  completions(() => COMMANDS),
];
