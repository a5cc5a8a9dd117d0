/**
 * The sockets of a script, by the names that its steps give them, and what single steps do with them.
 */
import { connectTcp, TcpSocket, TcpSocketListener } from "../../linux/sockets/tcp_socket.ts";
import { UdpSocket } from "../../linux/sockets/udp_socket.ts";
import { type SocketName, socketNameText } from "../../linux/sockets/socket_address.ts";
import { pause } from "../../net/within.ts";
import { writeAll } from "../../net/write_all.ts";
import type { HostVoice } from "./host_voice.ts";
import type { Step } from "./program.ts";

/** The step of a kind. */
type Of<K extends Step["do"]> = Extract<Step, { do: K }>;

/** The socket that has no name. */
const UNNAMED = "";
/** Bytes of one read where a step does not say. */
const READ_SIZE = 65_536;

/** Bytes sent where a script says only how many: letters in order, so that a reader sees which part is missing. */
export function patternBytes(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let index = 0; index < length; index++) bytes[index] = 0x61 + index % 26;
  return bytes;
}

export class ScriptSockets {
  readonly #peer: string;
  readonly #voice: HostVoice;
  readonly #sockets = new Map<string, TcpSocket | UdpSocket>();
  #listener: TcpSocketListener | null = null;

  constructor(peer: string, voice: HostVoice) {
    this.#peer = peer;
    this.#voice = voice;
  }

  listen({ port, backlog, options }: Of<"listen">): void {
    this.#listener = new TcpSocketListener({ on: this.#local(port), backlog, options });
    this.#voice.line(`listening on port ${port}${backlog === undefined ? "" : ` with a backlog of ${backlog}`}`);
    this.#voice.listening();
  }

  async accept({ as }: Of<"accept">): Promise<void> {
    if (this.#listener === null) throw new Error("accept comes before listen");
    const { socket, peer } = await this.#listener.accept();
    this.#open(as, socket);
    this.#say(as, `accepted ${socketNameText(peer)}`);
  }

  stopListening(): void {
    this.#listener?.close();
    this.#listener = null;
    this.#voice.line("stopped listening");
  }

  async connect({ port, from, options, as }: Of<"connect">): Promise<void> {
    const to = { address: this.#peer, port };
    this.#open(as, await connectTcp({ to, from, options }));
    this.#say(as, `connected to ${socketNameText(to)}${from === undefined ? "" : ` from port ${from}`}`);
  }

  openUdp({ port, to, as }: Of<"open-udp">): void {
    const peer = to === undefined ? null : { address: this.#peer, port: to };
    this.#open(as, new UdpSocket(this.#local(port ?? 0), peer));
    const whom = peer === null ? "" : ` for ${socketNameText(peer)}`;
    this.#say(as, `opened a UDP socket${port === undefined ? "" : ` on port ${port}`}${whom}`);
    if (port !== undefined) this.#voice.listening();
  }

  async send(step: Of<"send">): Promise<void> {
    const bytes = "text" in step ? new TextEncoder().encode(step.text) : patternBytes(step.bytes);
    for (let time = 0; time < (step.times ?? 1); time++) {
      if (time > 0 && step.every !== undefined) await pause(step.every);
      const socket = this.#of(step.on);
      if (socket instanceof UdpSocket) await socket.send(bytes);
      else await writeAll(socket, bytes);
      this.#say(step.on, `sent ${count(bytes.length)}`);
    }
  }

  async receive({ bytes, size = READ_SIZE, every, on }: Of<"receive">): Promise<void> {
    const socket = this.#connection(on);
    const wanted = bytes === "end" ? Infinity : bytes;
    const buffer = new Uint8Array(Math.min(size, wanted));
    let received = 0;
    while (received < wanted) {
      if (received > 0 && every !== undefined) await pause(every);
      const length = await socket.read(buffer.subarray(0, Math.min(buffer.length, wanted - received)));
      if (length === null) break;
      received += length;
    }
    this.#say(on, `received ${count(received)}${received < wanted ? ", then the end of the stream" : ""}`);
  }

  async receiveUntil({ text, on }: Of<"receive-until">): Promise<void> {
    const socket = this.#connection(on);
    const end = new TextEncoder().encode(text);
    const last = new Uint8Array(end.length);
    const byte = new Uint8Array(1);
    let received = 0;
    let ended = false;
    while (!ended && !(received >= end.length && last.every((value, index) => value === end[index]))) {
      ended = await socket.read(byte) === null;
      if (ended) break;
      last.copyWithin(0, 1);
      last[last.length - 1] = byte[0] ?? 0;
      received++;
    }
    this.#say(on, `received ${count(received)}${ended ? ", then the end of the stream" : ""}`);
  }

  async receiveDatagram({ times = 1, on }: Of<"receive-datagram">): Promise<void> {
    const socket = this.#of(on);
    if (!(socket instanceof UdpSocket)) throw new Error("datagrams come to UDP sockets only");
    for (let time = 0; time < times; time++) {
      const { bytes, peer } = await socket.receive();
      this.#say(on, `received ${count(bytes.length)} from ${socketNameText(peer)}`);
    }
  }

  set({ options, on }: Of<"set">): void {
    this.#connection(on).set(options);
    this.#say(on, `set ${Object.entries(options).map(([name, value]) => `${name} ${value}`).join(", ")}`);
  }

  closeWrite(on: string | undefined): void {
    this.#connection(on).closeWrite();
    this.#say(on, "closed its sending side");
  }

  close(on: string | undefined): void {
    this.#of(on).close();
    this.#sockets.delete(on ?? UNNAMED);
    this.#say(on, "closed");
  }

  /** Switches an option on that scenarios have a word of its own for. */
  switchOn(option: "keep-alive" | "no-delay", on: string | undefined): void {
    this.#connection(on).set({ [option]: true });
    this.#say(on, option === "keep-alive" ? "switched keep-alive on" : "switched Nagle's algorithm off");
  }

  /** Closes what a script left open. */
  end(): void {
    for (const socket of this.#sockets.values()) socket.close();
    this.#sockets.clear();
    this.#listener?.close();
  }

  /** Any address of this host, of the family in which the other one is reached. */
  #local(port: number): SocketName {
    return { address: this.#peer.includes(":") ? "::" : "0.0.0.0", port };
  }

  #open(name = UNNAMED, socket: TcpSocket | UdpSocket): void {
    this.#sockets.get(name)?.close();
    this.#sockets.set(name, socket);
  }

  #of(name = UNNAMED): TcpSocket | UdpSocket {
    const socket = this.#sockets.get(name);
    if (socket === undefined) throw new Error("a step needs a socket, and there is none");
    return socket;
  }

  #connection(name: string | undefined): TcpSocket {
    const socket = this.#of(name);
    if (!(socket instanceof TcpSocket)) throw new Error("a step needs a connection, and there is a UDP socket");
    return socket;
  }

  #say(name = UNNAMED, text: string): void {
    this.#voice.line(name === UNNAMED ? text : `${name}: ${text}`);
  }
}

function count(bytes: number): string {
  return bytes === 1 ? "1 byte" : `${bytes} bytes`;
}
