/** `tcplab serve-http`: a folder of files on HTTP/1.1. */
import { DONE, INTERRUPTED } from "../../../base/exit_code.ts";
import { Failure, UsageError } from "../../../base/failure.ts";
import type { ServeOptions } from "../../../http/server/serve.ts";
import { defineCommand } from "../../line/command.ts";
import { optionName } from "../../line/flag.ts";
import { cannotRead } from "../../../output/read_failure.ts";
import { SERVE_HTTP_FLAGS, type ServeHttpFlags } from "./serve_http_flags.ts";
import type { Terminal } from "../../../output/terminal.ts";

export const serveHttp = defineCommand({
  name: "serve-http",
  summary: "Serve a folder of files over HTTP/1.1, on raw TCP",
  description:
    "Serves the folder --root, or the built-in site of the browser experiments. Knows conditional requests, ranges, " +
    "precompressed files, pipelining and TLS; hides dotfiles, follows no link out of the folder, and cuts off clients " +
    "that are too slow. `404.html` is the page for what is not there.\n\n" +
    "A `_redirects` file in the folder holds a rule a line, `FROM TO [STATUS][!]`: FROM may have `:name` for one segment " +
    "and a final `*`, which TO repeats as `:name` and `:splat`; 301 302 303 307 308 send the client elsewhere (301 unless " +
    "given), 200 answers with another file, 404 and 410 answer so with TO as the page; with `!` a rule goes before files " +
    "that exist. A `_headers` file holds paths with such patterns and, indented below each, fields as `Name: value`, or " +
    "`! Name` to leave one out. Both are read again when they change.\n\n" +
    "--profile classic is the plain server that the browser experiments were written for (one client at a time, a 404 of 45 " +
    "bytes, a redirect of 77), for captures that are to look as they do there.\n\n" +
    "The access log goes to standard output. SIGUSR1 prints a line of counts to standard error, and so does the end. " +
    "(SIGUSR2 does the same; it is the one to use where tcplab runs from source, for at SIGUSR1 Deno also opens a port for " +
    "its debugger on 127.0.0.1.)",
  positionals: [],
  flags: SERVE_HTTP_FLAGS,
  examples: [
    { line: "tcplab serve-http", does: "Serve the built-in site on http://127.0.0.1:8080/" },
    { line: "tcplab serve-http --root public --port 0 --listing", does: "Serve a folder, with lists, on a free port" },
    { line: "tcplab serve-http --profile classic", does: "The browser experiments' own server, for a capture" },
    {
      line: "tcplab serve-http --root dist --spa --cache '/assets/*=max-age=31536000, immutable'",
      does: "Serve a single-page application",
    },
  ],

  async run({ flags, given }, terminal) {
    const place = ["port", "host"].find((name) => given.has(name));
    if (flags.unix !== undefined && place !== undefined) {
      throw new UsageError(`A Unix socket has no port and no address: --unix does not go with --${place}`);
    }
    const root = await checkedRoot(flags.root);
    if (flags.profile === "classic") await runClassic(root, flags, { given, terminal });
    else await runModern(root, flags, terminal);
    return terminal.interrupted.aborted ? INTERRUPTED : DONE;
  },
});

/** The signals that ask for the counts. From source Deno answers SIGUSR1 too, with a debugger's port: hence the second. */
const ASKING_SIGNALS: readonly Deno.Signal[] = ["SIGUSR1", "SIGUSR2"];

async function runModern(root: string, flags: ServeHttpFlags, terminal: Terminal): Promise<void> {
  const { serve } = await import("../../../http/server/serve.ts");
  const { formatMetrics } = await import("../../../http/server/metrics.ts");
  const { formatUrl } = await import("../../../net/address.ts");
  if (terminal.interrupted.aborted) return;
  const serving = await serve(await serveOptions(root, flags, terminal));
  // A full disk behind standard error must not end the server that was asked how it is.
  const printMetrics = () =>
    void serving.metrics().then((metrics) => terminal.err(`${formatMetrics(metrics)}\n`)).catch(() => {});
  const asking = Deno.build.os === "windows" ? [] : ASKING_SIGNALS;
  for (const signal of asking) Deno.addSignalListener(signal, printMetrics);
  try {
    const url = formatUrl(serving.address, flags.cert === undefined ? "http" : "https");
    await announce(url, flags, terminal);
    await aborted(terminal.interrupted);
  } finally {
    for (const signal of asking) Deno.removeSignalListener(signal, printMetrics);
    await terminal.err(`${formatMetrics(await serving.stop(flags.grace * 1000))}\n`);
  }
}

async function runClassic(
  root: string,
  flags: ServeHttpFlags,
  { given, terminal }: { given: ReadonlySet<string>; terminal: Terminal },
): Promise<void> {
  const { serveClassic, classicTranscript } = await import("../../../http/server/classic.ts");
  const { listenTcp } = await import("../../../net/listen.ts");
  const { formatUrl } = await import("../../../net/address.ts");
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

async function serveOptions(root: string, flags: ServeHttpFlags, terminal: Terminal): Promise<ServeOptions> {
  if ((flags.cert === undefined) !== (flags.key === undefined)) {
    throw new UsageError("TLS needs both files: give --cert FILE and --key FILE");
  }
  if (flags.unix !== undefined && (flags.workers > 1 || flags.cert !== undefined)) {
    throw new UsageError("A Unix socket is served by one thread without TLS: leave out --workers, --cert and --key");
  }
  if (flags.workers > 1 && Deno.build.os !== "linux") {
    throw new UsageError("Several workers share a port on Linux only: leave out --workers");
  }
  const { VERSION } = await import("../../line/version.ts");
  const seconds = (value: number) => value * 1000;
  return {
    place: flags.unix === undefined ? { hostname: flags.host, port: flags.port } : { unix: flags.unix },
    tls: flags.cert === undefined ? null : { cert: await readFile(flags.cert), key: await readFile(flags.key!) },
    workers: flags.workers,
    logFormat: flags.log,
    log: (lines) => terminal.out(lines),
    warn: (message) => void terminal.err(`${message}\n`).catch(() => {}),
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
    throw cannotRead(path, error);
  }
}

async function announce(url: string, flags: ServeHttpFlags, terminal: Terminal): Promise<void> {
  await terminal.err(`listening on ${url}${reach(flags)}\n`);
  if (!flags.open) return;
  const { openBrowser } = await import("./open_browser.ts");
  if (!await openBrowser(url)) await terminal.err(`Cannot open a browser from here: open ${url} yourself\n`);
}

function reach({ host, unix, basicAuth, cert }: ServeHttpFlags): string {
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
