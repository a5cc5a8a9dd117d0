/** Seconds with six digits, as lists of packets print time. Takes nanoseconds since the first packet. */
export function seconds(nanoseconds: number): string {
  return (nanoseconds / 1e9).toFixed(6);
}
