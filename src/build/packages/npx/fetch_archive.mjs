// @ts-check
// deno-lint-ignore-file explicit-module-boundary-types -- Node.js runs it as it is: types stand in comments
/** Fetches an archive and checks it. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** A reason to end with one line. */
export class LaunchError extends Error {}

/** @param {URL} url */
async function bytesOf(url) {
  if (url.protocol === "file:") return await readFile(fileURLToPath(url));
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the server answers ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

/** @param {unknown} error */
function reasonOf(error) {
  const { message, cause } = /** @type {Error & { cause?: Error }} */ (error);
  return cause?.message ? `${message}: ${cause.message}` : message;
}

/**
 * The archive's bytes. Throws `LaunchError` where it cannot be had, or is not the one that was released.
 * @param {string} downloads The address below which it lies.
 * @param {{ readonly file: string, readonly sha256: string }} archive
 */
export async function fetchArchive(downloads, { file, sha256 }) {
  if (!URL.canParse(downloads) || !/^(https?|file):/.test(downloads)) {
    throw new LaunchError(`TCPLAB_DOWNLOADS is no address (https://... or file://...): ${downloads}`);
  }
  const url = new URL(file, downloads.endsWith("/") ? downloads : `${downloads}/`);
  /** @type {Buffer} */
  let bytes;
  try {
    bytes = await bytesOf(url);
  } catch (error) {
    throw new LaunchError(
      `Cannot fetch ${url}: ${reasonOf(error)}; TCPLAB_DOWNLOADS names another place that has the archives`,
    );
  }
  const sum = createHash("sha256").update(bytes).digest("hex");
  if (sum !== sha256) {
    throw new LaunchError(
      `${url} is not the archive that was released: its sha256 is ${sum}, not ${sha256}; nothing of it was kept`,
    );
  }
  return bytes;
}
