import { assertEquals } from "@std/assert";
import { findUser } from "../../src/linux/identity.ts";
import { type ProcSource, type SocketEnd, SocketOwners } from "../../src/linux/socket_owners.ts";

const HEAD = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";
const row = (local: string, remote: string, inode: number) =>
  `   0: ${local} ${remote} 01 00000000:00000000 00:00000000 00000000  1000        0 ${inode} 1 0\n`;

const CURL: SocketEnd = { address: Uint8Array.of(127, 0, 0, 1), port: 40_000 };
const SERVER: SocketEnd = { address: Uint8Array.of(127, 0, 0, 1), port: 80 };
const SIX: SocketEnd = { address: Uint8Array.from([0x20, 1, 0xd, 0xb8, ...new Array(11).fill(0), 1]), port: 443 };

/** A machine with curl (10), a server that is reached over IPv6's form of IPv4 (11), and one that waits for all (12). */
function machine(): ProcSource & { tcp: string; looks: number } {
  const files: Record<string, string> = {
    "/proc/net/tcp6": HEAD +
      row("0000000000000000FFFF00000100007F:0050", "0000000000000000FFFF00000100007F:9C40", 101) +
      row("00000000000000000000000000000000:01BB", "00000000000000000000000000000000:0000", 102),
    "/proc/10/comm": "curl\n",
    "/proc/11/comm": "server\n",
    "/proc/12/comm": "waiting\n",
  };
  const folders: Record<string, string[]> = {
    "/proc": ["self", "10", "11", "12"],
    "/proc/10/fd": ["0", "3"],
    "/proc/11/fd": ["7"],
    "/proc/12/fd": ["4"],
  };
  const links: Record<string, string> = {
    "/proc/10/fd/0": "/dev/null",
    "/proc/10/fd/3": "socket:[100]",
    "/proc/11/fd/7": "socket:[101]",
    "/proc/12/fd/4": "socket:[102]",
  };
  return {
    tcp: HEAD + row("0100007F:9C40", "0100007F:0050", 100),
    looks: 0,
    text(path) {
      if (path === "/proc/net/tcp") return this.tcp;
      return files[path] ?? "";
    },
    names(path) {
      if (path === "/proc") this.looks++;
      return folders[path] ?? [];
    },
    link: (path) => links[path] ?? null,
  };
}

Deno.test("SocketOwners finds the process of a socket in the kernel's tables", () => {
  const owners = new SocketOwners(() => 0, machine());
  assertEquals(owners.ownerOf("tcp", CURL, SERVER), { pid: 10, name: "curl" }, "connected");
  assertEquals(owners.ownerOf("tcp", SERVER, CURL), { pid: 11, name: "server" }, "over IPv6's form of IPv4");
  assertEquals(owners.ownerOf("tcp", SIX, { ...SIX, port: 9 }), { pid: 12, name: "waiting" }, "waiting for anybody");
  assertEquals(owners.ownerOf("udp", CURL, SERVER), null, "another transport");
  assertEquals(owners.ownerOf("tcp", { ...CURL, port: 1 }, SERVER), null, "nobody");
});

Deno.test("SocketOwners looks again for what it does not know, but not for every packet", () => {
  const source = machine();
  let now = 0;
  const owners = new SocketOwners(() => now, source);
  const late: SocketEnd = { ...CURL, port: 40_001 };
  assertEquals(owners.ownerOf("tcp", late, SERVER), null);
  source.tcp = HEAD + row("0100007F:9C41", "0100007F:0050", 100);
  now = 199;
  assertEquals(owners.ownerOf("tcp", late, SERVER), null);
  assertEquals(source.looks, 1);
  now = 200;
  assertEquals(owners.ownerOf("tcp", late, SERVER), { pid: 10, name: "curl" });
  assertEquals(source.looks, 2);
});

Deno.test("findUser() finds a user by name or number", () => {
  const passwd = "root:x:0:0:root:/root:/bin/sh\nann:x:1000:1001::/home/ann:/bin/sh\nbroken\n";
  assertEquals(findUser(passwd, "ann"), { name: "ann", uid: 1000, gid: 1001 });
  assertEquals(findUser(passwd, "1000"), { name: "ann", uid: 1000, gid: 1001 });
  assertEquals(findUser(passwd, "bob"), null);
  assertEquals(findUser(passwd, ""), null);
});
