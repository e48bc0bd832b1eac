import { ask } from "../local/saved-questions";
import type { LocalSession } from "../local/session";
import type { QueryAnswer, QueryEngine, QueryProgress, QueryRequest } from "./query-engine";

/** Asks Trino over the archive of the local AWS, which has to run. */
export class LocalEngine implements QueryEngine {
  constructor(private readonly session: LocalSession) {}

  /** @throws {CommandError} when Trino refuses the query */
  public async answer({ sql, values, database }: QueryRequest, progress: QueryProgress): Promise<QueryAnswer> {
    progress("starting the engine", 0);
    await this.session.startTrino();
    progress("running", 0);
    const { columns, rows, scannedBytes } = await ask(this.session.trino, { sql, database }, values);
    return { columns, rows: rows.map((row) => row.map(textOf)), scannedBytes };
  }
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
