/** What a summary says of names and TLS, beside its labels. Names of protocols, numbers and durations come in as texts. */
export interface ApplicationWords {
  readonly labels: { readonly name: string; readonly alert: string };
  /** The question was seen so long before, in this packet. */
  asked(name: string, asker: string, before: string, packet: number): string;
  /** Only the answer was. */
  answered(name: string, asker: string, before: string, packet: number): string;
  /** How long the answer took. */
  lookup(time: string): string;
  also(names: string): string;
  readonly noAnswer: string;
  /** An alert was the answer. */
  readonly refused: string;
  plainAnswer(packet: number): string;
  forName(name: string): string;
  offers(protocols: string): string;
  readonly resumed: string;
  readonly retried: string;
  handshake(time: string, roundTrips: number): string;
  alert(end: string, packet: number): string;
  readonly hidden: string;
  /** What alerts mean, by their names. */
  readonly alerts: Readonly<Record<string, string>>;
  /** Of HTTP/2 without TLS. */
  preface(packet: number): string;
}
