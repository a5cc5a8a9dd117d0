/** What the user asks for: the filter's words and the options that say the same, as one tree, with the addresses of names. */
import { UsageError } from "../../../base/failure.ts";
import { quote } from "../../../base/quote.ts";
import { type CompileOptions, hostNames } from "../../../capture-filter/compile/compile_filter.ts";
import { FilterSyntaxError } from "../../../capture-filter/language/filter_syntax_error.ts";
import { parseFilter } from "../../../capture-filter/language/parse_filter.ts";
import { parseServices, type Services, WELL_KNOWN_SERVICES } from "../../../capture-filter/language/services.ts";
import type { Expression } from "../../../capture-filter/language/syntax_tree.ts";
import { parseAddress } from "../../../packet/parse_address.ts";
import type { CaptureFlags } from "./capture_flags.ts";

const SERVICES = "/etc/services";
const HOSTS = "/etc/hosts";

export interface CaptureFilter {
  /** Null: every packet. */
  readonly expression: Expression | null;
  readonly options: CompileOptions;
}

/** Reads the filter, and asks for the addresses of the names in it. Throws `UsageError` with the column. */
export async function readFilter(
  { host, port, snaplen }: Pick<CaptureFlags, "host" | "port" | "snaplen">,
  words: string,
): Promise<CaptureFilter> {
  if (host !== undefined && parseAddress(host) === null) {
    throw new UsageError(`Option --host takes an IPv4 or IPv6 address: found ${quote(host)}`);
  }
  const asked = [
    host === undefined ? null : parseFilter(`host ${host}`),
    port === undefined ? null : parseFilter(`port ${port}`),
    saying(() => parseFilter(words, services())),
  ];
  const expression = asked.reduce(join, null);
  return { expression, options: { snapLength: snaplen, addresses: await addressesOf(hostNames(expression)) } };
}

/** Does what throws `FilterSyntaxError` and says it to the user. */
export function saying<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof FilterSyntaxError) throw new UsageError(`Cannot read the filter: ${error.message}`);
    throw error;
  }
}

function join(left: Expression | null, right: Expression | null): Expression | null {
  return left === null || right === null ? left ?? right : { kind: "and", left, right };
}

function services(): Services {
  const text = textOf(SERVICES);
  return text === "" ? WELL_KNOWN_SERVICES : parseServices(text);
}

function textOf(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return "";
  }
}

async function addressesOf(names: readonly string[]): Promise<Map<string, Uint8Array[]>> {
  const found = new Map<string, Uint8Array[]>();
  for (const name of new Set(names)) {
    const own = ownAddresses(name, textOf(HOSTS));
    found.set(name, own.length > 0 ? own : await askForAddresses(name));
  }
  return found;
}

/** The addresses of a name in a text in the form of hosts(5). */
export function ownAddresses(name: string, hosts: string): Uint8Array[] {
  return hosts.split("\n").flatMap((line) => {
    const [address = "", ...names] = line.replace(/#.*/, "").trim().split(/\s+/);
    const bytes = names.includes(name) ? parseAddress(address) : null;
    return bytes === null ? [] : [bytes];
  });
}

async function askForAddresses(name: string): Promise<Uint8Array[]> {
  const answers = await Promise.all(
    (["A", "AAAA"] as const).map((type) => Deno.resolveDns(name, type).catch(() => [])),
  );
  return answers.flat().flatMap((text) => parseAddress(text) ?? []);
}
