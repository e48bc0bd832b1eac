import { runQuery } from "../saved-queries";
import type { LocalSession } from "../session";
import type { QueryAnswer, QueryEngine, QueryProgress, QueryRequest } from "../../cli/query/query-engine";

/** Runs queries with Trino on the archive of the local AWS, which must be running. */
export class TrinoQueryEngine implements QueryEngine {
  private started: Promise<void> | undefined;

  constructor(private readonly session: LocalSession) {}

  /** @throws {CommandError} when Trino rejects the query */
  public async answer({ sql, values, database }: QueryRequest, progress: QueryProgress): Promise<QueryAnswer> {
    progress("starting the engine", 0);
    await (this.started ??= this.session.startTrino());
    progress("running", 0);
    const { columns, types, rows, scannedBytes } = await runQuery(this.session.trino, { sql, database }, values);
    return { columns, types, rows: rows.map((row) => row.map(textOf)), scannedBytes };
  }

  /** Does nothing, because Trino cancels a query if no one fetches its rows. */
  public async stop(): Promise<void> {}
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
