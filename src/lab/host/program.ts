/**
 * What a host runs, as data: scenarios and the users' own scenario files name these.
 */
import type { End } from "../wire/end.ts";
import type { PacketKind } from "../wire/segment_view.ts";
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

/** One step of a script. A socket error ends the script, as it would end a program that does not expect it. */
export type Step =
  /** Listens on a port, then reports that the other host may start. */
  | { readonly do: "listen"; readonly port: number }
  | { readonly do: "accept" }
  /** Connects to the other host; `from` fixes the local port. */
  | { readonly do: "connect"; readonly port: number; readonly from?: number }
  /** Sends a text, or so many bytes of a pattern; `times` sends in a row, `every` ms apart. */
  | { readonly do: "send"; readonly text: string; readonly times?: number; readonly every?: number }
  | { readonly do: "send"; readonly bytes: number; readonly times?: number; readonly every?: number }
  /** Reads so many bytes, or to the end of the stream; `size` bytes at most a read, `every` ms apart. */
  | { readonly do: "receive"; readonly bytes: number | "end"; readonly size?: number; readonly every?: number }
  | { readonly do: "wait"; readonly ms: number }
  /** Waits until the wire has seen the `nth` packet of a kind from one end: for what a lesson needs, however long it takes. */
  | { readonly do: "await-packet"; readonly from: End; readonly kind: PacketKind; readonly nth: number }
  /** Tells the other host's script something, past the wire; `await` waits to be told it. */
  | { readonly do: "tell"; readonly what: string }
  | { readonly do: "await"; readonly what: string }
  | { readonly do: "keep-alive" }
  | { readonly do: "no-delay" }
  | { readonly do: "close-write" }
  | { readonly do: "close" };
