/** `tcplab serve-http`: a folder of files on HTTP/1.1. */
import { Failure, UsageError } from "../../base/failure.ts";
import type { ServeOptions } from "../../http/server/serve.ts";
import { defineCommand } from "../command.ts";
import { choice, decimal, integer, list, onOff, optionName, text, toggle } from "../flag.ts";
import type { ValuesOf } from "../flag.ts";
import type { Terminal } from "../terminal.ts";

const FILES = "Files";
const FIELDS = "Fields and access";
const NETWORK = "Network";
const OUTPUT = "Output";
const LIMITS = "Limits";
const DAY = 86_400;

const flags = {
  root: text({ help: "Folder to serve (default: the built-in site)", placeholder: "DIR", short: "r" }),
  port: integer({
    help: "Port to listen on; 0 for any free one",
    placeholder: "PORT",
    short: "p",
    default: 8080,
    minimum: 0,
    maximum: 65_535,
  }),
  host: text({
    help: "Address to listen on; 0.0.0.0 or :: for every interface",
    placeholder: "ADDRESS",
    default: "127.0.0.1",
  }),
  profile: choice(["modern", "classic"], {
    help: "classic: the lab report's server to the byte, one client at a time",
    default: "modern",
  }),
  open: toggle({ help: "Open the address in the browser" }),

  spa: toggle({ help: "Answer unknown paths without an extension with /index.html", group: FILES }),
  listing: toggle({ help: "Show folders without index.html as a list", group: FILES }),
  dotfiles: toggle({ help: "Serve names that begin with a dot", group: FILES }),
  precompressed: onOff({
    help: "Answer with the .br, .zst or .gz file beside the one asked for where the client accepts it",
    default: true,
    group: FILES,
  }),
  gzip: toggle({ help: "Compress text while serving (files up to --cache-file)", group: FILES }),
  cacheSize: integer({
    help: "Memory for file contents",
    unit: "bytes",
    default: 64 << 20,
    minimum: 0,
    maximum: 2 ** 40,
    group: FILES,
  }),
  cacheFile: integer({
    help: "Largest file kept in memory",
    unit: "bytes",
    default: 1 << 20,
    minimum: 0,
    maximum: 2 ** 30,
    group: FILES,
  }),

  cors: toggle({ help: "Let pages of every origin read the answers", group: FIELDS }),
  cache: list({
    help: "Cache-Control for matching paths, as '*.css=max-age=3600'",
    placeholder: "PATTERN=VALUE",
    group: FIELDS,
  }),
  basicAuth: text({
    help: "Ask for this user and password; @FILE reads them from a file's first line",
    placeholder: "USER:PASSWORD",
    group: FIELDS,
  }),
  securityHeaders: onOff({
    help: "X-Content-Type-Options, Referrer-Policy and X-Frame-Options on every answer",
    default: true,
    group: FIELDS,
  }),
  serverHeader: toggle({ help: "Say name and version in a Server field", group: FIELDS }),

  cert: text({ help: "Certificate chain for TLS, PEM", placeholder: "FILE", group: NETWORK }),
  key: text({ help: "Private key for TLS, PEM", placeholder: "FILE", group: NETWORK }),
  unix: text({ help: "Listen on a Unix socket instead of a port", placeholder: "PATH", group: NETWORK }),
  workers: integer({ help: "Threads that serve", default: 1, minimum: 1, maximum: 256, group: NETWORK }),

  log: choice(["common", "combined", "json", "classic", "none"], {
    help: "Format of the access log on standard output",
    default: "common",
    group: OUTPUT,
  }),

  maxConnections: integer({
    help: "Connections at a time; more get 503",
    default: 4096,
    minimum: 1,
    maximum: 1e6,
    group: LIMITS,
  }),
  maxRequestLine: integer({
    help: "Request line; more is 414",
    unit: "bytes",
    default: 8192,
    minimum: 64,
    maximum: 1 << 20,
    group: LIMITS,
  }),
  maxHead: integer({
    help: "Request head; more is 431",
    unit: "bytes",
    default: 16_384,
    minimum: 128,
    maximum: 1 << 20,
    group: LIMITS,
  }),
  maxFields: integer({
    help: "Fields of a request; more is 431",
    default: 100,
    minimum: 1,
    maximum: 10_000,
    group: LIMITS,
  }),
  maxBody: integer({
    help: "Request body; more is 413",
    unit: "bytes",
    default: 1 << 20,
    minimum: 0,
    maximum: 2 ** 40,
    group: LIMITS,
  }),
  headTimeout: decimal({
    help: "Time for a request head: 408",
    unit: "s",
    default: 10,
    minimum: 0.01,
    maximum: DAY,
    group: LIMITS,
  }),
  bodyTimeout: decimal({
    help: "Time for a request body: 408",
    unit: "s",
    default: 10,
    minimum: 0.01,
    maximum: DAY,
    group: LIMITS,
  }),
  idleTimeout: decimal({
    help: "Time between two requests",
    unit: "s",
    default: 5,
    minimum: 0.01,
    maximum: DAY,
    group: LIMITS,
  }),
  writeTimeout: decimal({
    help: "Time in which a client must take something of its answer",
    unit: "s",
    default: 20,
    minimum: 0.01,
    maximum: DAY,
    group: LIMITS,
  }),
  minRate: integer({
    help: "Bytes a second a client must take beyond --write-timeout",
    default: 500,
    minimum: 0,
    maximum: 1e9,
    group: LIMITS,
  }),
  lingerTimeout: decimal({
    help: "Time for a client to close after its last answer",
    unit: "s",
    default: 2,
    minimum: 0.01,
    maximum: DAY,
    group: LIMITS,
  }),
  grace: decimal({
    help: "Time for answers under way when the server stops",
    unit: "s",
    default: 5,
    minimum: 0,
    maximum: DAY,
    group: LIMITS,
  }),
} as const;

