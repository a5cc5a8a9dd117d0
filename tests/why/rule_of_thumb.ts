/**
 * What is guessed without a tool such as this one: over 1 % sent again, so losses; a window of nothing, so the receiver; else whoever
 * sends after the longest pause.
 */
import type { Cause, End } from "../../src/diagnosis/terms/cause.ts";
import { ACK, RST, SYN } from "../../src/packet/packet.ts";
import type { SeenPacket } from "./seen.ts";

const LOSSY = 0.01;

export function ruleOfThumb(capture: readonly SeenPacket[]): { cause: Cause; end: End } {
  const high = [0, 0];
  let [data, again, pause] = [0, 0, 0];
  let slow: End = null;
  let closed: End = null;
  capture.forEach((packet, index) => {
    const side = packet.fromClient ? 0 : 1;
    const end = packet.fromClient ? "client" : "server";
    if (packet.data > 0) {
      data++;
      if (packet.end <= high[side]!) again++;
      high[side] = Math.max(high[side]!, packet.end);
    }
    if (packet.flags & ACK && !(packet.flags & (RST | SYN)) && packet.window === 0) closed ??= end;
    const before = capture[index - 1];
    if (before === undefined || packet.at - before.at <= pause) return;
    pause = packet.at - before.at;
    slow = end;
  });
  if (data > 0 && again / data > LOSSY) return { cause: "fast-recovery", end: null };
  if (closed !== null) return { cause: "receive-window", end: closed };
  if (pause > 50e6) return { cause: slow === "client" ? "client-application" : "server-application", end: slow };
  return { cause: "bandwidth", end: null };
}
