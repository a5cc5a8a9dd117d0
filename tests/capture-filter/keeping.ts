/** Which packets a filter expression keeps. */
import { compileForFile } from "../../src/capture-filter/compile/compile_filter.ts";
import { parseFilter } from "../../src/capture-filter/language/parse_filter.ts";
import { FilterMachine } from "../../src/capture-filter/program/run_program.ts";
import type { LinkPacket } from "./mixed_packets.ts";

/** The places of the packets kept, from 0. */
export function keptBy(expression: string, linkType: number, packets: readonly LinkPacket[]): number[] {
  const program = compileForFile(parseFilter(expression), linkType);
  if (program === null) throw new Error(`no filters for link type ${linkType}`);
  const machine = new FilterMachine(program);
  return packets.flatMap(({ bytes, length }, place) =>
    machine.run(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), length) > 0 ? [place] : []
  );
}
