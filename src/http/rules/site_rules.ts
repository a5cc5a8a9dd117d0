/**
 * The site's own `_headers` and `_redirects`, read again when they change. A mistake in them stops the server from
 * starting; a mistake made while it runs is reported and leaves the rules as they were.
 */
import { join } from "@std/path";
import { Failure } from "../../base/failure.ts";
import { Disk } from "../files/disk.ts";
import { isAbsence, isSameState, type Located, located } from "../files/located.ts";
import { HeaderRules, parseHeadersFile } from "./headers_file.ts";
import { parseRedirectsFile, RedirectRules } from "./redirects_file.ts";
import { readRuleText } from "./rule_text.ts";

/** Names below the root that are not served. */
export const RULE_FILES: ReadonlySet<string> = new Set(["_headers", "_redirects"]);

/** How often the files are looked at, ms. */
const INTERVAL = 1000;
/** A file written to within this time may be half of itself: it is looked at again before it is believed, ms. */
const SETTLING = 100;

type States = readonly (Located | null)[];

export class SiteRules {
  headers = new HeaderRules([]);
  redirects = new RedirectRules([]);
  /** Another number whenever other rules hold: what was made under the rules of another generation is void. */
  generation = 0;
  readonly #root: string;
  readonly #disk = new Disk();
  readonly #warn: (message: string) => void;
  #states: States = [];
  #checkAt = -Infinity;
  #checkedAt = -Infinity;
  #checking: Promise<boolean> | null = null;

  /** @param warn Receives the one line about rules that cannot be used. */
  constructor(root: string, warn: (message: string) => void) {
    this.#root = root;
    this.#warn = warn;
  }

  /** Reads the files for the first time, or again because somebody asks. Throws `Failure` that names file and line. */
  async load(): Promise<void> {
    this.#states = await this.#look();
    await this.#read();
  }

  /** Looks for changes, at most once a second. Resolves with true when other rules hold now. @param now ms. */
  refresh(now: number): Promise<boolean> | boolean {
    if (now < this.#checkAt && now >= this.#checkedAt) return false;
    return this.#checking ??= this.#refresh(now).finally(() => this.#checking = null);
  }

  async #refresh(now: number): Promise<boolean> {
    const states = await this.#look();
    this.#checkedAt = now;
    this.#checkAt = now + INTERVAL;
    if (isSame(states, this.#states)) return false;
    if (states.some((state) => state !== null && isFresh(state))) {
      this.#checkAt = now + SETTLING;
      return false;
    }
    this.#states = states;
    try {
      await this.#read();
      return true;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.#warn(`${error.message}; the rules stay as they were`);
      return false;
    }
  }

  async #read(): Promise<void> {
    const headers = parseHeadersFile(await readRuleText(join(this.#root, "_headers")));
    const redirects = parseRedirectsFile(await readRuleText(join(this.#root, "_redirects")));
    this.headers = headers;
    this.redirects = redirects;
    this.generation++;
  }

  async #look(): Promise<States> {
    const states: (Located | null)[] = [];
    for (const name of RULE_FILES) {
      const path = join(this.#root, name);
      try {
        states.push(located(path, await this.#disk.stat(path)));
      } catch (error) {
        if (!isAbsence(error)) throw error;
        states.push(null);
      }
    }
    return states;
  }
}

function isSame(one: States, other: States): boolean {
  return one.length === other.length && one.every((state, index) => {
    const second = other[index] ?? null;
    return state === null || second === null ? state === second : isSameState(state, second);
  });
}

/** The modification time, because it tells milliseconds; one in the future says nothing. */
function isFresh({ modified }: Located): boolean {
  const age = modified === null ? Infinity : Date.now() - modified;
  return age >= 0 && age < SETTLING;
}
