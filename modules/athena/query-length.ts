/** Maximum length of a query in Athena, in bytes. */
const queryLimitBytes = 262_144;

/** @throws when a query is longer than Athena accepts */
export function checkQueryLength(name: string, sql: string): void {
  const bytes = Buffer.byteLength(sql);
  if (bytes > queryLimitBytes)
    throw new Error(`query ${name} has ${bytes} bytes, but Athena accepts at most ${queryLimitBytes}`);
}
