/** The SQL of docs/scale.md, as it stands there. */
const DOCUMENT = new URL("../../docs/scale.md", import.meta.url);

export interface Documented {
  readonly table: string;
  /** By the comment above it. */
  readonly questions: ReadonlyMap<string, string>;
}

/** The statements under the heading of an engine: those before the questions, and each question's. */
export async function documented(engine: string): Promise<Documented> {
  const [, part = ""] = (await Deno.readTextFile(DOCUMENT)).split(`\n## ${engine}\n`);
  const [section = ""] = part.split("\n## ");
  const [table = "", asked = ""] = [...section.matchAll(/```sql\n([^`]*)```/g)].map(([, text]) => text!);
  const questions = asked.split(/^-- /m).slice(1).map((part) => {
    const end = part.indexOf("\n");
    return [part.slice(0, end), part.slice(end + 1)] as const;
  });
  return { table, questions: new Map(questions) };
}
