/** `tcplab lab-host`: one virtual host of `tcplab lab`. The lab starts it inside new namespaces; nobody else does. */
import { DONE } from "../../../base/exit_code.ts";
import { UsageError } from "../../../base/failure.ts";
import { defineCommand } from "../../line/command.ts";
import { integer, toggle } from "../../line/flag.ts";

export const labHost = defineCommand({
  description: "Started by tcplab lab inside namespaces of its own.",
  positionals: [],
  flags: {
    linkFd: integer({ help: "Inherited socket to the lab", minimum: 3, maximum: 1_000_000 }),
    parent: integer({ help: "Process id of the lab", minimum: 1, maximum: 2 ** 31 }),
    nested: toggle({ help: "Other processes stand between the lab and this one" }),
  },
  examples: [],
  async run({ flags }) {
    if (flags.linkFd === undefined || flags.parent === undefined) {
      throw new UsageError("lab-host is started by tcplab lab; run: tcplab lab --list");
    }
    const { runHost } = await import("../../../lab/host/host.ts");
    await runHost({ linkFd: flags.linkFd, parent: flags.nested ? null : flags.parent });
    return DONE;
  },
});
