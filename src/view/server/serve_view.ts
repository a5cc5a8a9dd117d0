/** The view's server: on this machine alone, for the browser that was given the address, until nobody looks any more. */
import { admitted, ANSWER_HEADERS, newSecret, ownHosts } from "./guard.ts";
import { Onlookers } from "./onlookers.ts";
import type { View } from "./view.ts";

export interface ViewServing {
  readonly port: number;
  /** Goes on when nobody looks. */
  readonly stays: boolean;
  readonly interrupted: AbortSignal;
  /** Told the address once the server listens. */
  readonly ready: (address: string) => void;
}

/** Serves until the user interrupts, or has closed the last page. Throws what `Deno.serve` throws for a port in use. */
export async function serveView(view: View, { port, stays, interrupted, ready }: ViewServing): Promise<void> {
  const over = new AbortController();
  const secret = newSecret();
  using onlookers = new Onlookers(() => stays || over.abort());
  interrupted.addEventListener("abort", () => over.abort(), { once: true });
  let hosts: ReadonlySet<string> = new Set();
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port,
    signal: over.signal,
    onListen: (address) => {
      hosts = ownHosts(address.port);
      ready(`http://127.0.0.1:${address.port}/${secret}/`);
    },
    onError: () => new Response("tcplab could not answer this\n", { status: 500, headers: ANSWER_HEADERS }),
  }, async (request) => {
    const place = admitted(request, { secret, hosts });
    const response = "status" in place
      ? new Response("Not here\n", { status: place.status })
      : place.path === "alive"
      ? onlookers.welcome(() => JSON.stringify(view.state()))
      : await view.answer(place.path, new URL(request.url).searchParams) ?? new Response("Not here\n", { status: 404 });
    for (const [name, value] of Object.entries(ANSWER_HEADERS)) response.headers.set(name, value);
    return response;
  });
  await server.finished;
}
