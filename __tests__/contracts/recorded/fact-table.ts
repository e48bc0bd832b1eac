/** A file of a public repository that holds recorded answers of AWS. */
export interface Source {
  readonly repository: string;
  readonly commit: string;
  readonly file: string;
}

/** Recorded answers of AWS from one source, each as a row of facts. */
export interface FactTable<Row> {
  readonly source: Source;
  readonly rows: readonly Row[];
}

/** A file of stackd, which contains answers of AWS from August and September 2026. */
export const stackd = (file: string): Source => ({
  repository: "radkawar/stackd",
  commit: "9dc356f5e5cc49d2d334178a09c1398dd1c62617",
  file,
});