type Values = ValuesOf<typeof flags>;

export const serveHttp = defineCommand({
  name: "serve-http",
  summary: "Serve a folder of files over HTTP/1.1, on raw TCP",
  description:
    "Serves the folder --root, or the built-in site of the browser experiments. Knows conditional requests, ranges, " +
    "precompressed files, pipelining and TLS; hides dotfiles, follows no link out of the folder, and cuts off clients " +
    "that are too slow. A `_headers` and a `_redirects` file in the folder set fields and send clients elsewhere; " +
    "`404.html` is the page for what is not there.\n\n" +
    "The access log goes to standard output. SIGUSR1 prints a line of counts to standard error, and so does the end.",
  positionals: [],
  flags,
  examples: [
    { line: "tcplab serve-http", does: "Serve the built-in site on http://127.0.0.1:8080/" },
    { line: "tcplab serve-http --root public --port 0 --listing", does: "Serve a folder, with lists, on a free port" },
    { line: "tcplab serve-http --profile classic", does: "The lab report's server, for a capture" },
    {
      line: "tcplab serve-http --root dist --spa --cache '/assets/*=max-age=31536000, immutable'",
      does: "Serve a single-page application",
    },
  ],

  async run({ flags, given }, terminal) {
    const root = await checkedRoot(flags.root);
    if (flags.profile === "classic") await runClassic(root, flags, { given, terminal });
    else await runModern(root, flags, terminal);
    return terminal.interrupted.aborted ? 130 : 0;
  },
});

async function runModern(root: string, flags: Values, terminal: Terminal): Promise<void> {
  const { serve } = await import("../../http/server/serve.ts");
  const { formatMetrics } = await import("../../http/server/metrics.ts");
  const { formatUrl } = await import("../../net/address.ts");
  if (terminal.interrupted.aborted) return;
  const serving = await serve(await serveOptions(root, flags, terminal));
  const printMetrics = async () => await terminal.err(`${formatMetrics(await serving.metrics())}\n`);
  const asks = Deno.build.os !== "windows";
  if (asks) Deno.addSignalListener("SIGUSR1", printMetrics);
  try {
    const url = formatUrl(serving.address, flags.cert === undefined ? "http" : "https");
    await announce(url, flags, terminal);
    await aborted(terminal.interrupted);
  } finally {
    if (asks) Deno.removeSignalListener("SIGUSR1", printMetrics);
    await terminal.err(`${formatMetrics(await serving.stop(flags.grace * 1000))}\n`);
  }
}

