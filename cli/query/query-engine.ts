/** The rows of a query, and the number of bytes that it read. */
export interface QueryAnswer {
  readonly columns: readonly string[];

  /** Types of the columns in the engine, such as `bigint`. */
  readonly types: readonly string[];

  /** Values in the format of the engine. Null for SQL NULL. */
  readonly rows: readonly (readonly (string | null)[])[];

  /** Bytes read from the archive. */
  readonly scannedBytes: number;
}

export interface QueryRequest {
  readonly sql: string;

  /** Values of the parameters, one for each `?`. */
  readonly values: readonly string[];
  readonly database: string;
}

/** Reports the progress of a query. */
export type QueryProgress = (state: string, scannedBytes: number) => void;

/** Runs queries. The engine is Athena, or the engine of another program. */
export interface QueryEngine {
  answer(request: QueryRequest, progress: QueryProgress): Promise<QueryAnswer>;

  /** Cancels all running queries, so that they read no further bytes and cost no more. */
  stop(): Promise<void>;
}
