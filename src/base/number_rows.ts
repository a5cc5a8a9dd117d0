/**
 * Objects whose numbers stand in rows of typed arrays. A field of an ordinary object takes eight bytes, a number with a fraction or
 * of more than 31 bits 24 of them; here an integer takes four, any other number eight, and the collector of garbage has nothing
 * to look at. For what there is a hundred thousand of at a time.
 *
 * ```ts
 * import { double, flag, int, numberRows } from "./number_rows.ts";
 * const Numbers = numberRows({ port: int(), time: double(-1), closed: flag() });
 * class Visit extends Numbers {}
 * const visit = new Visit();
 * visit.time += 0.5;
 * visit.closed = true;
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
export type NumberFields = Readonly<Record<string, IntField | DoubleField | FlagField>>;

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

/** An object with these fields, each a property that can be read and written. */
export type NumbersOf<Fields extends NumberFields> = {
  -readonly [Name in keyof Fields]: Fields[Name] extends FlagField ? boolean : number;
};

/** The arrays that hold a row, over the same bytes, and where it begins, in eights of bytes. */
interface Row {
  readonly ints: Int32Array;
  readonly doubles: Float64Array;
  readonly at: number;
}

/** The class of objects with these numbers. They are properties of its prototype: a copy by `...` has none of them. */
export function numberRows<const Fields extends NumberFields>(fields: Fields): new () => NumbersOf<Fields> {
  const names = Object.keys(fields);
  const doubles = names.filter((name) => fields[name]!.kind === "double");
  const ints = names.filter((name) => fields[name]!.kind !== "double");
  const stride = doubles.length + Math.ceil(ints.length / 2);
  const fresh = new ArrayBuffer(8 * stride * ROWS);
  let [pageInts, pageDoubles, used] = [new Int32Array(0), new Float64Array(0), ROWS];

  class Numbers implements Row {
    readonly ints: Int32Array;
    readonly doubles: Float64Array;
    readonly at: number;

    constructor() {
      if (used === ROWS) {
        const page = fresh.slice(0);
        pageInts = new Int32Array(page);
        pageDoubles = new Float64Array(page);
        used = 0;
      }
      this.ints = pageInts;
      this.doubles = pageDoubles;
      this.at = used++ * stride;
    }
  }

  const firstInts = new Int32Array(fresh);
  const firstDoubles = new Float64Array(fresh);
  for (let row = 0; row < ROWS; row++) {
    doubles.forEach((name, i) => firstDoubles[row * stride + i] = Number(fields[name]!.initial));
    ints.forEach((name, i) => firstInts[2 * (row * stride + doubles.length) + i] = Number(fields[name]!.initial));
  }
  doubles.forEach((name, i) => Object.defineProperty(Numbers.prototype, name, doubleAt(i)));
  ints.forEach((name, i) => {
    const place = 2 * doubles.length + i;
    Object.defineProperty(Numbers.prototype, name, fields[name]!.kind === "flag" ? flagAt(place) : intAt(place));
  });
  return Numbers as unknown as new () => NumbersOf<Fields>;
}

function doubleAt(place: number): PropertyDescriptor & ThisType<Row> {
  return {
    get(): number {
      return this.doubles[this.at + place]!;
    },
    set(value: number) {
      this.doubles[this.at + place] = value;
    },
  };
}

function intAt(place: number): PropertyDescriptor & ThisType<Row> {
  return {
    get(): number {
      return this.ints[2 * this.at + place]!;
    },
    set(value: number) {
      this.ints[2 * this.at + place] = value;
    },
  };
}

function flagAt(place: number): PropertyDescriptor & ThisType<Row> {
  return {
    get(): boolean {
      return this.ints[2 * this.at + place] !== 0;
    },
    set(value: boolean) {
      this.ints[2 * this.at + place] = value ? 1 : 0;
    },
  };
}
