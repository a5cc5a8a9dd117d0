/**
 * The two programs of a transfer: one asks with four bytes, the other answers with as many as the lesson needs.
 */
import type { Program } from "../host/program.ts";

/** The port that the sender listens on. */
export const TRANSFER_PORT = 5050;

/** Waits for a request of four bytes, sends `bytes` in one write, closes when the client has. */
export function sender(bytes: number): Program {
  return {
    program: "script",
    steps: [
      { do: "listen", port: TRANSFER_PORT },
      { do: "accept" },
      { do: "receive", bytes: 4 },
      { do: "send", bytes },
      { do: "receive", bytes: "end" },
      { do: "close" },
    ],
  };
}

/** Asks for `bytes`, reads them, closes. */
export function reader(bytes: number): Program {
  return {
    program: "script",
    steps: [
      { do: "connect", port: TRANSFER_PORT },
      { do: "send", text: "send" },
      { do: "receive", bytes },
      { do: "close" },
    ],
  };
}
