/**
 * Events as the lines the experiments' Python programs print, letter for letter.
 */
import { formatPythonAddress } from "../net/address.ts";
import type { EchoEvent } from "./echo_event.ts";
import type { TranscriptWords } from "./preset.ts";
import { pythonBytes } from "./python_repr.ts";
import { pythonError } from "./socket_error.ts";

export type EchoRole = "server" | "client";

/** The transcript's line for an event, without a line end; `undefined` for what the programs do not speak of. */
export function transcriptLine(event: EchoEvent, role: EchoRole, words: TranscriptWords): string | undefined {
  switch (event.type) {
    case "connection":
      return role === "server" ? words.connection + formatPythonAddress(event.remote) : undefined;
    case "received":
      return (role === "server" ? words.serverReceived : words.clientReceived) + pythonBytes(event.bytes);
    case "closed":
      return role === "server" && event.reason !== "interrupted" ? words.disconnected : undefined;
    case "error":
      return pythonError(event.error);
    case "listening":
    case "sent":
      return undefined;
  }
}
