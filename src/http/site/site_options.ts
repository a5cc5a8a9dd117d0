/** What a site is made of, apart from the files themselves. */
export interface SiteOptions {
  /** Folder to serve. */
  readonly root: string;
  /** Answer unknown paths without an extension with `/index.html`. */
  readonly spa: boolean;
  /** Show a folder without `index.html` as a list. */
  readonly listing: boolean;
  /** Serve names that begin with a dot. */
  readonly dotfiles: boolean;
  /** Answer with `.br`, `.zst` and `.gz` files beside the one asked for, where the client accepts them. */
  readonly precompressed: boolean;
  /** Compress what compresses well and is no larger than `cachedFile` bytes. */
  readonly gzip: boolean;
  /** Let pages of every origin read the answers. */
  readonly cors: boolean;
  /** `PATTERN=VALUE` pairs for Cache-Control. */
  readonly cacheControl: readonly string[];
  /** `user:password`, or null to let everybody in. */
  readonly credentials: string | null;
  /** X-Content-Type-Options, Referrer-Policy and X-Frame-Options on every answer. */
  readonly securityHeaders: boolean;
  /** Value of the Server field, or null for none. */
  readonly serverName: string | null;
  /** Bytes of file contents kept in memory. */
  readonly cacheBytes: number;
  /** Largest file kept in memory, bytes. */
  readonly cachedFile: number;
}

/** A plain static server of the folder. */
export function siteDefaults(root: string): SiteOptions {
  return {
    root,
    spa: false,
    listing: false,
    dotfiles: false,
    precompressed: true,
    gzip: false,
    cors: false,
    cacheControl: [],
    credentials: null,
    securityHeaders: true,
    serverName: null,
    cacheBytes: 64 << 20,
    cachedFile: 1 << 20,
  };
}
