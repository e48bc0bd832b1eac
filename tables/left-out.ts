import type { LogTable } from "./log-table";

/**
 * Conditions that exclude objects from a table. The query engine compares the path before it opens an object.
 *
 * @param paths objects (`s3://bucket/key`) and folders (with a slash at the end); paths of other tables are ignored
 */
export function pathConditions({ location }: Pick<LogTable, "location">, paths: readonly string[]): string[] {
  const own = [...new Set(paths)].filter((path) => path.startsWith(`${location}/`));
  const objects = own.filter((path) => !path.endsWith("/")).map(literal);
  const folders = own.filter((path) => path.endsWith("/"));
  return [
    ...(objects.length === 0 ? [] : [`"$path" NOT IN (${objects.join(", ")})`]),
    // A range of strings: every path in the folder is between "…/" and "…0", because 0 is the character after the slash
    ...folders.map((folder) => `("$path" < ${literal(folder)} OR "$path" >= ${literal(folder.replace(/\/$/, "0"))})`),
  ];
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
