import "./open_libc.ts";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { Failure } from "../../src/base/failure.ts";
import { monotonicNow, wallClock, wallNow } from "../../src/linux/clock.ts";
import { assertKnownMachine, POLLIN } from "../../src/linux/calls/constants.ts";
import { openDescriptor } from "../../src/linux/calls/descriptor.ts";
import { receiveDescriptor, sendDescriptor, socketPair } from "../../src/linux/descriptor_passing.ts";
import { EACCES, EBUSY, EINVAL, ENODEV, ENOENT, EPERM, SystemCallError } from "../../src/linux/calls/errors.ts";
import { hardwareType, interfaceIndex } from "../../src/linux/devices/interface.ts";
import { PollSet, WakeUp } from "../../src/linux/poll.ts";
import { readSystemFile } from "../../src/linux/system_file.ts";
import { explainTunError } from "../../src/linux/devices/tun_error.ts";

const ignore = Deno.build.os !== "linux";

Deno.test({
  name: "openDescriptor() says the call and the error when a file is not there",
  ignore,
  fn() {
    const error = assertThrows(() => openDescriptor("/nowhere/at/all", 0), SystemCallError);
    assertEquals(error.errno, ENOENT);
    assertEquals(error.message, "open /nowhere/at/all: no such file (errno 2)");
  },
});

Deno.test({
  name: "sendDescriptor() hands over a descriptor that reads the same file",
  ignore,
  async fn() {
    const path = await Deno.makeTempFile();
    try {
      await Deno.writeTextFile(path, "through the socket");
      const { ours, theirs } = socketPair();
      {
        using file = openDescriptor(path, 0);
        sendDescriptor(theirs, file);
      }
      using received = receiveDescriptor(ours)!;
      const buffer = new Uint8Array(64);
      assertEquals(new TextDecoder().decode(buffer.subarray(0, received.read(buffer))), "through the socket");
      theirs.close();
      assertEquals(receiveDescriptor(ours), null);
      ours.close();
    } finally {
      await Deno.remove(path);
    }
  },
});

Deno.test({
  name: "PollSet.wait() ends when another descriptor rings, and leaves out what is not watched",
  ignore,
  async fn() {
    using quiet = new WakeUp();
    using loud = new WakeUp();
    const poll = new PollSet([quiet.descriptor, loud.descriptor]);
    const waiting = poll.wait(60e9);
    loud.ring();
    await waiting;
    assertEquals([poll.found(0), poll.found(1)], [0, POLLIN]);
    poll.watch(1, false);
    poll.waitHere(0);
    assertEquals([poll.found(0), poll.found(1)], [0, 0]);
    poll.watch(1, true);
    loud.clear();
    poll.waitHere(0);
    assertEquals(poll.found(1), 0);
  },
});

Deno.test({
  name: "wallClock() turns monotonic moments into the time of day",
  ignore,
  fn() {
    const toWall = wallClock();
    const now = monotonicNow();
    const [soon, later] = [toWall(now), toWall(now + 2.5e9)];
    const between = (later.seconds - soon.seconds) * 1e9 + later.nanoseconds - soon.nanoseconds;
    assertEquals(between, 2.5e9);
    assert(soon.nanoseconds >= 0 && soon.nanoseconds < 1e9);
    assert(Math.abs(wallNow().seconds - Date.now() / 1000) < 2);
  },
});

Deno.test({
  name: "interfaceIndex() and hardwareType() know the loopback interface, and refuse one that is not there",
  ignore,
  fn() {
    assertEquals(interfaceIndex("lo"), 1);
    assertEquals(hardwareType("lo"), 772);
    assertEquals(assertThrows(() => interfaceIndex("none0"), SystemCallError).errno, ENODEV);
  },
});

Deno.test({
  name: "readSystemFile() reads a whole file of /proc",
  ignore,
  fn: () => assert(readSystemFile("/proc/self/net/tcp").startsWith("  sl  local_address")),
});

Deno.test("assertKnownMachine() refuses other systems and processors with a line", () => {
  assertKnownMachine({ os: "linux", arch: "aarch64" });
  assertThrows(() => assertKnownMachine({ os: "darwin", arch: "aarch64" }), Failure, "needs Linux");
  assertThrows(() => assertKnownMachine({ os: "linux", arch: "riscv64" }), Failure, "x86-64 or arm64");
});

Deno.test("explainTunError() says what to do", async (t) => {
  const cases = [
    { call: "open /dev/net/tun", errno: ENOENT, says: "sudo modprobe tun" },
    { call: "open /dev/net/tun", errno: EACCES, says: "sudo chmod 666 /dev/net/tun" },
    { call: "ioctl TUNSETIFF", errno: EPERM, says: "no rights over its network" },
    { call: "ioctl TUNSETIFF", errno: EBUSY, says: "tun0 is in use" },
    { call: "ioctl TUNSETIFF", errno: EINVAL, says: "invalid argument" },
  ];
  for (const { call, errno, says } of cases) {
    await t.step(`${call}: errno ${errno}`, () => {
      const line = explainTunError(new SystemCallError(call, errno));
      assert(line.includes(says) && !line.includes("\n"), line);
    });
  }
});
