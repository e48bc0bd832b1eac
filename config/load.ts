import { existsSync, readFileSync } from "node:fs";
import leven = require("leven");
import { type Document, LineCounter, isNode, parseDocument } from "yaml";
import { z } from "zod";
import { type AuditConfig, auditConfigSchema } from "./schema";

/** A configuration that cannot be used: everything that is wrong with it, ready to be printed. */
export class ConfigurationError extends Error {
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
    const reason = code === "ENOENT" ? "no such file" : `cannot be read (${code})`;
    throw new ConfigurationError(path, [
      `${reason}; set AUDIT_CONFIG to a file, or copy config/example.yaml to audit.yaml`,
    ]);
  }
}

/**
 * Checks the text of a configuration file.
 *
 * @param source how to call the file in messages
 * @throws ConfigurationError with all its problems at once.
 */
export function parseConfig(text: string, source: string): AuditConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const mistakes = [...document.errors, ...document.warnings];
  if (mistakes.length > 0) {
    const place = (offset: number) => `line ${lines.linePos(offset).line}`;
    throw new ConfigurationError(
      source,
      mistakes.map(({ pos, message }) => `not YAML (${place(pos[0])}): ${message}`),
    );
  }

  return checkSettings(plainValue(document, source), source, (path) => lineOf(document, lines, path));
}

/**
 * Checks what a configuration file says.
 *
 * @param source how to call the file in messages
 * @param place where a setting stands, as messages say it after its path
 * @throws ConfigurationError with all its problems at once.
 */
export function checkSettings(raw: unknown, source: string, place: (path: Path) => string = () => ""): AuditConfig {
  const result = auditConfigSchema.safeParse(raw, { error: describe });
  if (result.success) return result.data;

  const problems = result.error.issues.flatMap(onePerKey).map((issue) => {
    const value = valueAt(raw, issue.path);
    const got =
      value === undefined || issue.code === "unrecognized_keys" ? "" : `; got ${printable(issue.path, value)}`;
    return `${pathText(issue.path)}${place(issue.path)}: ${issue.message}${got}`;
  });
  throw new ConfigurationError(source, problems);
}

function plainValue(document: Document, source: string): unknown {
  try {
    const value: unknown = document.toJS() ?? {};
    JSON.stringify(value);
    return value;
  } catch (error) {
    // The YAML library refuses aliases that multiply without end, JSON those that contain themselves
    const reason = error instanceof TypeError ? "an alias contains itself" : (error as Error).message;
    throw new ConfigurationError(source, [`${reason}; write the values out`]);
  }
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** What is expected, where the schema does not say it in its own words. */
function describe(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === "invalid_type") {
    const article = /^[aeiou]/.test(issue.expected) ? "an" : "a";
    return issue.input === undefined ? "required, but missing" : `expected ${article} ${issue.expected}`;
  }
  if (issue.code === "invalid_value") return `expected one of ${issue.values.join(", ")}`;
  if (issue.code === "invalid_union" && issue.discriminator) return "expected one of local, s3";
  return undefined;
}

/** One problem for each unknown key, with the key it may have been meant to be. */
function onePerKey(issue: Issue): Issue[] {
  if (issue.code !== "unrecognized_keys") return [issue];
  const known = knownKeys(issue.path);
  return issue.keys.map((key) => {
    const byDistance = known.toSorted((a, b) => leven(key, a) - leven(key, b));
    const [nearest] = byDistance;
    const list =
      known.length > 20 ? `the nearest are ${byDistance.slice(0, 5).join(", ")}` : `known are ${known.join(", ")}`;
    const hint = nearest !== undefined && leven(key, nearest) <= 3 ? `did you mean ${nearest}?` : list;
    return { ...issue, keys: [key], path: [...issue.path, key], message: `unknown setting; ${hint}` };
  });
}

interface JsonSchema {
  readonly properties?: Record<string, JsonSchema>;
  readonly propertyNames?: { readonly enum?: readonly string[] };
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
}

let everySetting: JsonSchema | undefined;

/** The settings that exist at a path. */
function knownKeys(path: Path): string[] {
  everySetting ??= z.toJSONSchema(auditConfigSchema, { io: "input" }) as JsonSchema;
  let schemas: JsonSchema[] = [everySetting];
  for (const key of path) {
    schemas = schemas
      .map((schema) => (typeof key === "number" ? schema.items : (schema.properties?.[String(key)] ?? entryOf(schema))))
      .flatMap((schema) => schema?.oneOf ?? schema ?? []);
  }
  const names = ({ properties = {}, propertyNames }: JsonSchema) => propertyNames?.enum ?? Object.keys(properties);
  return [...new Set(schemas.flatMap(names))];
}

/** What every entry of a map looks like. */
function entryOf({ additionalProperties }: JsonSchema): JsonSchema | undefined {
  return typeof additionalProperties === "object" ? additionalProperties : undefined;
}

function valueAt(raw: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], raw);
}

/** The value for a message: short, and hidden where it may hold an integration key. */
function printable(path: Path, value: unknown): string {
  const text = JSON.stringify(value);
  // Wherever it stands: an endpoint under a mistyped name holds the same key
  if (path.includes("httpsEndpoints") || (path[0] === "notifications" && text.includes(":/")))
    return "a value not shown, it may hold a secret";
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function pathText(path: Path): string {
  const text = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  return text.replace(/^\./, "") || "the file";
}

/** Line of the setting, or of the nearest part of its path that the file has. */
function lineOf(document: Document, lines: LineCounter, path: Path): string {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return ` (line ${lines.linePos(node.range[0]).line})`;
  }
  return "";
}
