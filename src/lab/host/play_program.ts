/**
 * Runs a program of a scenario on this host.
 */
import { runEchoClient } from "../../experiment/echo_client.ts";
import { runEchoServer } from "../../experiment/echo_server.ts";
import { ECHO_PRESETS } from "../../experiment/preset.ts";
import { type EchoRole, transcriptLine } from "../../experiment/transcript.ts";
import type { EchoListener } from "../../experiment/echo_event.ts";
import { pause } from "../../net/within.ts";
import { browse } from "./browser.ts";
import { playHttpServer } from "./play_http.ts";
import type { HostVoice } from "./host_voice.ts";
import type { BuiltInProgram, EchoProgram } from "./program.ts";
import { playScript } from "./script.ts";

/** Plays a program of tcplab's own to its end; `peer` is the other host's address. Socket errors are lines, not rejections. */
export async function playProgram(program: BuiltInProgram, peer: string, voice: HostVoice): Promise<void> {
  switch (program.program) {
    case "echo-server":
    case "echo-client":
      return await playEcho(program, peer, voice);
    case "script":
      return await playScript(program.steps, peer, voice);
    case "http-server":
      return await playHttpServer(program.port, voice);
    case "browser":
      return await browse({ ...program, host: peer }, voice);
  }
}

async function playEcho(echo: EchoProgram, peer: string, voice: HostVoice): Promise<void> {
  const { program, variant, thinks = [] } = echo;
  const preset = ECHO_PRESETS[variant];
  const role: EchoRole = program === "echo-server" ? "server" : "client";
  let received = 0;
  // The programs wait for what their listener gives: a pause here is a program that takes its time.
  const onEvent: EchoListener = (event) => {
    if (event.type === "listening") voice.listening();
    const line = transcriptLine(event, role, preset.words);
    if (line !== undefined) voice.line(line);
    if (event.type !== "received") return;
    const pauseFor = thinks[Math.min(received++, thinks.length - 1)] ?? 0;
    if (pauseFor > 0) return pause(pauseFor);
  };
  if (role === "server") {
    await runEchoServer({ ...preset.server, host: "0.0.0.0", port: preset.port, count: 1, onEvent });
  } else {
    await runEchoClient({ ...preset.client, host: peer, port: preset.port, onEvent });
  }
}
