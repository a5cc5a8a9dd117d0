/** A serving thread that dies when it is told to: the module of the server, and a fault in it. */
import "../../../src/http/server/server_worker.ts";

const channel = new BroadcastChannel("tcplab test: die");
channel.onmessage = () => {
  channel.close();
  throw new Error("a fault in a thread");
};
