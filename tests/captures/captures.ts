/** Where our captures stand, and the verdicts that are expected of them. */
import { fromFileUrl } from "@std/path";

/** The folder, with a slash at its end. */
export const FOLDER: string = fromFileUrl(new URL(".", import.meta.url));

/** All captures, as paths below the folder: `made/` by hand, `lab/` by the lab. */
export function allCaptures(): string[] {
  return ["made", "lab"].flatMap((kind) => [...Deno.readDirSync(FOLDER + kind)].map(({ name }) => `${kind}/${name}`))
    .sort();
}

/** Whether it holds the conversation of `little_endian_ns.pcap` in another file format: the same is said of all of them. */
export function isFormatTwin(capture: string): boolean {
  return capture !== "made/little_endian_ns.pcap" && /^made\/.*(endian|comp|sections|units|old)/.test(capture);
}

/** The file of expected rows of a capture. */
export function expectedFile(capture: string): string {
  return `${FOLDER}expected/${capture.split("/")[1]}.tsv`;
}

/** The rows of a file of expected verdicts; those of a packet are sorted, their order says nothing. */
export function expectedRows(path: string): string[][] {
  const [, ...lines] = Deno.readTextFileSync(path).replace(/\n$/, "").split("\n");
  return lines.map((line) => {
    const cells = line.split("\t");
    const last = cells.pop()!;
    return [...cells, last.split(",").sort().join(",")];
  });
}
