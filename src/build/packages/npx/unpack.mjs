// @ts-check
// deno-lint-ignore-file explicit-module-boundary-types -- Node.js runs it as it is: types stand in comments
/** Takes one file out of a release archive: tar (ustar) in gzip, or zip with deflated files. Pure. */
import { gunzipSync, inflateRawSync } from "node:zlib";

const TAR_BLOCK = 512;
const ZIP_END = 0x06054b50;
const ZIP_END_LENGTH = 22;
const ZIP_ENTRY = 0x02014b50;

/**
 * @param {Buffer} tar
 * @param {string} name
 */
function fromTar(tar, name) {
  for (let at = 0; at + TAR_BLOCK <= tar.length && tar[at] !== 0;) {
    const header = tar.subarray(at, at + TAR_BLOCK);
    const named = header.toString("latin1", 0, header.indexOf(0));
    const size = parseInt(header.toString("latin1", 124, 136), 8);
    const start = at + TAR_BLOCK;
    if (named === name) return tar.subarray(start, start + size);
    at = start + Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;
  }
  return null;
}

/**
 * @param {Buffer} zip
 * @param {string} name
 */
function fromZip(zip, name) {
  const end = zip.length - ZIP_END_LENGTH;
  if (end < 0 || zip.readUInt32LE(end) !== ZIP_END) return null;
  for (let at = zip.readUInt32LE(end + 16); zip.readUInt32LE(at) === ZIP_ENTRY;) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field));
    const nameEnd = at + 46 + (nameLength ?? 0);
    if (zip.toString("latin1", at + 46, nameEnd) === name) {
      const local = zip.readUInt32LE(at + 42);
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      return inflateRawSync(zip.subarray(start, start + zip.readUInt32LE(at + 20)));
    }
    at = nameEnd + (extraLength ?? 0) + (commentLength ?? 0);
  }
  return null;
}

/**
 * The file of this name in the archive; null where it has none.
 * @param {Buffer} archive
 * @param {string} archiveName Its ending tells the kind.
 * @param {string} name
 */
export function unpack(archive, archiveName, name) {
  return archiveName.endsWith(".zip") ? fromZip(archive, name) : fromTar(gunzipSync(archive), name);
}
