// The part of @std/cli/parse-args that tcplab uses: its npm package ships no declarations.
export interface ParseOptions {
  alias?: Record<string, string | readonly string[]>;
  boolean?: readonly string[];
  string?: readonly string[];
  collect?: readonly string[];
  negatable?: readonly string[];
  stopEarly?: boolean;
  "--"?: boolean;
  unknown?: (arg: string, key?: string, value?: unknown) => unknown;
}
export function parseArgs(
  args: readonly string[],
  options?: ParseOptions,
): { _: (string | number)[] } & Record<string, unknown>;
