import type { LogTable } from "./log-table";

/**
 * Conditions that leave objects out of a table: `s3://bucket/key`, or a folder, which ends with a slash. The engine compares
 * the path before it opens an object.
 *
 * @param paths of any tables; those of others are not named
 */
export function pathConditions({ location }: Pick<LogTable, "location">, paths: readonly string[]): string[] {
  const own = [...new Set(paths)].filter((path) => path.startsWith(`${location}/`));
  const objects = own.filter((path) => !path.endsWith("/")).map(literal);
  const folders = own.filter((path) => path.endsWith("/"));
  return [
    ...(objects.length === 0 ? [] : [`"$path" NOT IN (${objects.join(", ")})`]),
    // As a range of texts: what begins with the folder is between "…/" and "…0", the next character
    ...folders.map((folder) => `("$path" < ${literal(folder)} OR "$path" >= ${literal(folder.replace(/\/$/, "0"))})`),
  ];
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
