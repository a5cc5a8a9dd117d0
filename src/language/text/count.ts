/** A count in a sentence, its thousands set apart from five digits on: `1448`, `200,000`. */
export function countText(count: number): string {
  return count < 10_000 ? String(count) : String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
