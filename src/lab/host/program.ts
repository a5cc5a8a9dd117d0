/**
 * What a host runs, as data: scenarios and the users' own scenario files name these.
 */
import type { End } from "../wire/end.ts";
import type { PacketKind } from "../wire/segment_view.ts";
import type { SocketOptions } from "../../linux/sockets/socket_options.ts";
import type { EchoVariant } from "../../experiment/preset.ts";

/** The server or client of an echo experiment. */
export interface EchoProgram {
  readonly program: "echo-server" | "echo-client";
  readonly variant: EchoVariant;
  /** How long the program thinks after each thing it receives, ms; the last number holds for all further ones. */
  readonly thinks?: readonly number[];
}

/** The classic static server on port 8080, with the site that tcplab carries. */
export interface HttpServerProgram {
  readonly program: "http-server";
  readonly port: number;
}

/** A client that asks for a page as a browser does: a second connection ahead of need, pictures on their own ones. */
export interface BrowserProgram {
  readonly program: "browser";
  readonly port: number;
  readonly path: string;
}

/** Socket calls one after the other. */
export interface ScriptProgram {
  readonly program: "script";
  readonly steps: readonly Step[];
}

/** A command line of the user's own, run by the shell. */
export interface OwnCommand {
  readonly program: "command";
  readonly command: string;
  /** Of a server: the client starts after this long, ms, whether the server listens or not. */
  readonly ready?: number;
}

/** What tcplab plays itself. */
export type BuiltInProgram = EchoProgram | HttpServerProgram | BrowserProgram | ScriptProgram;

export type Program = BuiltInProgram | OwnCommand;

/** Which socket of a script a step is about; left out for the one that has no name. */
interface OnSocket {
  readonly on?: string;
}

/** What a step that opens a socket calls it. */
interface NamesSocket {
  readonly as?: string;
}

/** What is sent: a text, or so many bytes of a pattern; `times` sends in a row, `every` ms apart. */
export type Sending =
  & OnSocket
  & { readonly times?: number; readonly every?: number }
  & (
    | { readonly text: string }
    | { readonly bytes: number }
  );

/** One step of a script. A socket error ends the script, as it would end a program that does not expect it. */
export type Step =
  /** Listens on a port, then reports that the other host may start. `options` are those of the connections that come. */
  | { readonly do: "listen"; readonly port: number; readonly backlog?: number; readonly options?: SocketOptions }
  | { readonly do: "accept" } & NamesSocket
  /** Connects to the other host; `from` fixes the local port. */
  | {
    readonly do: "connect";
    readonly port: number;
    readonly from?: number;
    readonly options?: SocketOptions;
  } & NamesSocket
  | { readonly do: "send" } & Sending
  /** Reads so many bytes, or to the end of the stream; `size` bytes at most a read, `every` ms apart. */
  | { readonly do: "receive"; readonly bytes: number | "end"; readonly size?: number; readonly every?: number }
    & OnSocket
  /** Reads until what was read ends with a text: a byte at a time, so that nothing behind it is taken. */
  | { readonly do: "receive-until"; readonly text: string } & OnSocket
  | { readonly do: "wait"; readonly ms: number }
  /** Waits until the wire has seen the `nth` packet of a kind from one end: for what a lesson needs, however long it takes. */
  | { readonly do: "await-packet"; readonly from: End; readonly kind: PacketKind; readonly nth: number }
  /** Tells the other host's script something, past the wire; `await` waits to be told it. */
  | { readonly do: "tell"; readonly what: string }
  | { readonly do: "await"; readonly what: string }
  | { readonly do: "set"; readonly options: SocketOptions } & OnSocket
  | { readonly do: "keep-alive" } & OnSocket
  | { readonly do: "no-delay" } & OnSocket
  | { readonly do: "close-write" } & OnSocket
  | { readonly do: "close" } & OnSocket
  /** Closes the socket that listens: what waits in its queue is reset. */
  | { readonly do: "stop-listening" }
  /** A UDP socket: on a port that the other host knows, or any, and then for the other host's port `to`. */
  | { readonly do: "open-udp"; readonly port?: number; readonly to?: number } & NamesSocket
  /** The next `times` datagrams of a UDP socket. */
  | { readonly do: "receive-datagram"; readonly times?: number } & OnSocket
  /** The steps so often, one round after the other; `{n}` in names and texts is the round, from 1. */
  | { readonly do: "repeat"; readonly times: number; readonly steps: readonly Step[] }
  /** All parts at the same time. */
  | { readonly do: "together"; readonly parts: readonly (readonly Step[])[] };

/** A script's steps in order, those within others after the one that holds them. */
export function* everyStep(steps: readonly Step[]): Generator<Step> {
  for (const step of steps) {
    yield step;
    if (step.do === "repeat") yield* everyStep(step.steps);
    if (step.do === "together") { for (const part of step.parts) yield* everyStep(part); }
  }
}
