import { readFileSync } from "node:fs";
import type { z } from "zod";
import { errorCode } from "../../shared/thrown";
import { UserError } from "../../shared/user-error";
import { YamlFile } from "../../config/yaml-file";

/**
 * Reads a file of numbers by name, in YAML or JSON.
 *
 * @throws UserError that lists all problems of the file, in the order of the lines
 */
export function readForm<T extends z.ZodObject>(path: string, schema: T): z.output<T> {
  const known = Object.keys(schema.shape);
  const file = new YamlFile(textOf(path));
  const mistakes = file.mistakes();
  if (mistakes.length > 0) throw formError(path, mistakes);
  const repeated = [...file.repeatedKeys(), ...file.brokenAliases()];
  const result = schema.safeParse(file.value());
  const issues = (result.error?.issues ?? []).flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({ path: [key], text: `unknown name; known names are ${known.join(", ")}` }))
      : [{ path: issue.path, text: issue.message }],
  );
  const problems = [
    ...repeated,
    ...issues.map(({ path: name, text }) => ({ path: name, text, line: file.lineOf(name) })),
  ];
  if (result.success && problems.length === 0) return result.data;
  throw formError(
    path,
    problems
      .toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0))
      .map(
        ({ path: name, text, line }) =>
          `${name.join(".") || "the file"}${line === undefined ? "" : ` (line ${line})`}: ${text}`,
      ),
  );
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = errorCode(error);
    throw new UserError(`${path}: ${code === "ENOENT" ? "file not found" : `cannot read the file (${code})`}`, {
      cause: error,
    });
  }
}

const formError = (path: string, problems: readonly string[]): UserError =>
  new UserError(
    [
      `${path} has ${problems.length === 1 ? "a problem" : `${problems.length} problems`}:`,
      ...problems.map((problem) => `  ${problem}`),
    ].join("\n"),
  );
