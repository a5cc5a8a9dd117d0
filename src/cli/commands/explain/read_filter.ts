/** The filter that the user typed, as a value. */
import { UsageError } from "../../../base/failure.ts";
import type { Filter } from "../../../report/select/filter.ts";
import { parseFilter } from "../../../report/select/filter_parser.ts";
import { FilterError } from "../../../report/select/filter_tokens.ts";

/** Throws `UsageError` where it cannot be read. */
export function readFilter(text: string): Filter {
  try {
    return parseFilter(text);
  } catch (error) {
    if (error instanceof FilterError) {
      throw new UsageError(`Cannot read --filter: ${error.message} (tcplab explain --help lists the tests)`);
    }
    throw error;
  }
}
