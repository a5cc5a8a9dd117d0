/** The module of the thread that carries packets between two hosts. */
/// <reference lib="deno.worker" />
import { Descriptor } from "../../linux/calls/descriptor.ts";
import { FramePort } from "../../linux/frames/frame_port.ts";
import { NetlinkSocket } from "../../linux/netlink_socket.ts";
import { goAtOnce, wakeExactly } from "../../linux/process.ts";
import { parseBox } from "../boxes/parse_box.ts";
import { KernelWatch } from "../kernel/kernel_watch.ts";
import { type End } from "../wire/end.ts";
import { GOOD_LINK, type LinkOptions } from "../wire/link_options.ts";
import { Wire } from "../wire/wire.ts";
import { rehearseWire } from "./rehearse_wire.ts";
import type { SentParts, WireMessage, WireOrder } from "./wire_news.ts";
import { WireReporter } from "./wire_reporter.ts";

function say(message: WireMessage, ...buffers: ArrayBuffer[]): void {
  self.postMessage(message, buffers);
}

function carry({ cables, kernels, bell, seen }: SentParts): void {
  const cable = (end: End) => {
    const descriptor = new Descriptor(cables[end]);
    return frames ? FramePort.of(descriptor, link) : descriptor;
  };
  const ends = { client: cable("client"), server: cable("server") };
  const kernel = (end: End) => new NetlinkSocket(new Descriptor(kernels[end]));
  using watch = new KernelWatch({ client: kernel("client"), server: kernel("server") });
  const reporter = new WireReporter(watch, {
    hosts: seen,
    tell: (news, buffer) => say({ say: "news", news: { ...news, empty: wire.empty } }, buffer),
  });
  const wire = new Wire(ends, new Descriptor(bell), { link, watch: reporter });
  wire.run();
  reporter.flush();
  const overrun = (end: End) => ends[end] instanceof FramePort ? ends[end].takeDropped() : 0;
  say({ say: "ended", overrun: { client: overrun("client"), server: overrun("server") } });
  ends.client.close();
  ends.server.close();
}

goAtOnce();
wakeExactly();
let link: LinkOptions = GOOD_LINK;
let frames = false;
self.onmessage = ({ data }: MessageEvent<WireOrder>) => {
  if (data.do === "carry") return carry(data.parts);
  link = { ...data.link, boxes: data.link.boxes.map(parseBox) };
  frames = data.frames;
  rehearseWire({ link, frames }, (news, buffer) => say({ say: "rehearsed", news: { ...news, empty: true } }, buffer));
  say({ say: "ready" });
};
