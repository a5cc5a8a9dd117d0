import { assertEquals } from "@std/assert";
import { pythonError, socketError } from "../../src/experiment/socket_error.ts";
import { DeadlineExceeded } from "../../src/net/within.ts";
import { PYTHON, runPython } from "./python.ts";

function systemError(code: string): Error {
  return Object.assign(new Error(`${code} (os error 0)`), { code });
}

Deno.test("socketError() uses the names, numbers and texts of Python on Linux", () => {
  const table = [
    { input: systemError("ECONNRESET"), expected: "ConnectionResetError: [Errno 104] Connection reset by peer" },
    { input: systemError("EPIPE"), expected: "BrokenPipeError: [Errno 32] Broken pipe" },
    { input: systemError("ETIMEDOUT"), expected: "TimeoutError: [Errno 110] Connection timed out" },
    { input: systemError("ECONNREFUSED"), expected: "ConnectionRefusedError: [Errno 111] Connection refused" },
    { input: systemError("EHOSTUNREACH"), expected: "OSError: [Errno 113] No route to host" },
    { input: systemError("ENETUNREACH"), expected: "OSError: [Errno 101] Network is unreachable" },
    { input: new DeadlineExceeded("late"), expected: "TimeoutError: timed out" },
    { input: systemError("EWEIRD"), expected: "OSError: EWEIRD (os error 0)" },
    {
      input: new Error("failed to lookup address information: Name or service not known"),
      expected: "socket.gaierror: [Errno -2] Name or service not known",
    },
  ];
  for (const { input, expected } of table) {
    const error = socketError(input);
    assertEquals(error && pythonError(error), expected);
  }
});

Deno.test("socketError() gives nothing for an error that no socket made", () => {
  for (const error of [new TypeError("x is not a function"), "text", undefined]) {
    assertEquals(socketError(error), undefined);
  }
});

Deno.test({
  name: `socketError() agrees with Python's own errors${PYTHON.whyNot}`,
  ignore: !PYTHON.available || Deno.build.os !== "linux",
  async fn() {
    const codes = ["EACCES", "EADDRINUSE", "EADDRNOTAVAIL", "ECONNABORTED", "ECONNREFUSED", "ECONNRESET", "EHOSTDOWN"];
    codes.push(
      "EHOSTUNREACH",
      "EMFILE",
      "ENETDOWN",
      "ENETUNREACH",
      "ENOBUFS",
      "ENOTCONN",
      "EPERM",
      "EPIPE",
      "ETIMEDOUT",
    );
    const program = "import errno, os\n" +
      codes.map((code) =>
        `e = OSError(errno.${code}, os.strerror(errno.${code})); print(type(e).__name__ + ': ' + str(e))`
      ).join("\n");
    const { lines } = await runPython(program);
    assertEquals(codes.map((code) => pythonError(socketError(systemError(code))!)), lines);
  },
});
