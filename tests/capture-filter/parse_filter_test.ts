import { assertEquals, assertThrows } from "@std/assert";
import { compileForFile, compileForKernel, hostNames } from "../../src/capture-filter/compile/compile_filter.ts";
import { FilterSyntaxError } from "../../src/capture-filter/language/filter_syntax_error.ts";
import { parseFilter } from "../../src/capture-filter/language/parse_filter.ts";
import { parseServices } from "../../src/capture-filter/language/services.ts";
import type { Expression } from "../../src/capture-filter/language/syntax_tree.ts";

/** The expression in one form: brackets around every and, or, not. */
function shape(expression: Expression | null): string {
  switch (expression?.kind) {
    case undefined:
      return "";
    case "and":
    case "or":
      return `(${shape(expression.left)} ${expression.kind} ${shape(expression.right)})`;
    case "not":
      return `!${shape(expression.operand)}`;
    case "port":
      return `${expression.direction} ${expression.first}-${expression.last}/${expression.protocols.join()}`;
    case "network":
      return `${expression.direction} ${expression.layer} ${expression.address.join(".")}/${expression.mask.join(".")}`;
    case "name":
      return `${expression.direction} ${expression.name}`;
    default:
      return expression?.kind ?? "";
  }
}

Deno.test("parseFilter() gives and and or the same rank, and not the test behind it", () => {
  const cases = [
    ["tcp and udp or arp", "((ip protocol and ip protocol) or ether type)"],
    ["arp or tcp and udp", "((ether type or ip protocol) and ip protocol)"],
    ["not arp and tcp", "(!ether type and ip protocol)"],
    ["not (arp or ip)", "!(ether type or ether type)"],
    ["! ! arp", "!!ether type"],
    ["arp && ip || tcp", "((ether type and ether type) or ip protocol)"],
    ["", ""],
    ["  ", ""],
  ] as const;
  for (const [text, expected] of cases) assertEquals(shape(parseFilter(text)), expected, text);
});

Deno.test("parseFilter() takes qualifiers along to the values that follow", () => {
  const cases = [
    ["tcp dst port 80 or 443", "(dst 80-80/6 or dst 443-443/6)"],
    ["port not 80", "!either 80-80/6,17,132"],
    ["port (1 or 2) and tcp", "((either 1-1/6,17,132 or either 2-2/6,17,132) and ip protocol)"],
    ["host a and b", "(either a and either b)"],
    ["src or dst host a", "either a"],
    ["src and dst a", "both a"],
    ["port http", "either 80-80/6"],
    ["port domain", "either 53-53/6,17,132"],
    ["udp port domain", "either 53-53/17"],
    ["portrange 20-10", "either 10-20/6,17,132"],
    ["portrange ssh-http", "either 22-80/6"],
    ["host \\tcp", "either tcp"],
    ["host 0x0a000204", "either null 10.0.2.4/255.255.255.255"],
    ["host 10.1", "either null 10.1.0.0/255.255.0.0"],
    ["net 10", "either null 10.0.0.0/255.0.0.0"],
    ["net 172.16.0.0/12", "either null 172.16.0.0/255.240.0.0"],
    ["net 172.16.0.0 mask 255.240.0.0", "either null 172.16.0.0/255.240.0.0"],
  ] as const;
  for (const [text, expected] of cases) assertEquals(shape(parseFilter(text)), expected, text);
});

