/**
 * TCP options in a few words each, as their documents call them, for the notes of a packet list.
 */
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { findOption, OPTION_SACK, tcpOptions } from "../../packet/tcp_options.ts";
import type { TcpOption } from "../../packet/tcp_options.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";
import { seqDiff } from "../../packet/sequence.ts";

/** All options of a packet, padding left out. */
export function optionsText(packet: ReadonlyPacket): string[] {
  return tcpOptions(packet).map(optionText).filter((text) => text !== "");
}

/**
 * The ranges of a SACK option, relative to the first number of the direction they confirm unless raw numbers are wanted;
 * empty where the packet has none.
 */
export function sackTexts(analysed: AnalysedPacket, raw: boolean): string[] {
  const { packet, ack } = analysed;
  if (findOption(packet, OPTION_SACK) < 0) return [];
  return tcpOptions(packet).flatMap((option) =>
    option.kind !== "sack" ? [] : option.blocks.map(({ left, right }) => {
      // Counted from the packet's own ack: what lies before the first number of the capture has no relative one.
      const first = ack + seqDiff(left, packet.ack);
      if (raw || first < 0) return `SACK ${raw ? "" : "raw "}${left}-${right}`;
      return `SACK ${first}-${first + seqDiff(right, left)}`;
    })
  );
}

function optionText(option: TcpOption): string {
  switch (option.kind) {
    case "end":
    case "nop":
      return "";
    case "mss":
      return `MSS ${option.value}`;
    case "window_scale":
      return `window scale ${option.shift}`;
    case "sack_permitted":
      return "SACK permitted";
    case "sack":
      return option.blocks.map(({ left, right }) => `SACK ${left}-${right}`).join(", ");
    case "timestamps":
      return "timestamps";
    case "md5":
      return "MD5 signature";
    case "user_timeout":
      return `user timeout ${option.seconds} s`;
    case "authentication":
      return `TCP-AO key ${option.keyId}`;
    case "mptcp":
      return `MPTCP ${option.name}`;
    case "fast_open":
      return option.cookie === "" ? "Fast Open cookie request" : `Fast Open cookie ${option.cookie}`;
    case "accecn":
      return `AccECN ${option.counters.join("/")}`;
    case "experimental":
      return `experiment 0x${option.identifier.toString(16).padStart(4, "0")}`;
    case "unknown":
      return `option ${option.number}`;
    case "malformed":
      return `option ${option.number} malformed: ${option.reason}`;
  }
}
