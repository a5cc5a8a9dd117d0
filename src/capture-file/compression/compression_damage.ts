const SAID = {
  "damaged": "is damaged",
  "ends early": "ends too early",
  "goes on": "is followed by something else",
} as const;

/** What a source says when its compressed bytes are damaged or end too early. */
export class CompressionDamage extends Error {
  constructor(format: string, what: keyof typeof SAID) {
    super(`the ${format} data ${SAID[what]}`);
  }
}