Deno.test("parseFilter() says what is wrong and in which column", () => {
  const cases = [
    ["hots 10.0.2.4", 'column 1: "hots" is no test; did you mean host?'],
    ["tcp and", "column 8: expected a test such as host, port or tcp, found the end"],
    ["tcp port", "column 9: expected a port's number or name, found the end"],
    ["port 70000", "column 6: ports are 0 to 65535, found 70000"],
    ["port nosuch", 'column 6: expected a port\'s number or name, found "nosuch"'],
    ["udp port http", 'column 10: the service "http" is none of udp'],
    ["icmp port 80", 'column 11: "icmp" has no ports'],
    ["tcp host 10.0.0.1", 'column 10: "tcp" has no address like 10.0.0.1'],
    ["ip host ::1", 'column 9: "ip" has no address like ::1'],
    ["tcp host a", 'column 10: "tcp" has no hosts: write tcp and host'],
    ["10.0.0.1", 'column 1: expected what the address is of, found "10.0.0.1"; write host 10.0.0.1'],
    ["tcp or 80", 'column 8: expected what the number is of, found "80"; write port 80'],
    ["(port 80) or 443", 'column 14: expected what the number is of, found "443"; write port 443'],
    ["host 10.0.0.256", "column 6: 10.0.0.256 is no IPv4 address"],
    ["host 10.0.0.0/8", 'column 14: "/" belongs to net: write net 10.0.0.0'],
    ["net 10.0.0.1/8", "column 5: 10.0.0.1 has bits behind its mask"],
    ["net 10.0.0.0/33", 'column 14: expected a prefix of 0 to 32 bits, found "33"'],
    ["net example", 'column 5: "net" takes numbers: found the name "example"'],
    ["port 10.0.0.1", 'column 6: expected a port\'s number or name, found "10.0.0.1"'],
    ["(tcp", 'column 5: expected ")", found the end'],
    ["tcp)", 'column 4: this ")" closes nothing'],
    ["tcp udp", 'column 5: expected "and", "or" or the end, found "udp"'],
    ["tcp[13", 'column 7: expected "]", found the end'],
    ["tcp[0:3] = 1", 'column 7: expected 1, 2 or 4 bytes, found "3"'],
    ["tcp[13]", "column 8: expected a comparison such as = 0, found the end"],
    ["ip[0] / 0 = 1", "column 7: division by zero"],
    ["len = 5000000000", "column 7: 5000000000 has more than 32 bits"],
    ["len = 09", 'column 7: "09" begins with 0 and is not octal'],
    ["mpls", 'column 1: "mpls" is not supported'],
    ["ether host 10.0.0.1", 'column 12: expected an Ethernet address such as 02:00:00:00:00:01, found "10.0.0.1"'],
    ["host 02:00:00:00:00:01", "column 6: an Ethernet address takes ether host: found 02:00:00:00:00:01"],
    ["ether proto 5", "column 13: EtherTypes are 0x600 to 0xffff, found 5"],
    ["vlan 4096", "column 6: VLANs are 0 to 4095, found 4096"],
    ["ip broadcast", "column 4: the network's mask is not known: write dst host and the broadcast address"],
    ["ip proto 256", "column 10: IP protocols are 0 to 255, found 256"],
    ["tcp §", 'column 5: "§" begins no word'],
    ["host 1:::2", "column 6: 1:::2 is no IPv6 address"],
    ["(".repeat(300) + "tcp", "column 201: the brackets go too deep"],
  ] as const;
  for (const [text, expected] of cases) {
    assertEquals(assertThrows(() => parseFilter(text), FilterSyntaxError).message, expected, text);
  }
});

Deno.test("compiling a filter says what the link layer has not", () => {
  const cases = [
    ["ether host 02:00:00:00:00:01", 101, "column 12: an Ethernet address needs Ethernet, which this is not"],
    ["tcp or broadcast", 113, "column 8: broadcast needs Ethernet, which this is not"],
    ["vlan 5", 101, 'column 1: "vlan" cannot be told from packets of this kind'],
    ["tcp and inbound", 1, 'column 9: "inbound" cannot be told from packets of this kind'],
    ["ifindex 2", 113, 'column 1: "ifindex" cannot be told from packets of this kind'],
    ["host nobody", 1, 'column 6: no address of "nobody" is known'],
    ["len << 32 = 1", 1, "column 5: a shift by more than 31 bits"],
    ["1 = 2", 1, "column 1: no packet can match"],
    ["arp", 101, "column 1: no packet can match"],
  ] as const;
  for (const [text, linkType, expected] of cases) {
    const message = assertThrows(() => compileForFile(parseFilter(text), linkType), FilterSyntaxError).message;
    assertEquals(message, expected, text);
  }
  assertEquals(compileForFile(null, 147), null, "a link type that is not known");
  const cooked = () => compileForKernel(parseFilter("ether[0] = 1"), { headers: "none", loopback: 1 });
  assertEquals(
    assertThrows(cooked, FilterSyntaxError).message,
    'column 1: "ether" bytes are not there: capture on one Ethernet interface (-i)',
  );
});

Deno.test("hostNames() lists the names whose addresses are needed", () => {
  assertEquals(hostNames(parseFilter("host a or not (src b and port 80)")), ["a", "b"]);
});

Deno.test("parseServices() reads names, aliases and comments", () => {
  const services = parseServices("# ports\nhttp\t80/tcp  www # web\nbroken\nhttp 80/udp\n");
  assertEquals([...services].map(([name, ports]) => [name, [...ports]]), [
    ["http", [["tcp", 80], ["udp", 80]]],
    ["www", [["tcp", 80]]],
  ]);
});
