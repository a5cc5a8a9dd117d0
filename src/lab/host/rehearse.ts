/**
 * A rehearsal on the host's own loopback, which no wire sees. A program's first read, write and close take milliseconds
 * longer than the later ones, because the runtime compiles them first; a lesson about who was faster must not depend on
 * that.
 */
import { runEchoClient } from "../../experiment/echo_client.ts";
import { runEchoServer } from "../../experiment/echo_server.ts";

const ROUNDS = 3;

/** Plays a small echo experiment a few times within this host. */
export async function rehearse(): Promise<void> {
  const server = { host: "127.0.0.1", buffer: 5, delay: 0, repeat: 1, exchanges: undefined };
  const client = { host: "127.0.0.1", messages: ["rehearsal"], times: 1, sends: 2, reads: 1, readSize: 4 };
  const listening = Promise.withResolvers<number>();
  const served = runEchoServer({
    ...server,
    port: 0,
    count: ROUNDS,
    onEvent: (event) => {
      if (event.type === "listening") listening.resolve(event.local.port);
    },
  });
  const port = await Promise.race([listening.promise, served.then(() => 0)]);
  for (let round = 0; round < ROUNDS; round++) await runEchoClient({ ...client, port });
  await served;
}
