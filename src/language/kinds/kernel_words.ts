/** What is said of a kernel's congestion window and of how a sender spent its time. */

/** A window before and after, in segments, and the packet at which it was noticed; 0 where none was near. */
export interface WindowChange {
  readonly from: number;
  readonly to: number;
  readonly packet: number;
}

export interface KernelWords {
  readonly heading: string;
  began(end: "client" | "server", window: { readonly segments: number; readonly bytes: number }): string;
  /** In slow start, where `threshold` is null or above the window; else in congestion avoidance. */
  grew(change: WindowChange & { readonly slowStart: boolean }): string;
  /** What the kernel took for the reason. */
  fell(change: WindowChange & { readonly threshold: number | null; readonly why: "loss" | "timeout" | "mark" }): string;
  /** Times in ms; `again` counts segments that were sent again. */
  spent(time: {
    readonly busy: number;
    readonly receiver: number;
    readonly buffer: number;
    readonly again: number;
  }): string;
}
