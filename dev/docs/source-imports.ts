import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** An import of one file by another. Paths are relative to the root of the repository, without `.ts`. */
export interface SourceImport {
  readonly from: string;
  readonly to: string;
}

const notSource = new Set(["__tests__", "node_modules", "cdktf.out", "coverage", "dist", "docs", "examples"]);

/** All TypeScript files of the product, as paths from the root of the repository. */
export function sourceFiles(): string[] {
  const files = readdirSync(".", { withFileTypes: true }).flatMap((entry) => {
    if (entry.isFile()) return [entry.name];
    if (notSource.has(entry.name) || entry.name.startsWith(".")) return [];
    return readdirSync(entry.name, { recursive: true, encoding: "utf8" }).map((file) => join(entry.name, file));
  });
  return files.filter((file) => file.endsWith(".ts")).toSorted();
}

/** The relative imports in a file, including imports of types. */
export function importsIn(file: string, text: string): SourceImport[] {
  return [...text.matchAll(/(?:from|import|require\(|import\()\s*"(\.[^"]+)"/g)].map(([, path = ""]) => ({
    from: file.replace(/\.ts$/, ""),
    to: normalize(join(dirname(file), path)).replace(/\.ts$/, ""),
  }));
}

/** All imports between files of the product. */
export const sourceImports = (): SourceImport[] =>
  sourceFiles().flatMap((file) => importsIn(file, readFileSync(file, "utf8")));
