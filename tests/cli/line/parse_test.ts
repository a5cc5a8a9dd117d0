import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../../../src/base/failure.ts";
import { choice, integer, toggle } from "../../../src/cli/line/flag.ts";
import { parseInvocation } from "../../../src/cli/line/parse.ts";
import { SAMPLE } from "./sample_command.ts";

const DEFAULTS = parseInvocation(SAMPLE, ["v1"]);

Deno.test("parseInvocation() gives the defaults when only the positional is written", () => {
  assertEquals(DEFAULTS.flags, {
    port: 5050,
    delay: 0,
    timeout: undefined,
    buffer: undefined,
    rate: undefined,
    loss: 0,
    noDelay: false,
    json: false,
    offload: true,
    message: undefined,
    html: undefined,
    variant: "v1",
    drop: [],
    secret: false,
  });
  assertEquals(DEFAULTS.given.size, 0);
  assertEquals(DEFAULTS.positionals, ["v1"]);
});

Deno.test("parseInvocation() reads every form of every kind of flag", () => {
  const cases: { input: string[]; expected: Record<string, unknown> }[] = [
    { input: ["--port", "80"], expected: { port: 80 } },
    { input: ["--port=80"], expected: { port: 80 } },
    { input: ["-p", "80"], expected: { port: 80 } },
    { input: ["-p80"], expected: { port: 80 } },
    { input: ["-p=80"], expected: { port: 80 } },
    { input: ["-jp", "80"], expected: { port: 80, json: true } },
    { input: ["-jp80"], expected: { port: 80, json: true } },
    { input: ["--port", "1", "--port", "2"], expected: { port: 2 } },
    { input: ["--delay", "5"], expected: { delay: 5 } },
    { input: ["--delay", "5ms"], expected: { delay: 5 } },
    { input: ["--delay", "1.5s"], expected: { delay: 1500 } },
    { input: ["--delay", "2min"], expected: { delay: 120_000 } },
    { input: ["--timeout", "100ms"], expected: { timeout: 0.1 } },
    { input: ["--timeout", ".5"], expected: { timeout: 0.5 } },
    { input: ["--buffer", "64k"], expected: { buffer: 65_536 } },
    { input: ["--buffer", "64kB"], expected: { buffer: 64_000 } },
    { input: ["--buffer", "1MiB"], expected: { buffer: 1 << 20 } },
    { input: ["--rate", "10Mbit/s"], expected: { rate: 10_000_000 } },
    { input: ["--rate", "2k"], expected: { rate: 2000 } },
    { input: ["--loss", "2.5%"], expected: { loss: 2.5 } },
    { input: ["--no-delay"], expected: { noDelay: true } },
    { input: ["--no-delay", "--delay", "7"], expected: { noDelay: true, delay: 7 } },
    { input: ["--offload"], expected: { offload: true } },
    { input: ["--no-offload"], expected: { offload: false } },
    { input: ["--no-offload", "--offload"], expected: { offload: true } },
    { input: ["--offload", "--no-offload"], expected: { offload: false } },
    { input: ["--message", "-"], expected: { message: "-" } },
    { input: ["--message", "-5"], expected: { message: "-5" } },
    { input: ["--message", "a=b"], expected: { message: "a=b" } },
    { input: ["--message=--port"], expected: { message: "--port" } },
    { input: ["--message", "12"], expected: { message: "12" } },
    { input: ["--message", "two\nlines"], expected: { message: "two\nlines" } },
    { input: ["-mhello"], expected: { message: "hello" } },
    { input: ["-m", "-"], expected: { message: "-" } },
    { input: ["--variant", "v2"], expected: { variant: "v2" } },
    { input: ["--drop", "1", "--drop", "x"], expected: { drop: ["1", "x"] } },
    { input: ["--secret"], expected: { secret: true } },
  ];
  for (const { input, expected } of cases) {
    const { flags, positionals, given } = parseInvocation(SAMPLE, [...input, "v1"]);
    assertEquals(flags, { ...DEFAULTS.flags, ...expected }, input.join(" "));
    assertEquals(positionals, ["v1"], input.join(" "));
    assertEquals([...given].sort(), Object.keys(expected).sort(), input.join(" "));
  }
});

Deno.test("parseInvocation() keeps positionals as they were written", () => {
  const cases: { input: string[]; expected: string[] }[] = [
    { input: ["v1", "-"], expected: ["v1", "-"] },
    { input: ["v1", "007"], expected: ["v1", "007"] },
    { input: ["--json", "v1", "true"], expected: ["v1", "true"] },
    { input: ["v1", "--", "--port", "-x"], expected: ["v1", "--port", "-x"] },
    { input: ["v1", ""], expected: ["v1", ""] },
    { input: ["--", "v1"], expected: ["v1"] },
  ];
  for (const { input, expected } of cases) {
    assertEquals(parseInvocation(SAMPLE, input).positionals, expected, input.join(" "));
  }
});

