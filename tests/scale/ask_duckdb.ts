/**
 * Asks DuckDB, in a process of its own: a JSON list of SQL statements on standard input, a JSON list of their rows on standard
 * output, numbers as numbers. The statements run in one database in memory.
 */
/** Named at run time: nothing else of the project waits for this package, 70 MB with its engine. */
const DUCKDB: string = "npm:@duckdb/node-api@1.5.6-r.1";

const { DuckDBInstance } = await import(DUCKDB);
const statements: string[] = JSON.parse(await new Response(Deno.stdin.readable).text());
const connection = await (await DuckDBInstance.create(":memory:")).connect();
const answers: unknown[] = [];
for (const statement of statements) answers.push((await connection.runAndReadAll(statement)).getRows());
const plain = (_key: string, value: unknown): unknown => typeof value === "bigint" ? Number(value) : value;
await new Blob([JSON.stringify(answers, plain)]).stream().pipeTo(Deno.stdout.writable);
