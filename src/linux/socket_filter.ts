/**
 * Filter programs on sockets (socket(7), SO_ATTACH_FILTER): the kernel runs them for every packet, so what is not wanted costs no
 * copy.
 */
import { SO_ATTACH_FILTER, SOL_SOCKET } from "./calls/constants.ts";
import type { Descriptor } from "./calls/descriptor.ts";
import { check } from "./calls/errors.ts";
import { libc } from "./calls/libc.ts";
import { SOCK_FILTER, SOCK_FPROG } from "./calls/structs.ts";

/** One instruction of a program, as `struct sock_filter` has it (linux/filter.h). */
export interface FilterInstruction {
  readonly code: number;
  readonly jt: number;
  readonly jf: number;
  readonly k: number;
}

/** Lets only those packets through that `program` keeps, cut to as many bytes as it returns. Throws `SystemCallError`. */
export function attachFilter(socket: Descriptor, program: readonly FilterInstruction[]): void {
  const filter = new Uint8Array(new ArrayBuffer(program.length * SOCK_FILTER.size));
  const view = new DataView(filter.buffer);
  program.forEach(({ code, jt, jf, k }, index) => {
    const at = index * SOCK_FILTER.size;
    view.setUint16(at + SOCK_FILTER.code, code, true);
    view.setUint8(at + SOCK_FILTER.jt, jt);
    view.setUint8(at + SOCK_FILTER.jf, jf);
    view.setUint32(at + SOCK_FILTER.k, k, true);
  });
  const descriptor = new Uint8Array(new ArrayBuffer(SOCK_FPROG.size));
  const fields = new DataView(descriptor.buffer);
  fields.setUint16(SOCK_FPROG.len, program.length, true);
  fields.setBigUint64(SOCK_FPROG.filter, Deno.UnsafePointer.value(Deno.UnsafePointer.of(filter)), true);
  const { fd } = socket;
  check(
    libc().setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, descriptor, SOCK_FPROG.size),
    "setsockopt SO_ATTACH_FILTER",
  );
}
