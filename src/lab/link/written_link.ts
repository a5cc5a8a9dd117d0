/**
 * The link of a scenario file: numbers, or texts as the command line has them.
 */
import { Failure } from "../../base/failure.ts";
import { parseBox } from "../boxes/parse_box.ts";
import { type Fault, fault } from "../wire/fault.ts";
import { type BothRoads, GOOD_LINK, type LinkChange, type LinkOptions, ROAD_SETTINGS } from "../wire/link_options.ts";
import { checkLink } from "./check_link.ts";
import { readDown, readSetting } from "./road_text.ts";
import { WrongSetting } from "./setting_text.ts";

type Written = { readonly [K in keyof BothRoads]?: string | number | boolean };

/** As the schema lets it through. */
export interface WrittenLink extends Written {
  readonly mtu?: number;
  readonly offload?: boolean;
  readonly seed?: number;
  readonly faults?: readonly (Pick<Fault, "action" | "from" | "nth"> & Partial<Fault>)[];
  readonly at?: readonly (Written & { readonly after?: number; readonly down?: string | number })[];
  readonly boxes?: readonly string[];
}

/** What a link differs in from a good one. Throws `Failure` that begins with the setting's place. */
export function readWrittenLink(written: WrittenLink): Partial<LinkOptions> {
  const { mtu, offload, seed, faults, at, boxes } = written;
  const rest = { mtu, offload, seed };
  const link: Partial<LinkOptions> = {
    ...readRoad(written, "link"),
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
    ...(faults === undefined ? {} : { faults: faults.map(fault) }),
    ...(at === undefined ? {} : { at: readChanges(at) }),
    ...(boxes === undefined ? {} : { boxes: boxes.map((text, i) => within(`link.boxes[${i}]`, () => parseBox(text))) }),
  };
  const problem = checkLink({ ...GOOD_LINK, ...link });
  if (problem !== null) throw new Failure(`link: ${problem}`);
  return link;
}

/** A change without a time comes together with the one before it. */
function readChanges(written: NonNullable<WrittenLink["at"]>): LinkChange[] {
  let last = 0;
  return written.map((change, i) => {
    const place = `link.at[${i}]`;
    const { down } = change;
    last = change.after ?? last;
    return {
      after: last,
      ...readRoad(change, place),
      ...(down === undefined
        ? {}
        : { down: within(`${place}.down`, () => typeof down === "number" ? down : readDown(down)) }),
    };
  });
}

function readRoad(written: Written, place: string): Partial<BothRoads> {
  const given = ROAD_SETTINGS.filter((name) => written[name] !== undefined);
  return Object.fromEntries(
    given.map((name) => [name, within(`${place}.${name}`, () => readValue(name, written[name] ?? 0))]),
  );
}

/** A bare number of a queue is packets. */
function readValue(name: keyof BothRoads, value: string | number | boolean): unknown {
  if (typeof value === "string" || name === "queue") return readSetting(name, String(value));
  return value;
}

/** Names the place of what cannot be read. */
function within<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof WrongSetting) {
      throw new Failure(`${place}: expected ${error.expected}, found ${JSON.stringify(error.found)}`);
    }
    if (error instanceof Failure) throw new Failure(`${place}: ${error.message}`);
    throw error;
  }
}
