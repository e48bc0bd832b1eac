import { setTimeout as sleep } from "node:timers/promises";
import {
  AthenaClient,
  type AthenaClientConfig,
  GetQueryExecutionCommand,
  type QueryExecution,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
  paginateGetQueryResults,
} from "@aws-sdk/client-athena";
import { CommandError } from "../local/command";
import { literal } from "./arguments";
import type { QueryAnswer, QueryEngine, QueryProgress, QueryRequest } from "./query-engine";
import { statementOf } from "./statement";

/** Milliseconds between two looks at a query: a short one is seen soon, a long one is not asked for too often. */
const firstWait = 250;
const longestWait = 2_000;

/** Asks Athena, in one workgroup. */
export class AthenaEngine implements QueryEngine {
  private readonly client: AthenaClient;

  constructor(
    private readonly workgroupName: string,
    config: AthenaClientConfig,
  ) {
    this.client = new AthenaClient(config);
  }

  /**
   * Waits for the answer. An interrupt stops the query, so that it reads and costs no more.
   *
   * @throws {CommandError} when Athena refuses the query or stops it
   */
  public async answer({ sql, values, database }: QueryRequest, progress: QueryProgress): Promise<QueryAnswer> {
    const { QueryExecutionId } = await this.client.send(
      new StartQueryExecutionCommand({
        QueryString: statementOf(sql),
        WorkGroup: this.workgroupName,
        QueryExecutionContext: { Database: database },
        ...(values.length > 0 && { ExecutionParameters: values.map(literal) }),
      }),
    );
    const interrupted = () => {
      void this.client.send(new StopQueryExecutionCommand({ QueryExecutionId })).finally(() => process.exit(130));
    };
    process.once("SIGINT", interrupted);
    try {
      const done = await this.completion(QueryExecutionId, progress);
      return { ...(await this.results(QueryExecutionId)), scannedBytes: scannedBytesOf(done) };
    } finally {
      process.off("SIGINT", interrupted);
    }
  }

  private async completion(QueryExecutionId: string | undefined, progress: QueryProgress): Promise<QueryExecution> {
    for (let wait = firstWait; ; wait = Math.min(wait * 1.5, longestWait)) {
      const { QueryExecution = {} } = await this.client.send(new GetQueryExecutionCommand({ QueryExecutionId }));
      const { State = "QUEUED", StateChangeReason = "no reason given" } = QueryExecution.Status ?? {};
      progress(State.toLowerCase(), scannedBytesOf(QueryExecution));
      if (State === "SUCCEEDED") return QueryExecution;
      if (State === "FAILED" || State === "CANCELLED") throw new CommandError(refusal(State, StateChangeReason));
      await sleep(wait);
    }
  }

  private async results(QueryExecutionId: string | undefined): Promise<Omit<QueryAnswer, "scannedBytes">> {
    let columns: string[] = [];
    const rows: (string | null)[][] = [];
    for await (const { ResultSet } of paginateGetQueryResults({ client: this.client }, { QueryExecutionId })) {
      columns = ResultSet?.ResultSetMetadata?.ColumnInfo?.map(({ Name = "" }) => Name) ?? columns;
      for (const { Data = [] } of ResultSet?.Rows ?? [])
        rows.push(Data.map(({ VarCharValue }) => VarCharValue ?? null));
    }
    // The first row of a SELECT repeats the names of the columns
    return { columns, rows: rows.slice(1) };
  }
}

const scannedBytesOf = ({ Statistics }: QueryExecution): number => Statistics?.DataScannedInBytes ?? 0;

function refusal(state: string, reason: string): string {
  if (/bytes scanned limit/i.test(reason)) {
    return (
      "the question would read more than its workgroup allows, and was stopped; " +
      "narrow it with --account, --from and --to, or ask with --responder, which may read more"
    );
  }
  return `Athena ended the question as ${state.toLowerCase()}: ${reason}`;
}
