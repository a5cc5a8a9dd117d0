/** Where the packets come from, an interface or a file: one feed for both, and what is told of it at the end. */
import { Failure } from "../../../base/failure.ts";
import { compileForFile } from "../../../capture-filter/compile/compile_filter.ts";
import { FilterMachine } from "../../../capture-filter/program/run_program.ts";
import type { ReadonlyRecord } from "../../../capture-file/capture_record.ts";
import type { LiveCapture } from "../../../linux/live_capture.ts";
import { linkTypeName } from "../../../packet/link_layer.ts";
import type { CaptureFeed } from "../../../reading/feeds/capture_feed.ts";
import { FilteredFeed } from "../../../reading/feeds/filtered_feed.ts";
import { LiveFeed } from "../../../reading/feeds/live_feed.ts";
import { type CaptureFilter, saying } from "./capture_filter.ts";
import type { Limits } from "./limits.ts";

/** The packets of an interface, until the limits are reached. */
export function liveFeed(capture: LiveCapture, name: string, limits: Limits): CaptureFeed {
  return new LiveFeed(name, capture.linkType, async (take) => {
    if (limits.reached) return false;
    await capture.read((packet) => {
      limits.taken++;
      take(packet);
      return !limits.full;
    });
    return true;
  });
}

/** The packets of a file that the filter keeps. */
export function filteredFeed(feed: CaptureFeed, filter: CaptureFilter, limits: Limits): CaptureFeed {
  const machines = new Map<number, FilterMachine>();
  const machineFor = (linkType: number): FilterMachine => {
    const machine = machines.get(linkType) ?? makeMachine(linkType, filter, feed.label);
    machines.set(linkType, machine);
    return machine;
  };
  const keep = ({ bytes, start, capturedLength, length, linkType }: ReadonlyRecord): number => {
    if (limits.reached) return 0;
    const view = new DataView(bytes.buffer, bytes.byteOffset + start, capturedLength);
    const kept = machineFor(linkType).run(view, length);
    if (kept > 0) limits.taken++;
    return kept;
  };
  return new FilteredFeed(feed, keep);
}

function makeMachine(linkType: number, { expression, options }: CaptureFilter, label: string): FilterMachine {
  const program = saying(() => compileForFile(expression, linkType, options));
  if (program !== null) return new FilterMachine(program);
  throw new Failure(`Cannot filter packets of ${linkTypeName(linkType)}, which ${label} holds`);
}
