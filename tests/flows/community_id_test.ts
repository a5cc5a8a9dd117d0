import { assertEquals } from "@std/assert";
import { communityId } from "../../src/flows/community_id.ts";
import { parseAddress } from "../../src/packet/parse_address.ts";

const end = (address: string, port: number) => ({ address: parseAddress(address)!, port });

/** Vectors of the specification. */
const VECTORS = [
  {
    one: end("128.232.110.120", 34855),
    other: end("66.35.250.204", 80),
    protocol: 6,
    id: "1:LQU9qZlK+B5F3KDmev6m5PMibrg=",
  },
  {
    one: end("2001:470:e5bf:dead:4957:2174:e82c:4887", 63943),
    other: end("2607:f8b0:400c:c03::1a", 25),
    protocol: 6,
    id: "1:/qFaeAR+gFe1KYjMzVDsMv+wgU4=",
  },
  { one: end("192.168.1.52", 54585), other: end("8.8.8.8", 53), protocol: 17, id: "1:d/FP5EW3wiY1vCndhwleRRKHowQ=" },
];

Deno.test("communityId() gives what the specification's vectors say, from either side", () => {
  for (const { one, other, protocol, id } of VECTORS) {
    assertEquals(communityId(one, other, { protocol }), id);
    assertEquals(communityId(other, one, { protocol }), id);
  }
});

Deno.test("communityId() takes the specification's seed", () => {
  const [one, other] = [end("1.2.3.4", 1122), end("5.6.7.8", 3344)];
  assertEquals(communityId(one, other), "1:wCb3OG7yAFWelaUydu0D+125CLM=");
  assertEquals(communityId(one, other, { seed: 1 }), "1:HhA1B+6CoLbiKPEs5nhNYN4XWfk=");
});

Deno.test("communityId() tells seeds, ports and equal addresses apart", () => {
  const { one, other } = VECTORS[0]!;
  const usual = communityId(one, other);
  assertEquals(communityId(one, other, { seed: 1 }) === usual, false);
  assertEquals(communityId({ ...one, port: 34856 }, other) === usual, false);
  const [low, high] = [end("10.0.0.1", 5), end("10.0.0.1", 6)];
  assertEquals(communityId(low, high), communityId(high, low));
  assertEquals(communityId(low, high) === communityId(low, low), false);
});
