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

/** Rows of one piece of memory, which is held as long as one of them is in use; each piece takes half a kilobyte beside them. */
const ROWS = 64;

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

/** A row of what few objects need. */
interface RareRow extends Row {
  readonly things: unknown[];
}

/** Where fields stand in a row, and rows one after the other. */
class Rows {
  readonly #fields: RareFields;
  readonly #doubles: readonly string[];
  /** The field of each integer. */
  readonly #ints: readonly string[];
  readonly #things: readonly string[];
  readonly #stride: number;
  /** What a piece of memory is a copy of: every number as it begins. */
  readonly #fresh: ArrayBuffer;
  #used = ROWS;
  #page: Omit<Row, "at"> = { ints: new Int32Array(0), doubles: new Float64Array(0) };

  constructor(fields: RareFields) {
    const ofKind = (...kinds: readonly string[]): string[] =>
      Object.keys(fields).filter((name) => kinds.includes(fields[name]!.kind));
    this.#fields = fields;
    this.#doubles = ofKind("double");
    this.#things = ofKind("thing");
    this.#ints = ofKind("int", "flag", "list").flatMap((name) => new Array(lengthOf(fields[name]!)).fill(name));
    this.#stride = this.#doubles.length + Math.ceil(this.#ints.length / 2);
    this.#fresh = new ArrayBuffer(8 * this.#stride * ROWS);
    const { ints, doubles } = pageOf(this.#fresh);
    const begin = (name: string): number => Number(fields[name]!.initial);
    for (let at = 0; at < ROWS * this.#stride; at += this.#stride) {
      doubles.set(this.#doubles.map(begin), at);
      ints.set(this.#ints.map(begin), 2 * (at + this.#doubles.length));
    }
  }

  /** A new row. */
  next(): Row {
    if (this.#used === ROWS) {
      this.#page = pageOf(this.#fresh.slice(0));
      this.#used = 0;
    }
    return { ...this.#page, at: this.#used++ * this.#stride };
  }

  /** A new row with things beside it. */
  nextRare(): RareRow {
    return { ...this.next(), things: this.#things.map((name) => this.#fields[name]!.initial) };
  }

  /** The properties of an object that is such a row, or whose `rare` is one, as text. */
  properties(row: "this" | "this.rare"): string[] {
    const properties = [
      ...this.#doubles.map((name, i) => property(name, `${row}.doubles[${row}.at + ${i}]`, row)),
      ...this.#things.map((name, i) => property(name, `${row}.things[${i}]`, row)),
    ];
    for (const name of new Set(this.#ints)) {
      const index = `2 * ${row}.at + ${2 * this.#doubles.length + this.#ints.indexOf(name)}`;
      const { kind } = this.#fields[name]!;
      if (kind === "list") properties.push(`get ${name}() { return ${index}; }`);
      else properties.push(property(name, `${row}.ints[${index}]`, row, kind === "flag"));
    }
    return properties;
  }
}

function lengthOf(field: NumberField | ThingField<unknown>): number {
  return field.kind === "list" ? field.length : 1;
}

function pageOf(memory: ArrayBuffer): Omit<Row, "at"> {
  return { ints: new Int32Array(memory), doubles: new Float64Array(memory) };
}

/** A property that stands at a place of a row. */
function property(name: string, place: string, row: "this" | "this.rare", isFlag = false): string {
  const value = isFlag ? `${place} !== 0` : place;
  // What stays as it is takes no row of its own.
  const own = row === "this" ? "" : `if (value === (${value})) return; this.ownRare(); `;
  const kept = isFlag ? "value ? 1 : 0" : "value";
  return `get ${name}() { return ${value}; }, set ${name}(value) { ${own}${place} = ${kept}; }`;
}

/**
 * The properties out of their text. So each has functions of its own: the engine then knows them to be asked of one class alone and
 * puts them in the place of the call. Functions that one closure makes are one to it, asked of all classes, and are called each time:
 * made so, they had a summary of a million packets take an eighth more time, and its flows a seventh.
 */
function compiled(properties: readonly string[]): PropertyDescriptorMap {
  return Object.getOwnPropertyDescriptors(new Function(`return {${properties.join(", ")}};`)());
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
  const rareRows = new Rows(rare ?? {});
  /** The row of all in which nothing rare has happened. */
  const usual = rareRows.nextRare();

  class Numbers implements Row {
    readonly ints: Int32Array;
    readonly doubles: Float64Array;
    readonly at: number;
    rare = usual;

    constructor() {
      ({ ints: this.ints, doubles: this.doubles, at: this.at } = rows.next());
    }

    /** Makes a row of its own for what is rare. */
    ownRare(): void {
      if (this.rare === usual) this.rare = rareRows.nextRare();
    }
  }

  const properties = [...rows.properties("this"), ...rareRows.properties("this.rare")];
  Object.defineProperties(Numbers.prototype, compiled(properties));
  return Numbers as unknown as new () => FieldsOf<Fields> & FieldsOf<Rare> & Pick<Row, "ints">;
}
