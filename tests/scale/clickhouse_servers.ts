/** ClickHouse servers on the loopback interface, each a shard of one cluster, in folders of their own. */
import { join } from "@std/path";

const SHARDS = 2;
/** How long servers may take to start, ms. */
const PATIENCE = 60_000;

/** A port that nobody has now. */
function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

function config(folder: string, ports: readonly number[], shard: number): string {
  const shards = ports.map((port) => `<shard><replica><host>127.0.0.1</host><port>${port}</port></replica></shard>`);
  return `<yandex>
<logger><level>warning</level><log>${folder}/log</log><errorlog>${folder}/errors</errorlog></logger>
<listen_host>127.0.0.1</listen_host><tcp_port>${ports[shard]}</tcp_port><http_port>${freePort()}</http_port>
<path>${folder}/data/</path><tmp_path>${folder}/tmp/</tmp_path><users_config>${folder}/users.xml</users_config>
<mark_cache_size>100000000</mark_cache_size><default_profile>default</default_profile><default_database>default</default_database>
<remote_servers><shards>${shards.join("")}</shards></remote_servers>
</yandex>`;
}

const USERS = `<yandex>
<profiles><default><insert_distributed_sync>1</insert_distributed_sync></default></profiles>
<quotas><default></default></quotas>
<users><default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default></users>
</yandex>`;

export class ClickHouseServers implements AsyncDisposable {
  readonly #folder: string;
  readonly #servers: readonly Deno.ChildProcess[];
  readonly ports: readonly number[];

  private constructor(folder: string, servers: readonly Deno.ChildProcess[], ports: readonly number[]) {
    this.#folder = folder;
    this.#servers = servers;
    this.ports = ports;
  }

  /** Starts them; throws where ClickHouse is not installed, or does not start. */
  static async start(): Promise<ClickHouseServers> {
    const folder = await Deno.makeTempDir({ prefix: "clickhouse-" });
    const ports = Array.from({ length: SHARDS }, freePort);
    const servers: Deno.ChildProcess[] = [];
    for (let shard = 0; shard < SHARDS; shard++) {
      const own = join(folder, String(shard));
      await Deno.mkdir(own);
      await Deno.writeTextFile(join(own, "config.xml"), config(own, ports, shard));
      await Deno.writeTextFile(join(own, "users.xml"), USERS);
      const args = [`--config-file=${join(own, "config.xml")}`];
      servers.push(
        new Deno.Command("clickhouse-server", { args, cwd: own, stdin: "null", stdout: "null", stderr: "null" })
          .spawn(),
      );
    }
    const started = new ClickHouseServers(folder, servers, ports);
    try {
      for (let shard = 0; shard < SHARDS; shard++) await started.#answers(shard);
      return started;
    } catch (error) {
      await started[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Has a shard do a statement, with `input` after it; gives what it answers. Throws what it says of an error. */
  async ask(shard: number, statement: string, input?: ReadableStream<Uint8Array>): Promise<string> {
    const port = this.ports[shard % SHARDS]!;
    const process = new Deno.Command("clickhouse-client", {
      args: ["--host", "127.0.0.1", "--port", String(port), "--query", statement],
      stdin: input === undefined ? "null" : "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const sent = input?.pipeTo(process.stdin);
    const { success, stdout, stderr } = await process.output();
    if (!success) throw new Error(new TextDecoder().decode(stderr));
    await sent;
    return new TextDecoder().decode(stdout);
  }

  /** Stops them, and removes all they have written. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const server of this.#servers) {
      try {
        server.kill("SIGTERM");
      } catch {
        // It has ended by itself.
      }
      await server.status;
    }
    await Deno.remove(this.#folder, { recursive: true });
  }

  async #answers(shard: number): Promise<void> {
    const end = Date.now() + PATIENCE;
    for (;;) {
      try {
        await this.ask(shard, "SELECT 1");
        return;
      } catch (error) {
        if (Date.now() > end) throw error;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  }
}
