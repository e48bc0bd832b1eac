/** Longest query that Athena accepts, in bytes. */
const queryLimitBytes = 262_144;

/** Fails for a query that is longer than Athena accepts. */
export function checkQueryLength(name: string, sql: string): void {
  const bytes = Buffer.byteLength(sql);
  if (bytes > queryLimitBytes) throw new Error(`query ${name} has ${bytes} bytes, Athena accepts ${queryLimitBytes}`);
}
