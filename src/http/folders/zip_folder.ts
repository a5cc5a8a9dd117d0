/**
 * A folder with all below it as one zip file, made while it is sent: never more than one file is open and one piece in
 * memory. What the client could not ask for by itself is not in it.
 */
import type { DocumentRoot } from "../files/document_root.ts";
import { FileChanged, openFileBody } from "../files/file_body.ts";
import type { StreamedBody } from "../message/answer.ts";
import { crc32 } from "node:zlib";
import { readFolder } from "./folder_reader.ts";
import {
  centralDirectory,
  dataDescriptor,
  localHeader,
  type WrittenEntry,
  type ZipEntry,
  zipLength,
} from "./zip_format.ts";

/** Entries of an archive at most. */
const MOST_ENTRIES = 10_000;
/** Folders within folders at most; a link can make a circle. */
const DEEPEST = 32;
const PIECE = 256 << 10;

/** An entry, and where its file is. */
interface Source {
  readonly entry: ZipEntry;
  readonly segments: readonly string[];
}

export interface ZipRequest {
  /** Names that lead to the folder. */
  readonly segments: readonly string[];
  /** Bytes of files at most. */
  readonly maximum: number;
  /** Whether an entry may be seen. @param path Decoded path from the root. */
  readonly admits: (path: string) => boolean;
}

/** The archive's length and the way to write it; "too large" when it has more in it than is allowed. */
export async function zipFolder(
  root: DocumentRoot,
  request: ZipRequest,
): Promise<{ readonly length: number; readonly body: StreamedBody } | "too large"> {
  const sources: Source[] = [];
  if (!await collect(root, request, { segments: request.segments, sources, left: { bytes: request.maximum } })) {
    return "too large";
  }
  const length = zipLength(sources.map(({ entry }) => entry));
  return { length, body: { send: (write) => sendZip(root, sources, write) } };
}

interface Walk {
  readonly segments: readonly string[];
  readonly sources: Source[];
  readonly left: { bytes: number };
}

async function collect(root: DocumentRoot, request: ZipRequest, { segments, sources, left }: Walk): Promise<boolean> {
  const entries = await readFolder(root, segments);
  for (const { name, isFolder, size, modified } of entries) {
    const inside = [...segments, name];
    if (!request.admits(`/${inside.join("/")}`)) continue;
    if (!isFolder) left.bytes -= size;
    if (left.bytes < 0 || sources.length >= MOST_ENTRIES) return false;
    const path = inside.slice(request.segments.length).join("/");
    sources.push({
      entry: { name: isFolder ? `${path}/` : path, size: isFolder ? 0 : size, modified },
      segments: inside,
    });
    if (!isFolder) continue;
    if (inside.length - request.segments.length > DEEPEST) return false;
    if (!await collect(root, request, { segments: inside, sources, left })) return false;
  }
  return true;
}

type Write = (bytes: Uint8Array) => Promise<void>;

/** Rejects with `FileChanged` when a file is no longer what the length was computed from. */
async function sendZip(root: DocumentRoot, sources: readonly Source[], write: Write): Promise<void> {
  const written: WrittenEntry[] = [];
  let offset = 0;
  const put = async (bytes: Uint8Array) => {
    offset += bytes.length;
    await write(bytes);
  };
  for (const source of sources) {
    const start = offset;
    await put(localHeader(source.entry));
    const checksum = source.entry.name.endsWith("/") ? 0 : await sendContent(root, source, put);
    written.push({ entry: source.entry, checksum, offset: start });
    await put(dataDescriptor(source.entry, checksum));
  }
  for (const bytes of centralDirectory(written, offset)) await put(bytes);
}

/** Sends a file's bytes and gives their checksum. */
async function sendContent(root: DocumentRoot, { entry, segments }: Source, put: Write): Promise<number> {
  const found = await root.locate(segments);
  if (found === null || found.isFolder || found.size !== entry.size) throw new FileChanged(entry.name);
  const file = await openFileBody(found, []);
  try {
    let checksum = 0;
    for (let at = 0; at < entry.size;) {
      // A piece of its own each time: what was written may still be on its way.
      const buffer = new Uint8Array(Math.min(PIECE, entry.size - at));
      const count = await file.readAt(buffer, at);
      if (count === 0) throw new FileChanged(entry.name);
      at += count;
      if (at === entry.size && !file.unchanged()) throw new FileChanged(entry.name);
      const bytes = buffer.subarray(0, count);
      checksum = crc32(bytes, checksum);
      await put(bytes);
    }
    return checksum;
  } finally {
    file.close();
  }
}
