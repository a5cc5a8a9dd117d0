import type { AccessOptions } from "../access/gatekeeper.ts";
import type { LoaderOptions } from "../files/resource_loader.ts";
import type { PolicyOptions } from "../rules/field_policy.ts";

/** What a site is made of, apart from the files themselves. It can be sent to another thread. */
export interface SiteOptions extends LoaderOptions, PolicyOptions {
  /** Folder to serve. */
  readonly root: string;
  /** Path under which the site stands, `/docs`; empty where it has the server to itself. */
  readonly base: string;
  /** Answer unknown paths without an extension with `/index.html`. */
  readonly spa: boolean;
  /** Serve `/about` from `about.html`, and send `/about.html` there. */
  readonly cleanUrls: boolean;
  /** Show a folder without `index.html` as a list. */
  readonly listing: boolean;
  /** Bytes of files that `?zip` may put into one file; 0 to have no such thing. */
  readonly zipBytes: number;
  /** Serve names that begin with a dot. */
  readonly dotfiles: boolean;
  /** Have pages load themselves again when a file changes. */
  readonly live: boolean;
  /** Who may see what, or null to let everybody see all. */
  readonly access: AccessOptions | null;
}
