/**
 * The hosts of `tcplab lab`, as the flags want them.
 */
import { Failure, UsageError } from "../../../base/failure.ts";
import { parseHostLimits, parseHostSettings } from "../../../lab/host_settings.ts";
import type { HostWishes } from "../../../lab/lab_options.ts";
import type { Scenario } from "../../../lab/scenarios/scenario.ts";
import type { LabFlags } from "./lab_flags.ts";

/** What is asked of the hosts. Throws `UsageError` for what does not go with the scenario. */
export function chooseHosts(scenario: Scenario, flags: LabFlags): Partial<HostWishes> {
  const own = { client: scenario.client.program === "command", server: scenario.server.program === "command" };
  if (flags.stdin !== undefined && !own[flags.stdin]) {
    throw new UsageError(
      `Option --stdin ${flags.stdin} goes with --${flags.stdin} COMMAND: only your own programs read`,
    );
  }
  const either = [scenario.client, scenario.server].find(({ program }) =>
    program !== "command" && program !== "script"
  );
  if (flags.ipv6 && either !== undefined) {
    throw new UsageError(`Option --ipv6 goes with scripts and your own programs: ${either.program} uses IPv4`);
  }
  return {
    ...(flags.interfaces === undefined ? {} : { way: flags.interfaces }),
    ipv6: flags.ipv6,
    input: flags.stdin ?? null,
    ...wishesOf(flags),
  };
}

/** Whether the user changed the hosts' kernels: what the scenario promises may not come true then. */
export function changesHosts({ set, congestion, mss, window }: LabFlags): boolean {
  return [set, congestion, mss, window].some((given) => given.length > 0);
}

function wishesOf({ set, congestion, mss, window }: LabFlags): Pick<HostWishes, "settings" | "limits"> {
  try {
    return { settings: parseHostSettings(set, congestion), limits: parseHostLimits(mss, window) };
  } catch (error) {
    throw error instanceof Failure && !(error instanceof UsageError) ? new UsageError(error.message) : error;
  }
}
