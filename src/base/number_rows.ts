/**
 * Objects whose numbers stand in rows of typed arrays. A field of an ordinary object takes eight bytes, a number with a fraction or
 * of more than 31 bits 24 of them; here an integer takes four, any other number eight, and the collector of garbage has nothing
 * to look at. What few objects need stands in a row apart, which an object gets when one of it first changes. For what there is
 * a hundred thousand of at a time.
 *
 * ```ts
 * import { double, flag, int, numberRows, thing } from "./number_rows.ts";
 * const Numbers = numberRows(
 *   { port: int(), time: double(-1), open: flag(true) },
 *   { complaints: int(), letter: thing<string | null>(null) },
 * );
 * class Visit extends Numbers {}
 * const visit = new Visit();
 * visit.time += 0.5;
 * visit.open = false;
 * visit.letter = "Too loud";
 * ```
 */

/** Rows of one piece of memory, which is held as long as one of them is in use. */
const ROWS = 16;

/** A number with the value that it begins with. */
export interface IntField {
  readonly kind: "int";
  readonly initial: number;
}
export interface DoubleField {
  readonly kind: "double";
  readonly initial: number;
}
export interface FlagField {
  readonly kind: "flag";
  readonly initial: boolean;
}
export interface ListField {
  readonly kind: "list";
  readonly initial: 0;
  readonly length: number;
}
export interface ThingField<Thing> {
  readonly kind: "thing";
  readonly initial: Thing;
}
type NumberField = IntField | DoubleField | FlagField | ListField;
export type NumberFields = Readonly<Record<string, NumberField>>;
export type RareFields = Readonly<Record<string, NumberField | ThingField<unknown>>>;

/** Signed 32-bit. */
export function int(initial = 0): IntField {
  return { kind: "int", initial };
}

/** Any number. */
export function double(initial = 0): DoubleField {
  return { kind: "double", initial };
}

/** True or false. */
export function flag(initial = false): FlagField {
  return { kind: "flag", initial };
}

/** So many integers, which begin as 0; the property tells where in `ints` they stand. Only among what is not rare. */
export function list(length: number): ListField {
  return { kind: "list", initial: 0, length };
}

/** Anything else; only among what is rare. All objects share what it begins with: that must never be changed. */
export function thing<Thing>(initial: Thing): ThingField<Thing> {
  return { kind: "thing", initial };
}

/** An object with these fields, each a property that can be read and written. */
export type FieldsOf<Fields extends RareFields> = {
  -readonly [Name in keyof Fields]: Fields[Name] extends ThingField<infer Thing> ? Thing
    : Fields[Name] extends FlagField ? boolean
    : number;
};

/** The arrays that hold a row, over the same bytes, and where it begins, in eights of bytes. */
interface Row {
  readonly ints: Int32Array;
  readonly doubles: Float64Array;
  readonly at: number;
}

interface RareRow extends Row {
  readonly things: unknown[];
}

interface Holder extends Row {
  rare: RareRow | null;
}

type Accessors = PropertyDescriptor & ThisType<Holder>;

/** Where fields stand in a row, and rows one after the other. */
class Rows {
  readonly doubles: string[];
  readonly ints: string[];
  readonly #stride: number;
  /** What a piece of memory is a copy of: every number as it begins. */
  readonly #fresh: ArrayBuffer;
  #used = ROWS;
  page: Omit<Row, "at"> = { ints: new Int32Array(0), doubles: new Float64Array(0) };