Deno.test("parseInvocation() names the option, the value found and the nearest right one when it refuses", () => {
  const cases: { input: string[]; expected: string }[] = [
    { input: [], expected: "Missing SCENARIO: tcplab sample SCENARIO [FILE...] (--help says more)" },
    { input: ["v3"], expected: "SCENARIO takes v1, v2 or http-root: found v3" },
    { input: ["qqqqqq"], expected: "SCENARIO takes v1, v2 or http-root: found qqqqqq" },
    {
      input: ["v1", "--prot", "80"],
      expected: "Unknown option of sample: --prot; did you mean --port? (tcplab sample --help lists the options)",
    },
    {
      input: ["v1", "--qqqqqqqq"],
      expected: "Unknown option of sample: --qqqqqqqq (tcplab sample --help lists the options)",
    },
    {
      input: ["v1", "--secre"],
      expected: "Unknown option of sample: --secre (tcplab sample --help lists the options)",
    },
    {
      input: ["v1", "--no-ofload=1"],
      expected:
        "Unknown option of sample: --no-ofload; did you mean --no-offload? (tcplab sample --help lists the options)",
    },
    { input: ["v1", "-jz"], expected: "Unknown option of sample: -z (tcplab sample --help lists the options)" },
    { input: ["v1", "-z"], expected: "Unknown option of sample: -z (tcplab sample --help lists the options)" },
    {
      input: ["v1", "--__proto__=1"],
      expected: "Unknown option of sample: --__proto__ (tcplab sample --help lists the options)",
    },
    { input: ["v1", "--port"], expected: "Option --port needs a value: nothing follows it" },
    {
      input: ["v1", "--port", "--json"],
      expected: "Option --port needs a value: found --json (write --port=--json if it is the value)",
    },
    { input: ["v1", "--port", "99999"], expected: "Option --port takes a whole number from 0 to 65535: found 99999" },
    { input: ["v1", "--port=-1"], expected: "Option --port takes a whole number from 0 to 65535: found -1" },
    { input: ["v1", "--port", "80.5"], expected: "Option --port takes a whole number from 0 to 65535: found 80.5" },
    { input: ["v1", "--port", ""], expected: 'Option --port takes a whole number from 0 to 65535: found ""' },
    { input: ["v1", "--port", "0x50"], expected: "Option --port takes a whole number from 0 to 65535: found 0x50" },
    { input: ["v1", "--port", "5s"], expected: "Option --port takes a whole number from 0 to 65535: found 5s" },
    {
      input: ["v1", "--delay", "5 parsecs"],
      expected: 'Option --delay takes a whole number of at least 0 ms (suffixes: ms, s, m): found "5 parsecs"',
    },
    { input: ["v1", "--delay", "0.5"], expected: "Option --delay takes a whole number of at least 0 ms: found 0.5" },
    { input: ["v1", "--loss", "101"], expected: "Option --loss takes a number from 0 to 100 %: found 101" },
    { input: ["v1", "--variant", "v"], expected: "Option --variant takes v0, v1 or v2: found v" },
    { input: ["v1", "--variant", "V2"], expected: "Option --variant takes v0, v1 or v2: found V2" },
    { input: ["v1", "--html", ""], expected: 'Option --html needs a value: found ""' },
    { input: ["v1", "--html="], expected: 'Option --html needs a value: found ""' },
    {
      input: ["v1", "--buffer", "99999999999999999999"],
      expected: "Option --buffer takes a whole number from 1 to 1GiB: found 99999999999999999999",
    },
    {
      input: ["v1", "--delay", "99999999999999999999"],
      expected: "Option --delay takes a whole number from 0 to 9007199254740991 ms: found 99999999999999999999",
    },
    { input: ["v1", "--json=yes"], expected: "Option --json takes no value: found yes" },
    { input: ["v1", "--no-offload=yes"], expected: "Option --no-offload takes no value: found yes" },
  ];
  for (const { input, expected } of cases) {
    const error = assertThrows(() => parseInvocation(SAMPLE, input), UsageError);
    assertEquals(error.message, expected, input.join(" "));
  }
});

Deno.test("parseInvocation() refuses surplus arguments when no positional takes the rest", () => {
  const strict = { ...SAMPLE, positionals: SAMPLE.positionals.slice(0, 1) };
  const cases: { input: string; expected: string }[] = [
    { input: "more", expected: "Unexpected argument: more; usage: tcplab sample SCENARIO" },
    { input: "v2", expected: "Unexpected argument: v2; did you mean --variant v2?" },
  ];
  for (const { input, expected } of cases) {
    const error = assertThrows(() => parseInvocation(strict, ["v1", input]), UsageError);
    assertEquals(error.message, expected);
  }
});

Deno.test("parseInvocation() takes what a variable says where the line says nothing", () => {
  const flags = {
    color: choice(["auto", "never"], { help: "", default: "auto", variable: "SAMPLE_COLOR" }),
    ascii: toggle({ help: "", variable: "SAMPLE_ASCII" }),
    width: integer({ help: "", minimum: 40, variable: "SAMPLE_WIDTH" }),
  };
  const command = { ...SAMPLE, positionals: [], flags };
  const parsed = (args: string[], env: Record<string, string>) => parseInvocation(command, args, (name) => env[name]);
  const env = { SAMPLE_COLOR: "never", SAMPLE_ASCII: "1", SAMPLE_WIDTH: "100" };
  assertEquals(parsed([], env).flags, { color: "never", ascii: true, width: 100 });
  assertEquals(parsed(["--color", "auto", "--width=50"], env).flags, { color: "auto", ascii: true, width: 50 });
  assertEquals(parsed([], { SAMPLE_ASCII: "0", SAMPLE_COLOR: "" }).flags, {
    color: "auto",
    ascii: false,
    width: undefined,
  });
  assertEquals(parsed([], env).given.size, 0, "a preset yields to what was typed only");
  const message = assertThrows(() => parsed([], { SAMPLE_WIDTH: "3" }), UsageError).message;
  assertEquals(message, "Variable SAMPLE_WIDTH takes a whole number of at least 40: found 3");
});
