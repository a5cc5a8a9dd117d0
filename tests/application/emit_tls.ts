/** TLS records and handshake messages as bytes. */
import { joined } from "../packet/record_of.ts";
import { pair } from "./emit_dns.ts";

const RETRY = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";

/** A list with its length in two bytes before it. */
export function list16(...parts: (number | string | Uint8Array)[]): Uint8Array {
  const content = joined(...parts);
  return joined(pair(content.length), content);
}

export function list8(...parts: (number | string | Uint8Array)[]): Uint8Array {
  const content = joined(...parts);
  return joined(content.length, content);
}

function extension(type: number, ...parts: (number | string | Uint8Array)[]): Uint8Array {
  return joined(pair(type), list16(...parts));
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

/** A record; its contents are at most 16,384 bytes. */
export function record(type: number, contents: Uint8Array | string, version = 0x0303): Uint8Array {
  const bytes = joined(contents);
  return joined(type, pair(version), pair(bytes.length), bytes);
}

export function message(type: number, body: Uint8Array | string): Uint8Array {
  const bytes = joined(body);
  return joined(type, 0, pair(bytes.length), bytes);
}

/** The message of a ClientHello. */
export function clientHello(
  { name, versions, protocols, padding = 0 }: {
    readonly name?: string;
    readonly versions?: readonly number[];
    readonly protocols?: readonly string[];
    /** Bytes that make it longer. */
    readonly padding?: number;
  },
): Uint8Array {
  return message(
    1,
    joined(
      ...["0303", new Uint8Array(32).fill(1), list8(new Uint8Array(32)), list16("13011302"), list8(0)],
      list16(
        name === undefined ? "" : extension(0, list16(0, list16(text(name)))),
        versions === undefined ? "" : extension(43, list8(...versions.map(pair))),
        protocols === undefined ? "" : extension(16, list16(...protocols.map((protocol) => list8(text(protocol))))),
        padding === 0 ? "" : extension(21, new Uint8Array(padding)),
      ),
    ),
  );
}

/** The message of a ServerHello. */
export function serverHello(
  { version, suite = 0x1301, protocol, retry = false, resumed = false }: {
    readonly version: number;
    readonly suite?: number;
    readonly protocol?: string;
    readonly retry?: boolean;
    readonly resumed?: boolean;
  },
): Uint8Array {
  const thirteen = version === 0x0304;
  return message(
    2,
    joined(
      ...[pair(thirteen ? 0x0303 : version), retry ? RETRY : new Uint8Array(32).fill(2)],
      ...[list8(new Uint8Array(32)), pair(suite), 0],
      list16(
        thirteen ? extension(43, pair(version)) : "",
        protocol === undefined ? "" : extension(16, list16(list8(text(protocol)))),
        resumed ? extension(41, "0000") : "",
      ),
    ),
  );
}
