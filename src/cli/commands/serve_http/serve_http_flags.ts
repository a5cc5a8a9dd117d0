/** The flags of `tcplab serve-http`, by what they are about. */
import { choice, decimal, integer, list, onOff, text, toggle, type ValuesOf } from "../../line/flag.ts";

const FILES = "Files";
const FIELDS = "Fields and access";
const NETWORK = "Network";
const OUTPUT = "Output";
const LIMITS = "Limits";
const DAY = 86_400;

export const SERVE_HTTP_FLAGS = {
  root: text({ help: "The same as DIR", placeholder: "DIR", short: "r" }),
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
    help: "classic: to the byte the server that the browser experiments were written for, one client at a time",
    default: "modern",
  }),
  open: toggle({ help: "Open the address in the browser" }),
  live: toggle({ help: "Have pages load themselves again in the browser when a file changes" }),
  hashPassword: text({
    help: "Read a password from standard input, print a line for --users, and end",
    placeholder: "NAME",
  }),

  spa: toggle({ help: "Answer unknown paths without an extension with /index.html", group: FILES }),
  cleanUrls: toggle({
    help: "Serve /about from about.html, and send /about.html and /index.html to the address without it",
    group: FILES,
  }),
  base: text({ help: "Path below which the site stands, as /docs", placeholder: "PATH", group: FILES }),
  listing: toggle({ help: "Show folders without index.html as a list", group: FILES }),
  zip: toggle({ help: "Send a folder as one zip file where ?zip follows its address", group: FILES }),
  zipSize: integer({
    help: "Largest folder that --zip sends",
    unit: "bytes",
    default: 1 << 30,
    minimum: 1,
    maximum: 2 ** 50,
    group: FILES,
  }),
  dotfiles: toggle({ help: "Serve names that begin with a dot", group: FILES }),
  precompressed: onOff({
    help: "Answer with the .br, .zst or .gz file beside the one asked for where the client accepts it",
    default: true,
    group: FILES,
  }),
  compress: toggle({
    help: "Compress text while serving, by br, zstd or gzip as the client accepts (files up to --cache-file)",
    group: FILES,
  }),
  gzip: toggle({ help: "Compress text while serving, by gzip alone", group: FILES }),
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
  noCache: toggle({ help: "Have browsers ask again for every file before they use it a second time", group: FIELDS }),
  users: text({
    help: "Ask for a password of these users, a line each as --hash-password prints it",
    placeholder: "FILE",
    group: FIELDS,
  }),
  access: text({
    help: "Who may see what, a line each: '/team/* ada grace', '/public/* all', '/old/* none', '/* users'",
    placeholder: "FILE",
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
  redirectPort: integer({
    help: "A port without TLS that sends clients to the one with it; 0 for any free one",
    placeholder: "PORT",
    minimum: 0,
    maximum: 65_535,
    group: NETWORK,
  }),
  unix: text({ help: "Listen on a Unix socket instead of a port", placeholder: "PATH", group: NETWORK }),
  workers: integer({ help: "Threads that serve", default: 1, minimum: 1, maximum: 256, group: NETWORK }),

  log: choice(["common", "combined", "json", "classic", "none"], {
    help: "Format of the access log",
    default: "common",
    group: OUTPUT,
  }),
  logFile: text({
    help: "Append the access log to this file (default: standard output)",
    placeholder: "FILE",
    group: OUTPUT,
  }),
  explain: toggle({ help: "Explain the server's packets as they come, a line each (Linux, as root)", group: OUTPUT }),
  lang: choice(["en", "he"], {
    help: "Language of --explain (default: as LANG says, else English)",
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

/** What they were given. */
export type ServeHttpFlags = ValuesOf<typeof SERVE_HTTP_FLAGS>;
