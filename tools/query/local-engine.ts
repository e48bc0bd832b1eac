import { CommandError } from "../local/command";
import { engineDatabase } from "../local/engine-tables";
import type { LocalSession } from "../local/session";
import { literal } from "./arguments";
import type { QueryAnswer, QueryEngine, QueryProgress, QueryRequest } from "./query-engine";
import { statementOf } from "./statement";

/** Asks Trino over the archive of the local AWS. */
export class LocalEngine implements QueryEngine {
  constructor(private readonly session: LocalSession) {}

  /** @throws {CommandError} when the local AWS does not run, or Trino refuses the query */
  public async answer({ sql, values, database }: QueryRequest, progress: QueryProgress): Promise<QueryAnswer> {
    if (!this.session.isDeployed()) throw new CommandError("the local AWS does not run; start it with: npm run local");
    progress("starting the engine", 0);
    await this.session.startTrino();
    progress("running", 0);
    const statement = statementOf(sql);
    const { columns, rows, scannedBytes } = await this.session.trino.query(
      values.length === 0
        ? statement
        : `EXECUTE IMMEDIATE ${literal(statement)} USING ${values.map(literal).join(", ")}`,
      engineDatabase(database),
    );
    return { columns, rows: rows.map((row) => row.map(textOf)), scannedBytes };
  }
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
