/** `tcplab serve-http`: a folder of files on HTTP/1.1. */
import { DONE, INTERRUPTED } from "../../../base/exit_code.ts";
import { UsageError } from "../../../base/failure.ts";
import { defineCommand } from "../../line/command.ts";
import { SERVE_HTTP_FLAGS } from "./serve_http_flags.ts";

export const serveHttp = defineCommand({
  description:
    "Serves the folder DIR, or the built-in site of the browser experiments. Knows conditional requests, ranges, " +
    "precompressed files, pipelining and TLS; hides dotfiles, follows no link out of the folder, and cuts off clients " +
    "that are too slow. The `404.html` nearest to a path is the page for what is not there.\n\n" +
    "A `_redirects` file in the folder holds a rule a line, `FROM TO [STATUS][!]`: FROM may have `:name` for one segment " +
    "and a final `*`, which TO repeats as `:name` and `:splat`; 301 302 303 307 308 send the client elsewhere (301 unless " +
    "given), 200 answers with another file, 404 and 410 answer so with TO as the page; with `!` a rule goes before files " +
    "that exist. A `_headers` file holds paths with such patterns and, indented below each, fields as `Name: value`, or " +
    "`! Name` to leave one out. Both are read again when they change.\n\n" +
    "--profile classic is the plain server that the browser experiments were written for (one client at a time, a 404 of 45 " +
    "bytes, a redirect of 77), for captures that are to look as they do there.\n\n" +
    "SIGHUP has certificate, users, access and rules read again and the log file opened anew; what cannot be used leaves " +
    "everything as it was. The access log goes to standard output. SIGUSR1 prints a line of counts to standard error, and so does the end. " +
    "(SIGUSR2 does the same; it is the one to use where tcplab runs from source, for at SIGUSR1 Deno also opens a port for " +
    "its debugger on 127.0.0.1.)",
  positionals: [{ name: "DIR", help: "Folder to serve (default: the built-in site)", required: false }],
  flags: SERVE_HTTP_FLAGS,
  examples: [
    { line: "tcplab serve-http", does: "Serve the built-in site on http://127.0.0.1:8080/" },
    { line: "tcplab serve-http public --port 0 --listing", does: "Serve a folder, with lists, on a free port" },
    { line: "tcplab serve-http public --live --no-cache", does: "Write a site: pages load themselves again" },
    { line: "tcplab serve-http --profile classic", does: "The browser experiments' own server, for a capture" },
    {
      line: "tcplab serve-http dist --spa --cache '/assets/*=max-age=31536000, immutable'",
      does: "Serve a single-page application",
    },
  ],

  async run({ flags, given, positionals }, terminal) {
    if (flags.hashPassword !== undefined) {
      const { printPasswordHash } = await import("./hash_password.ts");
      await printPasswordHash(flags.hashPassword, terminal);
      return 0;
    }
    const place = ["port", "host"].find((name) => given.has(name));
    if (flags.unix !== undefined && place !== undefined) {
      throw new UsageError(`A Unix socket has no port and no address: --unix does not go with --${place}`);
    }
    const [folder] = positionals;
    if (folder !== undefined && flags.root !== undefined) {
      throw new UsageError(`There are two folders to serve: leave out --root ${flags.root} or ${folder}`);
    }
    const { checkedRoot } = await import("./serve_http_options.ts");
    const { runClassic, runModern } = await import("./serve_http_run.ts");
    const root = await checkedRoot(folder ?? flags.root);
    if (flags.profile === "classic") await runClassic(root, flags, { given, terminal });
    else await runModern(root, flags, terminal);
    return terminal.interrupted.aborted ? INTERRUPTED : DONE;
  },
});
