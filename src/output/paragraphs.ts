/** Text broken into lines of a given width. Pure. */

/** Breaks a text at spaces so that no line passes `width` columns (a longer word stays whole). */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/[ \t\n\r]+/).filter(Boolean)) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return line === "" ? lines : [...lines, line];
}

/** An indented line keeps its columns; what does not fit goes below its last column. */
function wrapIndented(line: string, width: number): string[] {
  if (line.length <= width) return [line];
  const label = /^\s+\S.*?\s{2,}(?=\S)/.exec(line)?.[0] ?? /^\s+/.exec(line)?.[0] ?? "";
  const [first = "", ...rest] = wrap(line.slice(label.length), Math.max(width - label.length, 20));
  return [label + first, ...rest.map((text) => " ".repeat(label.length) + text)];
}

/**
 * Lays out paragraphs, which empty lines part: running lines are joined and wrapped, indented ones are rows of a list.
 * Every paragraph is preceded by an empty line.
 */
export function layParagraphs(text: string, width: number): string[] {
  return text.split(/\n[ \t]*\n/).flatMap((paragraph) => {
    const laid: string[] = [""];
    const running: string[] = [];
    const flush = () => laid.push(...wrap(running.splice(0).join(" "), width));
    for (const line of paragraph.split("\n")) {
      if (/^\s/.test(line)) {
        flush();
        laid.push(...wrapIndented(line, width));
      } else {
        running.push(line);
      }
    }
    flush();
    return laid;
  });
}
