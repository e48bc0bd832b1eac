import { readFileSync } from "node:fs";
import { fieldOf } from "../shared/keys";
import { errorCode, toError } from "../shared/thrown";
import type { AuditConfig } from "./audit-config";
import { auditConfigSchema } from "./audit-config-schema";
import { ConfigurationError } from "./configuration-error";
import { configurationText } from "./configuration-text";
import { exampleConfiguration } from "./find-configuration";
import { describe, problemsOf } from "./issue-messages";
import { missingEnabled } from "./missing-enabled";
import { withModeDefaults } from "./mode-defaults";
import { renameSettings } from "./renamed-settings";
import { type LocatedProblem, type Path, YamlFile } from "./yaml-file";

/**
 * Reads and checks a configuration file.
 *
 * @throws ConfigurationError with all its problems at once.
 */
export function loadConfig(path: string): AuditConfig {
  return parseConfig(textOf(path), path);
}

/**
 * Reads and checks a configuration file. The result also contains the file, which has the line of each setting.
 *
 * @throws ConfigurationError with all its problems at once.
 */
export function loadWithFile(path: string): { readonly config: AuditConfig; readonly file: YamlFile } {
  const text = textOf(path);
  const config = parseConfig(text, path);
  const file = new YamlFile(text);
  renameSettings(file.document);
  return { config, file };
}

function textOf(path: string): string {
  const content = configurationText(readBytes(path));
  if ("problems" in content) throw new ConfigurationError(path, content.problems);
  return content.text;
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = errorCode(error);
    const reason = code === "ENOENT" ? "file not found" : `cannot read the file (${code})`;
    throw new ConfigurationError(path, [
      `${reason}; set --config or AUDIT_CONFIG to the path of a file, or copy ${exampleConfiguration} to audit.yaml`,
    ]);
  }
}

/**
 * Checks the text of a configuration file.
 *
 * @param source name of the file in messages
 * @param warn called with a warning for each setting that has an old name
 * @throws ConfigurationError with all its problems at once.
 */
export function parseConfig(
  text: string,
  source: string,
  warn: (message: string) => void = (message) => console.error(message),
): AuditConfig {
  const file = new YamlFile(text);
  const mistakes = file.mistakes();
  if (mistakes.length > 0) throw new ConfigurationError(source, mistakes);

  const oldNames = renameSettings(file.document).map((name) => Object.assign(name, { line: file.lineAt(name.offset) }));
  for (const { path, newName, line, isAmbiguous } of oldNames) {
    const newPath = pathText([...path.slice(0, -1), newName]);
    if (!isAmbiguous)
      warn(
        `warning: ${source}: ${pathText(path)} (line ${line}) is now called ${newPath}; rename it before version 1.0`,
      );
  }
  const ambiguous = oldNames
    .filter(({ isAmbiguous }) => isAmbiguous)
    .map(({ path, newName, line }) => ({
      path,
      line,
      text: `the old name of ${newName}, which is also set; remove it`,
    }));
  const known = [...ambiguous, ...file.repeatedKeys()];
  const aliases = file.brokenAliases();
  if (aliases.length > 0) throw new ConfigurationError(source, messagesOf([...known, ...aliases]));
  return checkSettings(valueOf(file, source), source, file, known);
}

function valueOf(file: YamlFile, source: string): unknown {
  try {
    return file.value();
  } catch (error) {
    throw new ConfigurationError(source, [toError(error).message]);
  }
}

/**
 * Checks the content of a configuration file.
 *
 * @param source name of the file in messages
 * @param file the file with the lines of the settings, if they are from a file
 * @param known problems that were found before
 * @throws ConfigurationError with all its problems at once, in the order of the lines.
 */
export function checkSettings(
  raw: unknown,
  source: string,
  file?: YamlFile,
  known: readonly LocatedProblem[] = [],
): AuditConfig {
  const result = auditConfigSchema.safeParse(withModeDefaults(raw), { error: describe });
  const switches = missingEnabled(raw);
  if (result.success && switches.length === 0 && known.length === 0) return result.data;

  const issues = withoutFollowing(result.error?.issues.flatMap(problemsOf) ?? []);
  const isReported = ({ path }: (typeof switches)[number]) =>
    issues.some((issue) => path.every((key, i) => issue.path[i] === key));
  const found = [
    ...issues.map((issue) => ({
      path: issue.path,
      text: `${issue.message}${gotText(issue, valueAt(raw, issue.path), file?.writtenNumber(issue.path))}`,
    })),
    ...switches.filter((one) => !isReported(one)).map(({ path, message }) => ({ path, text: message })),
  ].map(({ path, text }) => ({ path, text, line: file?.lineOf(path) }));
  throw new ConfigurationError(source, messagesOf([...known, ...found]));
}

/** The messages of the problems, in the order of the lines. */
function messagesOf(problems: readonly LocatedProblem[]): string[] {
  return (
    problems
      // Settings that are missing from the whole file have no line, and come first
      .toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0))
      .map(({ path, text, line }) => `${pathText(path)}${line === undefined ? "" : ` (line ${line})`}: ${text}`)
  );
}

/** If a value has the wrong type, only its type is reported: a string of 21 characters is not a list that is too long. */
function withoutFollowing<T extends { readonly code: string; readonly path: Path }>(issues: readonly T[]): T[] {
  const wrongTypes = new Set(issues.filter(({ code }) => code === "invalid_type").map(({ path }) => pathText(path)));
  return issues.filter(({ code, path }) => code === "invalid_type" || !wrongTypes.has(pathText(path)));
}

function valueAt(raw: unknown, path: Path): unknown {
  return path.reduce<unknown>(fieldOf, raw);
}

/** The wrong value, as the end of a message. Empty for an unknown setting, because its value does not matter. */
function gotText(
  { code, path }: ReturnType<typeof problemsOf>[number],
  value: unknown,
  writtenNumber: string | undefined,
): string {
  if (value === undefined || code === "unrecognized_keys") return "";
  return `; got ${writtenNumber ?? valueText(path, value)}`;
}

/** The value for a message. A long value is cut, and a value that may contain an integration key is hidden. */
function valueText(path: Path, value: unknown): string {
  const text = JSON.stringify(value);
  // All values of the section are checked, because an endpoint under a misspelt name contains the same key
  if (path.includes("httpsEndpoints") || (path[0] === "notifications" && text.includes(":/")))
    return "a value that is hidden because it may contain a secret";
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function pathText(path: Path): string {
  const text = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  return text.replace(/^\./, "") || "the file";
}
