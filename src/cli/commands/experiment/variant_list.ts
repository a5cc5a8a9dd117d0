/** The echo experiments as `--help` lists them. */
import { ECHO_PRESETS, ECHO_VARIANTS, type EchoPreset } from "../../../experiment/preset.ts";

/** What `--json` prints, for both commands' help. */
export const JSON_EVENTS = "With --json, each line is an object with event (listening, connection, received, sent, " +
  "closed or error) and time (seconds since 1970, as a string with nine digits). Bytes are given as length, base64 and " +
  "text (as Python shows them); where the same bytes were sent several times over, times says how often, length counts " +
  "all of them, and base64 and text are one copy.";

/** A row for each variant: its name, what it shows, and the options it stands for. */
export function variantList(role: "server" | "client"): string {
  const options = role === "server" ? serverOptions : clientOptions;
  return ECHO_VARIANTS.map((name) => `  ${name}  ${ECHO_PRESETS[name].shows} (${options(ECHO_PRESETS[name])})`).join(
    "\n",
  );
}

function serverOptions({ port, server }: EchoPreset): string {
  const { buffer, delay, repeat, exchanges } = server;
  const words = [`--port ${port}`, `--buffer ${buffer}`];
  if (delay > 0) words.push(`--delay ${delay / 1000}s`);
  if (repeat > 1) words.push(`--repeat ${repeat}`);
  if (exchanges !== undefined) words.push(`--exchanges ${exchanges}`);
  return words.join(" ");
}

function clientOptions({ port, client }: EchoPreset): string {
  const { messages, times, sends, reads, readSize } = client;
  const words = [`port ${port}`, ...messages.map((message) => `--message "${message}"`)];
  if (times > 1) words.push(`--times ${times}`);
  if (sends > 1) words.push(`--sends ${sends}`);
  words.push(`--reads ${reads}`, `--read-size ${readSize}`);
  return words.join(" ");
}
