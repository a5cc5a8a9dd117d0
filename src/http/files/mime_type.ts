/**
 * Media types by file name extension: those that sites are made of (IANA's registry and WHATWG's MIME Sniffing where
 * browsers care), then those of the well-kept table in @std/media-types. Text is UTF-8.
 */
import { typeByExtension } from "@std/media-types";

const TEXT: Record<string, string> = {
  "text/html": "html htm",
  "text/css": "css",
  "text/javascript": "js mjs cjs",
  "text/plain":
    "txt text log conf ini cfg c h cc cpp hpp cs go java kt lua php pl py r rb rs scala sh sql swift tsx vue zig " +
    "diff patch license readme gitignore",
  "text/markdown": "md markdown",
  "text/csv": "csv",
  "text/tab-separated-values": "tsv",
  "text/calendar": "ics",
  "text/vcard": "vcf",
  "text/vtt": "vtt",
  "application/json": "json map",
  "application/ld+json": "jsonld",
  "application/geo+json": "geojson",
  "application/manifest+json": "webmanifest",
  "application/x-ndjson": "ndjson jsonl",
  "application/xml": "xml xsl xsd",
  "application/xhtml+xml": "xhtml",
  "application/rss+xml": "rss",
  "application/atom+xml": "atom",
  "application/yaml": "yaml yml",
  "application/toml": "toml",
  "image/svg+xml": "svg",
};

const BINARY: Record<string, string> = {
  "image/jpeg": "jpg jpeg jpe",
  "image/png": "png",
  "image/gif": "gif",
  "image/webp": "webp",
  "image/avif": "avif",
  "image/apng": "apng",
  "image/bmp": "bmp",
  "image/tiff": "tif tiff",
  "image/x-icon": "ico",
  "image/heic": "heic",
  "font/woff": "woff",
  "font/woff2": "woff2",
  "font/ttf": "ttf",
  "font/otf": "otf",
  "audio/mpeg": "mp3",
  "audio/mp4": "m4a",
  "audio/aac": "aac",
  "audio/ogg": "ogg oga opus",
  "audio/flac": "flac",
  "audio/wav": "wav",
  "audio/midi": "mid midi",
  "video/mp4": "mp4 m4v",
  "video/webm": "webm",
  "video/ogg": "ogv",
  "video/quicktime": "mov",
  "video/x-matroska": "mkv",
  "video/x-msvideo": "avi",
  "video/mp2t": "ts",
  "application/vnd.apple.mpegurl": "m3u8",
  "application/dash+xml": "mpd",
  "application/pdf": "pdf",
  "application/wasm": "wasm",
  "application/zip": "zip",
  "application/gzip": "gz tgz",
  "application/zstd": "zst",
  "application/x-tar": "tar",
  "application/x-bzip2": "bz2",
  "application/x-xz": "xz",
  "application/x-7z-compressed": "7z",
  "application/vnd.rar": "rar",
  "application/java-archive": "jar",
  "application/epub+zip": "epub",
  "application/rtf": "rtf",
  "application/msword": "doc",
  "application/vnd.ms-excel": "xls",
  "application/vnd.ms-powerpoint": "ppt",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
  "application/vnd.oasis.opendocument.text": "odt",
  "application/vnd.oasis.opendocument.spreadsheet": "ods",
  "application/vnd.oasis.opendocument.presentation": "odp",
  "application/vnd.tcpdump.pcap": "pcap cap",
  "model/gltf-binary": "glb",
  "model/gltf+json": "gltf",
};

const TYPES = new Map<string, string>();
for (const [type, extensions] of Object.entries(BINARY)) {
  for (const extension of extensions.split(" ")) TYPES.set(extension, type);
}
for (const [type, extensions] of Object.entries(TEXT)) {
  const declared = type.startsWith("text/") ? `${type}; charset=utf-8` : type;
  for (const extension of extensions.split(" ")) TYPES.set(extension, declared);
}

/** What a file's name says of its content. */
export interface MediaType {
  /** Content-Type. */
  readonly name: string;
  /** Content-Encoding, where the name says that the content is compressed. */
  readonly coding: string | null;
}

/** What is text although its type does not begin so. */
const TEXTUAL = /^text\/|[+/](?:json|xml|yaml)$/;

/** The type of a file by its name; any bytes where the extension is unknown or missing. */
export function mimeType(name: string): MediaType {
  const dot = name.lastIndexOf(".");
  const extension = dot < 0 ? "" : name.slice(dot + 1).toLowerCase();
  if (extension === "svgz") return { name: "image/svg+xml", coding: "gzip" };
  return { name: TYPES.get(extension) ?? typeOfOthers(extension), coding: null };
}

function typeOfOthers(extension: string): string {
  const type = extension === "" ? undefined : typeByExtension(extension);
  if (type === undefined) return "application/octet-stream";
  return type.startsWith("text/") ? `${type}; charset=utf-8` : type;
}

const OTHERS_THAT_COMPRESS: ReadonlySet<string> = new Set([
  "application/wasm",
  "font/ttf",
  "font/otf",
  "image/bmp",
  "application/vnd.ms-fontobject",
]);

/** True for types that compress well. */
export function isCompressible(type: string): boolean {
  const bare = type.split(";", 1)[0]!;
  return bare in TEXT || TEXTUAL.test(bare) || OTHERS_THAT_COMPRESS.has(bare);
}
