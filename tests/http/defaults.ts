/** What a server of a test does where the test does not say otherwise: the defaults of the command line. */
import type { ServerLimits } from "../../src/http/server/limits.ts";
import type { SiteOptions } from "../../src/http/site/site_options.ts";

export const DEFAULT_LIMITS: ServerLimits = {
  requestLine: 8 << 10,
  head: 16 << 10,
  fields: 100,
  body: 1 << 20,
  connections: 4096,
  headTime: 10_000,
  bodyTime: 10_000,
  idleTime: 5_000,
  writeTime: 20_000,
  minimumRate: 500,
  lingerTime: 2_000,
};

/** A plain static server of the folder. */
export function siteDefaults(root: string): SiteOptions {
  return {
    root,
    base: "",
    spa: false,
    cleanUrls: false,
    listing: false,
    zipBytes: 0,
    dotfiles: false,
    live: false,
    access: null,
    precompressed: true,
    compress: [],
    cors: false,
    cacheControl: [],
    noCache: false,
    securityHeaders: true,
    serverName: null,
    cacheBytes: 64 << 20,
    cachedFile: 1 << 20,
  };
}
