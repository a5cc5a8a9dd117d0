/** What the flags of `tcplab serve-http` mean: the folder, the files they name, the options of the server. */
import { Failure, UsageError } from "../../../base/failure.ts";
import { quote } from "../../../base/quote.ts";
import type { AccessOptions } from "../../../http/access/gatekeeper.ts";
import type { ServeOptions } from "../../../http/server/serve.ts";
import type { Renewal } from "../../../http/server/thread_message.ts";
import type { TlsMaterial } from "../../../net/listen.ts";
import { cannotRead } from "../../../output/file_failure.ts";
import type { ServeHttpFlags } from "./serve_http_flags.ts";
import { VERSION } from "../../line/version.ts";

/** Options of the server, but for where its log and its warnings go. Rejects with `Failure` or `UsageError`. */
export async function serveOptions(
  root: string,
  flags: ServeHttpFlags,
): Promise<Omit<ServeOptions, "log" | "warn">> {
  checkTogether(flags);
  await refuseServedSecrets(root, flags);
  const { access, tls } = await readRenewal(flags);
  return {
    place: flags.unix === undefined ? { hostname: flags.host, port: flags.port } : { unix: flags.unix },
    tls,
    workers: flags.workers,
    redirectPort: flags.redirectPort ?? null,
    logFormat: flags.log,
    site: siteOptions(root, flags, access),
    limits: limitsOf(flags),
  };
}

/** What is read again when the server is asked to: users, access, certificate. Rejects with `Failure`. */
export async function readRenewal(flags: ServeHttpFlags): Promise<Renewal> {
  return { access: await readAccess(flags), tls: await readTls(flags) };
}

/** The folder to serve. Rejects with `Failure` when there is none. */
export async function checkedRoot(asked: string | undefined): Promise<string> {
  const { fromFileUrl } = await import("@std/path");
  const root = asked ?? fromFileUrl(new URL("../../../../www", import.meta.url));
  const cannot = `Cannot serve ${asked ?? "the built-in site"}`;
  let isFolder: boolean;
  try {
    isFolder = (await Deno.stat(root)).isDirectory;
    if (isFolder) Deno.readDirSync(root)[Symbol.iterator]().next();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw new Failure(`${cannot}: there is no such folder; see --root`);
    if (error instanceof Deno.errors.PermissionDenied) throw new Failure(`${cannot}: permission denied`);
    throw new Failure(`${cannot}: ${error instanceof Error ? error.message : error}`);
  }
  if (!isFolder) throw new Failure(`${cannot}: it is a file; give the folder it is in`);
  return root;
}

/** Throws `UsageError` for a file of secrets that the server would hand out. */
async function refuseServedSecrets(root: string, { users, access, key }: ServeHttpFlags): Promise<void> {
  const { SEPARATOR } = await import("@std/path");
  const folder = await Deno.realPath(root);
  for (const [option, path] of Object.entries({ users, access, key })) {
    if (path === undefined) continue;
    // A file that is not there is told of by whoever reads it.
    const real = await Deno.realPath(path).catch(() => null);
    if (real?.startsWith(folder.endsWith(SEPARATOR) ? folder : folder + SEPARATOR)) {
      throw new UsageError(`--${option} names a file inside the folder that is served: ${quote(path)}; move it out`);
    }
  }
}

function checkTogether(flags: ServeHttpFlags): void {
  const secure = flags.cert !== undefined;
  if (secure !== (flags.key !== undefined)) {
    throw new UsageError("TLS needs both files: give --cert FILE and --key FILE");
  }
  if (flags.unix !== undefined && (flags.workers > 1 || secure)) {
    throw new UsageError("A Unix socket is served by one thread without TLS: leave out --workers, --cert and --key");
  }
  if (flags.workers > 1 && Deno.build.os !== "linux") {
    throw new UsageError("Several workers share a port on Linux only: leave out --workers");
  }
  if (flags.redirectPort !== undefined && !secure) {
    throw new UsageError("--redirect-port sends clients to the address with TLS: give --cert FILE and --key FILE");
  }
  if (flags.redirectPort !== undefined && flags.redirectPort !== 0 && flags.redirectPort === flags.port) {
    throw new UsageError(`--port and --redirect-port are two ports: both are ${flags.port}`);
  }
  if (flags.users !== undefined && flags.basicAuth !== undefined) {
    throw new UsageError("Users come from one place: give --users or --basic-auth");
  }
  if (flags.access !== undefined && flags.users === undefined && flags.basicAuth === undefined) {
    throw new UsageError("--access says which users may see what: give --users FILE as well");
  }
  if (flags.explain && flags.unix !== undefined) {
    throw new UsageError("A Unix socket has no packets: --explain does not go with --unix");
  }
}

function siteOptions(root: string, flags: ServeHttpFlags, access: AccessOptions | null): ServeOptions["site"] {
  return {
    root,
    base: flags.base ?? "",
    spa: flags.spa,
    cleanUrls: flags.cleanUrls,
    listing: flags.listing,
    zipBytes: flags.zip ? flags.zipSize : 0,
    dotfiles: flags.dotfiles,
    live: flags.live,
    access,
    precompressed: flags.precompressed,
    compress: flags.compress ? ["br", "zstd", "gzip"] : flags.gzip ? ["gzip"] : [],
    cors: flags.cors,
    cacheControl: flags.cache,
    noCache: flags.noCache,
    securityHeaders: flags.securityHeaders,
    serverName: flags.serverHeader ? `tcplab/${VERSION}` : null,
    cacheBytes: flags.cacheSize,
    cachedFile: flags.cacheFile,
  };
}

function limitsOf(flags: ServeHttpFlags): ServeOptions["limits"] {
  const seconds = (value: number) => value * 1000;
  return {
    requestLine: flags.maxRequestLine,
    head: flags.maxHead,
    fields: flags.maxFields,
    body: flags.maxBody,
    connections: flags.maxConnections,
    headTime: seconds(flags.headTimeout),
    bodyTime: seconds(flags.bodyTimeout),
    idleTime: seconds(flags.idleTimeout),
    writeTime: seconds(flags.writeTimeout),
    minimumRate: flags.minRate,
    lingerTime: seconds(flags.lingerTimeout),
  };
}

async function readAccess(flags: ServeHttpFlags): Promise<AccessOptions | null> {
  if (flags.users === undefined && flags.basicAuth === undefined) return null;
  const { parseUsersFile, PLAIN } = await import("../../../http/access/users_file.ts");
  const { parseAccessFile } = await import("../../../http/access/access_file.ts");
  const users = flags.users === undefined
    ? [await plainUser(flags.basicAuth!, PLAIN)]
    : parseUsersFile(await readFile(flags.users), flags.users);
  if (flags.access === undefined) return { users, rules: [] };
  const names = new Set(users.map(({ name }) => name));
  return { users, rules: parseAccessFile(await readFile(flags.access), flags.access, names) };
}

async function plainUser(given: string, mark: string): Promise<AccessOptions["users"][number]> {
  const pair = given.startsWith("@") ? (await readFile(given.slice(1))).split(/\r?\n/, 1)[0]! : given;
  const match = /^([^:]+):(.+)$/s.exec(pair);
  if (match === null) throw new UsageError("Cannot use --basic-auth: write USER:PASSWORD, or @FILE that holds it");
  return { name: match[1]!, secret: mark + match[2]! };
}

async function readTls({ cert, key }: ServeHttpFlags): Promise<TlsMaterial | null> {
  if (cert === undefined || key === undefined) return null;
  return { cert: await readFile(cert), key: await readFile(key) };
}

async function readFile(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    throw cannotRead(path, error);
  }
}
