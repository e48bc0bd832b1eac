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
import { CommandError } from "../../shared/child-process";
import { literal } from "./arguments";
import type { QueryAnswer, QueryEngine, QueryProgress, QueryRequest } from "./query-engine";
import { statementOf } from "./statement";

/** Milliseconds before the second poll of a query. Later waits are longer, to save requests. */
const firstWait = 250;
const longestWait = 2_000;

/** Runs queries in a workgroup of Athena. */
export class AthenaEngine implements QueryEngine {
  private readonly client: AthenaClient;
  private readonly running = new Set<string>();

  constructor(
    private readonly workgroupName: string,
    config: AthenaClientConfig,
  ) {
    this.client = new AthenaClient(config);
  }

  /**
   * Runs a query and waits for its result.
   *
   * @throws {CommandError} when Athena rejects or cancels the query
   */
  public async answer({ sql, values, database }: QueryRequest, progress: QueryProgress): Promise<QueryAnswer> {
    const { QueryExecutionId = "" } = await this.client.send(
      new StartQueryExecutionCommand({
        QueryString: statementOf(sql),
        WorkGroup: this.workgroupName,
        QueryExecutionContext: { Database: database },
        ...(values.length > 0 && { ExecutionParameters: values.map(literal) }),
      }),
    );
    this.running.add(QueryExecutionId);
    try {
      const done = await this.completion(QueryExecutionId, progress);
      return { ...(await this.results(QueryExecutionId)), scannedBytes: scannedBytesOf(done) };
    } finally {
      this.running.delete(QueryExecutionId);
    }
  }

  public async stop(): Promise<void> {
    const ids = [...this.running];
    await Promise.all(
      ids.map((QueryExecutionId) => this.client.send(new StopQueryExecutionCommand({ QueryExecutionId }))),
    );
  }

  private async completion(QueryExecutionId: string, progress: QueryProgress): Promise<QueryExecution> {
    for (let wait = firstWait; ; wait = Math.min(wait * 1.5, longestWait)) {
      const { QueryExecution = {} } = await this.client.send(new GetQueryExecutionCommand({ QueryExecutionId }));
      const { State = "QUEUED", StateChangeReason = "no reason given" } = QueryExecution.Status ?? {};
      progress(State.toLowerCase(), scannedBytesOf(QueryExecution));
      if (State === "SUCCEEDED") return QueryExecution;
      if (State === "FAILED" || State === "CANCELLED") throw new CommandError(refusal(State, StateChangeReason));
      await sleep(wait);
    }
  }

  private async results(QueryExecutionId: string): Promise<Omit<QueryAnswer, "scannedBytes">> {
    let columns: string[] = [];
    let types: string[] = [];
    const rows: (string | null)[][] = [];
    for await (const { ResultSet } of paginateGetQueryResults({ client: this.client }, { QueryExecutionId })) {
      const described = ResultSet?.ResultSetMetadata?.ColumnInfo;
      columns = described?.map(({ Name = "" }) => Name) ?? columns;
      types = described?.map(({ Type = "" }) => Type) ?? types;
      for (const { Data = [] } of ResultSet?.Rows ?? [])
        rows.push(Data.map(({ VarCharValue }) => VarCharValue ?? null));
    }
    // The first row of a SELECT contains the column names
    return { columns, types, rows: rows.slice(1) };
  }
}

const scannedBytesOf = ({ Statistics }: QueryExecution): number => Statistics?.DataScannedInBytes ?? 0;

function refusal(state: string, reason: string): string {
  if (/bytes scanned limit/i.test(reason)) {
    return (
      "Athena stopped the query, because it exceeds the scan limit of its workgroup; " +
      "narrow it with --account, --from and --to, or use --responder, which has a higher limit"
    );
  }
  return `Athena reports the query as ${state.toLowerCase()}: ${reason}`;
}
