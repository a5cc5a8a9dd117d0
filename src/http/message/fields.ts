/**
 * Response fields while they are put together: a later value replaces an earlier one of the same name in any case.
 */

export class Fields {
  readonly #values = new Map<string, { name: string; values: string[] }>();

  set(name: string, value: string): this {
    this.#values.set(name.toLowerCase(), { name, values: [value] });
    return this;
  }

  /** Adds a line beside those of the same name. */
  append(name: string, value: string): this {
    const present = this.#values.get(name.toLowerCase());
    if (present === undefined) return this.set(name, value);
    present.values.push(value);
    return this;
  }

  remove(name: string): this {
    this.#values.delete(name.toLowerCase());
    return this;
  }

  get(name: string): string | undefined {
    return this.#values.get(name.toLowerCase())?.values.join(", ");
  }

  copy(): Fields {
    const copy = new Fields();
    for (const [key, { name, values }] of this.#values) copy.#values.set(key, { name, values: [...values] });
    return copy;
  }

  /** The lines as they are sent, each with CR LF. */
  toString(): string {
    let lines = "";
    for (const { name, values } of this.#values.values()) {
      for (const value of values) lines += `${name}: ${value}\r\n`;
    }
    return lines;
  }
}