async function runClassic(
  root: string,
  flags: Values,
  { given, terminal }: { given: ReadonlySet<string>; terminal: Terminal },
): Promise<void> {
  const { serveClassic, classicTranscript } = await import("../../http/server/classic.ts");
  const { listenTcp } = await import("../../net/listen.ts");
  const { formatUrl } = await import("../../net/address.ts");
  const refused = [...given].find((name) => !CLASSIC_FLAGS.has(name));
  if (refused !== undefined) {
    throw new UsageError(`The classic profile is fixed to the byte: it does not go with --${optionName(refused)}`);
  }
  const listener = listenTcp({ hostname: flags.host, port: flags.port });
  await announce(formatUrl(listener.addr), flags, terminal);
  await serveClassic({
    root,
    listener,
    signal: terminal.interrupted,
    async onEvent(event) {
      const line = classicTranscript(event);
      if (line !== null) await terminal.out(line);
    },
  });
}

const CLASSIC_FLAGS: ReadonlySet<string> = new Set(["root", "port", "host", "profile", "open"]);

async function serveOptions(root: string, flags: Values, terminal: Terminal): Promise<ServeOptions> {
  if ((flags.cert === undefined) !== (flags.key === undefined)) {
    throw new UsageError("TLS needs both files: give --cert FILE and --key FILE");
  }
  if (flags.unix !== undefined && (flags.workers > 1 || flags.cert !== undefined)) {
    throw new UsageError("A Unix socket is served by one thread without TLS: leave out --workers, --cert and --key");
  }
  const { VERSION } = await import("../version.ts");
  const seconds = (value: number) => value * 1000;
  return {
    place: flags.unix === undefined ? { hostname: flags.host, port: flags.port } : { unix: flags.unix },
    tls: flags.cert === undefined ? null : { cert: await readFile(flags.cert), key: await readFile(flags.key!) },
    workers: flags.workers,
    logFormat: flags.log,
    log: (lines) => terminal.out(lines),
    warn: (message) => void terminal.err(`${message}\n`),
    site: {
      root,
      spa: flags.spa,
      listing: flags.listing,
      dotfiles: flags.dotfiles,
      precompressed: flags.precompressed,
      gzip: flags.gzip,
      cors: flags.cors,
      cacheControl: flags.cache,
      credentials: await credentials(flags.basicAuth),
      securityHeaders: flags.securityHeaders,
      serverName: flags.serverHeader ? `tcplab/${VERSION}` : null,
      cacheBytes: flags.cacheSize,
      cachedFile: flags.cacheFile,
    },
    limits: {
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
    },
  };
}

/** The folder to serve. Throws `Failure` when there is none. */
async function checkedRoot(asked: string | undefined): Promise<string> {
  const { fromFileUrl } = await import("@std/path");
  const root = asked ?? fromFileUrl(new URL("../../../www", import.meta.url));
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

async function credentials(given: string | undefined): Promise<string | null> {
  if (given === undefined) return null;
  const pair = given.startsWith("@") ? (await readFile(given.slice(1))).split(/\r?\n/, 1)[0]! : given;
  if (!/^[^:]+:./s.test(pair)) {
    throw new UsageError("Cannot use --basic-auth: write USER:PASSWORD, or @FILE that holds it");
  }
  return pair;
}

async function readFile(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    const reason = error instanceof Deno.errors.NotFound ? "there is no such file" : `${error}`;
    throw new Failure(`Cannot read ${path}: ${reason}`);
  }
}

async function announce(url: string, flags: Values, terminal: Terminal): Promise<void> {
  await terminal.err(`listening on ${url}${reach(flags)}\n`);
  if (!flags.open) return;
  const { openBrowser } = await import("../open_browser.ts");
  if (!await openBrowser(url)) await terminal.err(`Cannot open a browser from here: open ${url} yourself\n`);
}

function reach({ host, unix, basicAuth, cert }: Values): string {
  if (unix !== undefined || host === "127.0.0.1" || host === "::1" || host === "localhost") return "";
  const open = basicAuth !== undefined && cert === undefined ? "; the password travels unencrypted without --cert" : "";
  return host === "0.0.0.0" || host === "::" ? ` (every interface of this machine${open})` : open;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
