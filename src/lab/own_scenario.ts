/**
 * Programs of the user's own as a scenario: alone, or in the place of one of a scenario's programs.
 */
import { printable } from "../base/printable.ts";
import type { OwnCommand } from "./host/program.ts";
import type { Scenario } from "./scenarios/scenario.ts";

export interface OwnPrograms {
  readonly server?: string | undefined;
  readonly client?: string | undefined;
  /** The client starts after this long, ms, whether the server listens or not. */
  readonly ready?: number | undefined;
}

/** A scenario of the two commands. It teaches what it shows, and promises nothing. */
export function ownScenario({ server, client, ready }: OwnPrograms & { server: string; client: string }): Scenario {
  return {
    name: "own-programs",
    title: printable(`${server} | ${client}`),
    teaches: "",
    server: ownServer(server, ready),
    client: { program: "command", command: client },
    link: {},
    expect: null,
    next: [],
  };
}

/** The scenario with one or both of its programs replaced; what it promises no longer holds. */
export function withOwnPrograms(scenario: Scenario, { server, client, ready }: OwnPrograms): Scenario {
  return {
    ...scenario,
    server: server === undefined ? scenario.server : ownServer(server, ready),
    client: client === undefined ? scenario.client : { program: "command", command: client },
    expect: null,
  };
}

function ownServer(command: string, ready: number | undefined): OwnCommand {
  return { program: "command", command, ...(ready === undefined ? {} : { ready }) };
}
