/** What a SYN offers, in the form in which two sightings of it are compared. */
export interface SynOffer {
  /** -1 for an option that is not there. */
  readonly maximumSegment: number;
  readonly windowShift: number;
  readonly sackPermitted: boolean;
  readonly timestamps: boolean;
  /** Every other option by kind and content, in order. */
  readonly others: string;
}
