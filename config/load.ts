import { existsSync, readFileSync } from "node:fs";
import { type Document, LineCounter, isNode, parseDocument } from "yaml";
import { describe, problemsOf } from "./issue-messages";
import type { AuditConfig } from "./audit-config";
import { auditConfigSchema } from "./audit-config-schema";
import { missingEnabled } from "./missing-enabled";
import { renameSettings } from "./renamed-settings";
import { UserError } from "./user-error";

/** A configuration that cannot be used: everything that is wrong with it, ready to be printed. */
export class ConfigurationError extends UserError {
  constructor(
    readonly source: string,
    readonly problems: readonly string[],
  ) {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    super([`${source} has ${count}:`, ...problems.map((problem) => `  ${problem}`)].join("\n"));
  }
}

/** The file to read: `AUDIT_CONFIG`, else `audit.yaml` if it exists, else the example. */
export function configPath(
  env: NodeJS.ProcessEnv = process.env,
  exists: (path: string) => boolean = existsSync,
): string {
  return env.AUDIT_CONFIG || (exists("audit.yaml") ? "audit.yaml" : "config/example.yaml");
}

/**
 * Reads and checks a configuration file.
 *
 * @throws ConfigurationError with all its problems at once.
 */
export function loadConfig(path: string): AuditConfig {
  return parseConfig(readText(path), path);
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "file not found" : `cannot read the file (${code})`;
    throw new ConfigurationError(path, [
      `${reason}; set AUDIT_CONFIG to the path of a file, or copy config/example.yaml to audit.yaml`,
    ]);
  }
}

/**
 * Checks the text of a configuration file.
 *
 * @param source how to call the file in messages
 * @param warn called with each setting that has an old name
 * @throws ConfigurationError with all its problems at once.
 */
export function parseConfig(
  text: string,
  source: string,
  warn: (message: string) => void = (message) => console.error(message),
): AuditConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const mistakes = [...document.errors, ...document.warnings];
  if (mistakes.length > 0) {
    throw new ConfigurationError(
      source,
      mistakes.map(({ pos, message }) => `invalid YAML (line ${lineAt(pos[0])}): ${uncapitalized(message)}`),
    );
  }

  const oldNames = renameSettings(document).map((name) => Object.assign(name, { line: lineAt(name.offset) }));
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
  return checkSettings(plainValue(document, source), source, (path) => lineOf(document, lineAt, path), ambiguous);
}

/** A problem of a configuration, and the line of the file that has it. */
interface LocatedProblem {
  readonly path: Path;
  readonly text: string;
  readonly line: number | undefined;
}

/**
 * Checks what a configuration file says.
 *
 * @param source how to call the file in messages
 * @param lineAt line of a setting, or of the nearest part of its path that the file has
 * @param known problems that were found before
 * @throws ConfigurationError with all its problems at once, in the order of the lines.
 */
export function checkSettings(
  raw: unknown,
  source: string,
  lineAt: (path: Path) => number | undefined = () => undefined,
  known: readonly LocatedProblem[] = [],
): AuditConfig {
  const result = auditConfigSchema.safeParse(raw, { error: describe });
  const switches = missingEnabled(raw);
  if (result.success && switches.length === 0 && known.length === 0) return result.data;

  const issues = result.error?.issues.flatMap(problemsOf) ?? [];
  const isReported = ({ path }: (typeof switches)[number]) =>
    issues.some((issue) => path.every((key, i) => issue.path[i] === key));
  const found = [
    ...issues.map((issue) => ({
      path: issue.path,
      text: `${issue.message}${gotText(issue, valueAt(raw, issue.path))}`,
    })),
    ...switches.filter((one) => !isReported(one)).map(({ path, message }) => ({ path, text: message })),
  ].map(({ path, text }) => ({ path, text, line: lineAt(path) }));
  throw new ConfigurationError(
    source,
    [...known, ...found]
      // What is missing from the whole file comes first
      .toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0))
      .map(({ path, text, line }) => `${pathText(path)}${line === undefined ? "" : ` (line ${line})`}: ${text}`),
  );
}

const uncapitalized = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

function plainValue(document: Document, source: string): unknown {
  try {
    const value: unknown = document.toJS() ?? {};
    JSON.stringify(value);
    return value;
  } catch (error) {
    // The YAML library refuses aliases that multiply without end, JSON those that contain themselves
    const reason = error instanceof TypeError ? "a YAML alias contains itself" : (error as Error).message;
    throw new ConfigurationError(source, [`${reason}; write the values without the alias`]);
  }
}

type Path = readonly PropertyKey[];

function valueAt(raw: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], raw);
}

/** The value at the end of a message; an unknown setting is wrong whatever its value. */
function gotText({ code, path }: ReturnType<typeof problemsOf>[number], value: unknown): string {
  return value === undefined || code === "unrecognized_keys" ? "" : `; got ${printable(path, value)}`;
}

/** The value for a message: short, and hidden where it may hold an integration key. */
function printable(path: Path, value: unknown): string {
  const text = JSON.stringify(value);
  // Anywhere in the section, because an endpoint under a misspelt name contains the same key
  if (path.includes("httpsEndpoints") || (path[0] === "notifications" && text.includes(":/")))
    return "a value that is hidden because it may contain a secret";
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function pathText(path: Path): string {
  const text = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  return text.replace(/^\./, "") || "the file";
}

/** Line of the setting, or of the nearest part of its path that the file has. */
function lineOf(document: Document, lineAt: (offset: number) => number, path: Path): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lineAt(node.range[0]);
  }
  return undefined;
}
