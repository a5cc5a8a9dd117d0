/**
 * The experiments' programs in plain Python, as a course writes them: no loop over short sends, no handling of errors.
 * Each serves or plays one experiment. Only the port differs from a course's: servers bind to a free one and write it
 * to standard error, clients take it from the command line.
 */
import type { EchoVariant } from "../../src/experiment/preset.ts";

const LISTEN = `
import socket, sys, time
listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.bind(('127.0.0.1', int(sys.argv[1]) if len(sys.argv) > 1 else 0))
listener.listen(1)
print(listener.getsockname()[1], file=sys.stderr)
conn, addr = listener.accept()
`;

/** A server that answers to the end of stream; `each` is done before each read. */
function echoServer(buffer: number, repeat: number, each = "pass"): string {
  return `${LISTEN}
print('New connection from:', addr)
while True:
    ${each}
    data = conn.recv(${buffer})
    if not data: break
    print('received:', data)
    conn.sendall(data.upper() * ${repeat})
conn.close()
`;
}

/** @param delay Seconds that v4's server sleeps before each read. */
export function pythonServer(variant: EchoVariant, delay = 5): string {
  switch (variant) {
    case "v0":
      return `${LISTEN}
print('Connection from: ', addr)
for exchange in range(2):
    data = conn.recv(100)
    print('Received: ', data)
    conn.send(data.upper())
conn.close()
print('Client disconnected')
`;
    case "v1":
      return echoServer(1024, 1);
    case "v2":
      return echoServer(5, 1);
    case "v3":
      return echoServer(1024, 1000);
    case "v4":
      return echoServer(1024, 1, `time.sleep(${delay})`);
  }
}

const CONNECT = `
import socket, sys
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((sys.argv[2] if len(sys.argv) > 2 else '127.0.0.1', int(sys.argv[1])))
`;

/** A client that sends one message `sends` times and reads `reads` times. */
function echoClient(message: string, sends: number, reads: number): string {
  return `${CONNECT}
for i in range(${sends}):
    s.send(${message})
for i in range(${reads}):
    data = s.recv(1024)
    print('received data:', data)
s.close()
`;
}

export function pythonClient(variant: EchoVariant): string {
  switch (variant) {
    case "v0":
      return `${CONNECT}
for message in (b'Ada Lovelace, Charles Babbage, 1843', b'123456789, 987654321'):
    s.send(message)
    print('Server sent: ', s.recv(100))
s.close()
`;
    case "v1":
      return echoClient("b'Hello, World!'", 1, 1);
    case "v2":
      return echoClient("b'World! Hello, World!'", 1, 1);
    case "v3":
      return echoClient("b'Hello, World!'", 1, 2);
    case "v4":
      return echoClient("b'Hello, World!' * 10", 4, 1);
  }
}
