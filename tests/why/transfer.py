"""One end of a transfer whose limit is set: plays the steps of a plan on one TCP connection and notes what it does when.

    transfer.py PLAN.json client|server LOG.json

A plan holds for each end `options` and `steps`; what is written in the log are moments of CLOCK_MONOTONIC (ns) and the state that
the program entered then: `send` (in a call that hands over data), `think` (it owes data and has none), `read` (it waits for data),
`hold` (it owes nothing and does nothing), `end`.
"""
import json
import socket
import struct
import sys
import time

PORT = 5050


class End:
    def __init__(self, plan):
        self.options = plan.get("options", {})
        self.steps = plan["steps"]
        self.log = []
        self.socket = None

    def enter(self, state):
        if not self.log or self.log[-1][1] != state:
            self.log.append((time.monotonic_ns(), state))

    def set_options(self, sock):
        options = self.options
        if "rcvbuf" in options:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, options["rcvbuf"])
        if "sndbuf" in options:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, options["sndbuf"])
        if "congestion" in options:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_CONGESTION, options["congestion"].encode())
        if options.get("nodelay"):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def connect(self):
        self.socket = socket.socket()
        self.set_options(self.socket)
        self.socket.connect(("server", PORT))

    def accept(self):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.set_options(listener)
        listener.bind(("0.0.0.0", PORT))
        listener.listen()
        self.enter("read")
        self.socket, _ = listener.accept()
        self.set_options(self.socket)

    def play(self, steps):
        for name, *values in steps:
            getattr(self, "do_" + name)(*values)

    def do_write(self, total, chunk):
        data = b"x" * chunk
        while total > 0:
            self.enter("send")
            self.socket.sendall(data[: min(chunk, total)])
            total -= chunk

    def do_pace(self, times, chunk, pause):
        for _ in range(times):
            self.enter("send")
            self.socket.sendall(b"x" * chunk)
            self.enter("think")
            time.sleep(pause)

    def do_think(self, seconds):
        self.enter("think")
        time.sleep(seconds)

    def do_hold(self, seconds):
        self.enter("hold")
        time.sleep(seconds)

    def do_read(self, total):
        self.enter("read")
        while total > 0:
            data = self.socket.recv(min(total, 1 << 20))
            if not data:
                return
            total -= len(data)

    def do_slowread(self, chunk, pause):
        """Everything, a piece and a pause at a time."""
        self.enter("read")
        while self.socket.recv(chunk):
            time.sleep(pause)

    def do_readall(self):
        self.enter("read")
        while self.socket.recv(1 << 20):
            pass

    def do_repeat(self, times, steps):
        for _ in range(times):
            self.play(steps)

    def do_shut(self):
        self.enter("hold")
        self.socket.shutdown(socket.SHUT_WR)

    def do_reset(self):
        self.enter("end")
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def do_close(self):
        self.enter("end")
        self.socket.close()


def main():
    plan, role, log = sys.argv[1:]
    with open(plan) as file:
        end = End(json.load(file)[role])
    try:
        end.connect() if role == "client" else end.accept()
        end.play(end.steps)
    except OSError as error:
        print(role, error)
    end.enter("end")
    with open(log, "w") as file:
        json.dump(end.log, file)


main()