  constructor(fields: RareFields) {
    const names = Object.keys(fields);
    this.doubles = names.filter((name) => fields[name]!.kind === "double");
    this.ints = names.flatMap((name) => {
      const field = fields[name]!;
      if (field.kind === "list") return new Array(field.length).fill(name);
      return field.kind === "int" || field.kind === "flag" ? [name] : [];
    });
    this.#stride = this.doubles.length + Math.ceil(this.ints.length / 2);
    this.#fresh = new ArrayBuffer(8 * this.#stride * ROWS);
    const { ints, doubles } = pageOf(this.#fresh);
    for (let at = 0; at < ROWS * this.#stride; at += this.#stride) {
      this.doubles.forEach((name, i) => doubles[at + i] = Number(fields[name]!.initial));
      this.ints.forEach((name, i) => ints[2 * at + this.placeOf(i)] = Number(fields[name]!.initial));
    }
  }

  /** Where the integer with this index stands, counted from a row's beginning. */
  placeOf(index: number): number {
    return 2 * this.doubles.length + index;
  }

  /** Where a new row begins in `page`. */
  next(): number {
    if (this.#used === ROWS) {
      this.page = pageOf(this.#fresh.slice(0));
      this.#used = 0;
    }
    return this.#used++ * this.#stride;
  }
}

function pageOf(memory: ArrayBuffer): Omit<Row, "at"> {
  return { ints: new Int32Array(memory), doubles: new Float64Array(memory) };
}

/**
 * The class of objects with these fields, and with those that are `rare`. They are properties of its prototype: a copy by `...` has
 * none of them.
 */
export function numberRows<const Fields extends NumberFields, const Rare extends RareFields = Record<never, never>>(
  fields: Fields,
  rare?: Rare,
): new () => FieldsOf<Fields> & FieldsOf<Rare> & Pick<Row, "ints"> {
  const rows = new Rows(fields);

  class Numbers implements Holder {
    readonly ints: Int32Array;
    readonly doubles: Float64Array;
    readonly at: number;
    rare: RareRow | null = null;

    constructor() {
      this.at = rows.next();
      this.ints = rows.page.ints;
      this.doubles = rows.page.doubles;
    }
  }

  const define = (name: string, accessors: Accessors): unknown =>
    Object.defineProperty(Numbers.prototype, name, accessors);
  rows.doubles.forEach((name, i) => define(name, doubleAt(i)));
  for (const name of new Set(rows.ints)) {
    define(name, accessorsOf(fields[name]!, rows.placeOf(rows.ints.indexOf(name))));
  }
  if (rare !== undefined) defineRare(rare, define);
  return Numbers as unknown as new () => FieldsOf<Fields> & FieldsOf<Rare> & Pick<Row, "ints">;
}

function defineRare(rare: RareFields, define: (name: string, accessors: Accessors) => unknown): void {
  const rows = new Rows(rare);
  const things = Object.keys(rare).filter((name) => rare[name]!.kind === "thing");
  const make = (): RareRow => {
    const at = rows.next();
    return { ...rows.page, at, things: things.map((name) => rare[name]!.initial) };
  };
  rows.doubles.forEach((name, i) => define(name, rareDoubleAt(i, Number(rare[name]!.initial), make)));
  rows.ints.forEach((name, i) => {
    const { initial, kind } = rare[name]!;
    const place = rows.placeOf(i);
    define(name, kind === "flag" ? rareFlagAt(place, Boolean(initial), make) : rareIntAt(place, Number(initial), make));
  });
  things.forEach((name, i) => define(name, thingAt(i, rare[name]!.initial, make)));
}

function accessorsOf({ kind }: NumberField, place: number): Accessors {
  if (kind === "list") return listAt(place);
  return kind === "flag" ? flagAt(place) : intAt(place);
}

function doubleAt(place: number): Accessors {
  return {
    get(): number {
      return this.doubles[this.at + place]!;
    },
    set(value: number) {
      this.doubles[this.at + place] = value;
    },
  };
}

function intAt(place: number): Accessors {
  return {
    get(): number {
      return this.ints[2 * this.at + place]!;
    },
    set(value: number) {
      this.ints[2 * this.at + place] = value;
    },
  };
}

function flagAt(place: number): Accessors {
  return {
    get(): boolean {
      return this.ints[2 * this.at + place] !== 0;
    },
    set(value: boolean) {
      this.ints[2 * this.at + place] = value ? 1 : 0;
    },
  };
}

function listAt(place: number): Accessors {
  return {
    get(): number {
      return 2 * this.at + place;
    },
  };
}

function rareDoubleAt(place: number, initial: number, make: () => RareRow): Accessors {
  return {
    get(): number {
      const { rare } = this;
      return rare === null ? initial : rare.doubles[rare.at + place]!;
    },
    set(value: number) {
      if (this.rare === null && value === initial) return;
      const rare = this.rare ??= make();
      rare.doubles[rare.at + place] = value;
    },
  };
}

function rareIntAt(place: number, initial: number, make: () => RareRow): Accessors {
  return {
    get(): number {
      const { rare } = this;
      return rare === null ? initial : rare.ints[2 * rare.at + place]!;
    },
    set(value: number) {
      if (this.rare === null && value === initial) return;
      const rare = this.rare ??= make();
      rare.ints[2 * rare.at + place] = value;
    },
  };
}

function rareFlagAt(place: number, initial: boolean, make: () => RareRow): Accessors {
  return {
    get(): boolean {
      const { rare } = this;
      return rare === null ? initial : rare.ints[2 * rare.at + place] !== 0;
    },
    set(value: boolean) {
      if (this.rare === null && value === initial) return;
      const rare = this.rare ??= make();
      rare.ints[2 * rare.at + place] = value ? 1 : 0;
    },
  };
}

function thingAt(place: number, initial: unknown, make: () => RareRow): Accessors {
  return {
    get(): unknown {
      return this.rare === null ? initial : this.rare.things[place];
    },
    set(value: unknown) {
      if (this.rare === null && value === initial) return;
      (this.rare ??= make()).things[place] = value;
    },
  };
}
