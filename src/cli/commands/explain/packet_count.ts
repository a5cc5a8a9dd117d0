import { grouped } from "../../../report/words/times.ts";

/** `1 packet`, `1,234 packets`. */
export function packetCount(packets: number): string {
  return packets === 1 ? "1 packet" : `${grouped(packets)} packets`;
}
