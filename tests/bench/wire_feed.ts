/**
 * Both ends of the wire for `wire_bench.ts`, in a thread of its own: sends packets at their moments into one socket, and
 * notes when each comes out of the other. Its clock is the wire's.
 */
import { monotonicNow } from "../../src/linux/clock.ts";
import { Descriptor } from "../../src/linux/calls/descriptor.ts";
import { PollSet } from "../../src/linux/poll.ts";
import { segment } from "../lab/segment.ts";

export interface Feed {
  readonly client: number;
  readonly server: number;
  /** What ends the wire. */
  readonly rope: number;
  readonly packets: number;
  /** Time between packets, ns, and their size, bytes. */
  readonly every: number;
  readonly size: number;
  /** How long to wait after the last one, ns. */
  readonly linger: number;
}

/** When each packet was sent, and when it came first, by its number; NaN for one that did not come. */
export interface Fed {
  readonly sent: Float64Array<ArrayBuffer>;
  readonly came: Float64Array<ArrayBuffer>;
  /** The numbers in the order in which they came, duplicates too. */
  readonly order: number[];
}

function feed({ client, server, packets, every, size, linger }: Feed): Fed {
  const [out, into] = [new Descriptor(client), new Descriptor(server)];
  const [sent, came] = [new Float64Array(packets).fill(NaN), new Float64Array(packets).fill(NaN)];
  const order: number[] = [];
  const buffer = new Uint8Array(65_536);
  const view = new DataView(buffer.buffer);
  const poll = new PollSet([into]);
  const drain = () => {
    for (let length = into.read(buffer); length > 0; length = into.read(buffer)) {
      const now = monotonicNow();
      const number = view.getUint32(24);
      if (Number.isNaN(came[number])) came[number] = now;
      order.push(number);
    }
  };
  const wait = (until: number) => {
    for (let left = until - monotonicNow(); left > 0; left = until - monotonicNow()) {
      // The kernel wakes a sleeper late: the last part of the wait is spent asking.
      poll.waitHere(left > 200_000 ? left - 150_000 : 0);
      drain();
    }
  };
  const start = monotonicNow() + 5_000_000;
  for (let number = 0; number < packets; number++) {
    const frame = segment({ flags: "ACK", length: size - 40, seq: number });
    wait(start + number * every);
    sent[number] = monotonicNow();
    while (out.write(frame) < 0) drain();
    drain();
  }
  wait(monotonicNow() + linger);
  return { sent, came, order };
}

self.onmessage = ({ data }: MessageEvent<Feed>) => {
  self.postMessage(feed(data));
  new Descriptor(data.rope).write(Uint8Array.of(1));
  self.close();
};
