import { assertEquals } from "@std/assert";
import { formatAddress, formatPythonAddress, formatUrl } from "../../src/net/address.ts";

const tcp = (hostname: string, port: number): Deno.NetAddr => ({ transport: "tcp", hostname, port });

const CASES: { input: Deno.Addr; address: string; url: string; python: string }[] = [
  { input: tcp("10.0.2.4", 1), address: "10.0.2.4:1", url: "http://10.0.2.4:1/", python: "('10.0.2.4', 1)" },
  { input: tcp("0.0.0.0", 80), address: "0.0.0.0:80", url: "http://127.0.0.1:80/", python: "('0.0.0.0', 80)" },
  { input: tcp("::1", 80), address: "[::1]:80", url: "http://[::1]:80/", python: "('::1', 80, 0, 0)" },
  { input: { transport: "unix", path: "/tmp/a" }, address: "/tmp/a", url: "http+unix://%2Ftmp%2Fa/", python: "''" },
];

for (const { input, address, url, python } of CASES) {
  Deno.test(`addresses are written as people expect when given ${address}`, () => {
    assertEquals([formatAddress(input), formatUrl(input), formatPythonAddress(input)], [address, url, python]);
  });
}
