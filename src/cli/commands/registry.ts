/**
 * Every command, in the order in which `tcplab --help` lists them. A command's file is loaded when the command, its help or
 * the completions are asked for.
 */
import { listed, type ListedCommand } from "../line/command.ts";

export const COMMANDS: readonly ListedCommand[] = [
  listed(
    { name: "echo", summary: "Run the server of a classic TCP experiment: it answers in upper case" },
    async () => (await import("./experiment/echo_command.ts")).echo,
  ),
  listed(
    { name: "client", summary: "Run the client of a classic TCP experiment" },
    async () => (await import("./experiment/client_command.ts")).client,
  ),
  listed(
    { name: "serve-http", summary: "Serve a folder of files over HTTP/1.1, on raw TCP" },
    async () => (await import("./serve_http/serve_http_command.ts")).serveHttp,
  ),
  listed(
    { name: "explain", summary: "Analyse a capture and explain every packet of it in words" },
    async () => (await import("./explain/explain_command.ts")).explain,
  ),
  listed(
    { name: "why", summary: "Say where the time of each conversation went, and what would help" },
    async () => (await import("./why/why_command.ts")).why,
  ),
  listed(
    { name: "pair", summary: "Compare two captures of the same traffic: losses, delays, changes, clocks" },
    async () => (await import("./pair/pair_command.ts")).pair,
  ),
  listed(
    { name: "view", summary: "Look at a capture of any size in the browser" },
    async () => (await import("./view/view_command.ts")).view,
  ),
  listed(
    { name: "lab", summary: "Play an experiment between two virtual hosts, and have every packet explained" },
    async () => (await import("./lab/lab_command.ts")).lab,
  ),
  listed(
    { name: "capture", summary: "Capture live traffic of this machine to a file, or explain it as it comes (Linux)" },
    async () => (await import("./capture/capture_command.ts")).capture,
  ),
  listed(
    { name: "lab-host", summary: "Be a virtual host of the lab", hidden: true },
    async () => (await import("./lab/lab_host_command.ts")).labHost,
  ),
  listed(
    { name: "completions", summary: "Print a completion script for bash, zsh, fish or PowerShell" },
    async () => (await import("./completions/completions_command.ts")).completions(() => COMMANDS),
  ),
  listed(
    { name: "man", summary: "Print manual pages" },
    async () => (await import("./man/man_command.ts")).man(() => COMMANDS),
  ),
];
