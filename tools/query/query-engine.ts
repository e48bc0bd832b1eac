/** What a question costs, where the engine is paid for the bytes it reads. */
export interface QueryAnswer {
  readonly columns: readonly string[];

  /** Values as the engine writes them; null where there is none. */
  readonly rows: readonly (readonly (string | null)[])[];

  /** Bytes read from the archive. */
  readonly scannedBytes: number;
}

export interface QueryRequest {
  readonly sql: string;

  /** Values of its parameters, one for each `?`. */
  readonly values: readonly string[];
  readonly database: string;
}

/** Says how far a question is. */
export type QueryProgress = (state: string, scannedBytes: number) => void;

/** What answers questions: Athena, or the local engine. */
export interface QueryEngine {
  answer(request: QueryRequest, progress: QueryProgress): Promise<QueryAnswer>;
}
