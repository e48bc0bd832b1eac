import { writeFileSync } from "node:fs";
import { z } from "zod";
import { auditConfigSchema } from "../../config/audit-config-schema";
import { renamedSettings } from "../../config/renamed-settings";
import { controlsPage } from "./controls-page";
import { coveragePage } from "./coverage-page";

/** The fields of JSON Schema that configuration settings use. */
interface Setting {
  readonly type?: string;
  readonly description?: string;
  readonly source?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Setting;
  readonly properties?: Readonly<Record<string, Setting>>;
  readonly additionalProperties?: Setting | boolean;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Setting[];
  readonly oneOf?: readonly Setting[];
  readonly not?: unknown;
}

/** The JSON Schema of `audit.yaml`. Editors use it to complete and validate the file. */
export function configurationJsonSchema(): object {
  return { title: "trailkeeper configuration", ...z.toJSONSchema(auditConfigSchema, { io: "input" }) };
}

/** `docs/configuration.md`: every setting, its type, limits and default. */
export function configurationReference(): string {
  const root = configurationJsonSchema() as Setting;
  return [
    "# Configuration reference",
    "",
    "Generated from `config/schema/` by `npm run docs`. The configuration file is the file that `AUDIT_CONFIG` names, or else",
    "`audit.yaml`, or else [`config/example.yaml`](../config/example.yaml). [`config/rules/`](../config/rules/) has the combinations of",
    "settings that `synth` refuses. [`config/examples/everything.yaml`](../config/examples/everything.yaml) has every setting in YAML,",
    "correctly nested. For completion and checks in your editor, begin the file with",
    "",
    "```yaml",
    "# yaml-language-server: $schema=config/audit.schema.json",
    "```",
    "",
    "Prices are AWS's list prices of us-east-1 in US dollars, of November 2026 ([`config/schema/prices.ts`](../config/schema/prices.ts)).",
    "Prices of other regions differ. Most prices decrease with the quantity.",
    "",
    ...section("", root),
    ...renames(),
  ].join("\n");
}

function renames(): string[] {
  const rows = Object.entries(renamedSettings).map(([oldPath, newName]) => {
    const newPath = [...oldPath.split(".").slice(0, -1), newName].join(".");
    return `| \`${oldPath}\` | \`${newPath}\` |`;
  });
  return [
    "## Settings with a new name",
    "",
    "Until version 1.0, `synth` accepts the old name with a warning. It refuses a file with both names.",
    "",
    "| Old name | New name |",
    "| --- | --- |",
    ...rows,
    "",
  ];
}

function section(path: string, setting: Setting): string[] {
  const entries = Object.entries(setting.properties ?? {});
  const isGroup = ([, child]: [string, Setting]) => nested(child).length > 0;
  const rows = entries.filter((entry) => !isGroup(entry)).map(([name, child]) => row(name, child, setting));
  return [
    ...(path ? [`## ${path}`, "", ...about(setting)] : ["## Top level", ""]),
    ...(rows.length > 0 ? ["| Setting | Accepts | Default | Meaning |", "| --- | --- | --- | --- |", ...rows, ""] : []),
    ...entries.filter(isGroup).flatMap(([name, child]) => {
      const own = path ? `${path}.${name}` : name;
      return nested(child).flatMap(({ suffix, group }) => section(`${own}${suffix}`, { ...child, ...group }));
    }),
  ];
}

/** The groups of settings below a setting: its properties, the properties of list or map entries, or one group for each alternative. */
function nested(setting: Setting): { suffix: string; group: Setting }[] {
  const { additionalProperties: entries } = setting;
  if (typeof entries === "object" && entries.properties) return [{ suffix: ".{id}", group: entries }];
  if (setting.properties) return [{ suffix: "", group: setting }];
  if (setting.items?.properties) return [{ suffix: "[]", group: setting.items }];
  return (setting.oneOf ?? [])
    .filter(({ properties }) => properties)
    .map((group) => ({ suffix: ` (${String(group.properties?.type?.const)})`, group }));
}

function about({ description, source, default: value }: Setting): string[] {
  const fallback = value === undefined || isEmpty(value) ? [] : [`Default: \`${JSON.stringify(value)}\`.`];
  const link = source === undefined ? [] : [`[Source](${source}).`];
  const text = [description, ...fallback, ...link].filter((part) => part !== undefined).join(" ");
  return text ? [text, ""] : [];
}

function row(name: string, setting: Setting, parent: Setting): string {
  const isRequired = parent.required?.includes(name) === true && setting.default === undefined;
  const fallback = setting.default === undefined ? (isRequired ? "**required**" : "") : code(setting.default);
  return `| \`${name}\` | ${cell(accepts(setting))} | ${cell(fallback)} | ${cell(setting.description ?? "")} |`;
}

function accepts(setting: Setting): string {
  if (setting.not !== undefined) return "nothing";
  if (setting.const !== undefined) return code(setting.const);
  if (setting.enum) return setting.enum.map(code).join(", ");
  if (setting.anyOf) return setting.anyOf.map(accepts).join(" or ");
  if (setting.type === "null") return "`null`";
  if (setting.type === "array")
    return `list of ${accepts(setting.items ?? {})}${range(setting.minItems, setting.maxItems)}`;
  const limits = range(setting.minimum, setting.maximum);
  return `${setting.type ?? "any"}${limits}${setting.format ? ` (${setting.format})` : ""}`;
}

function range(from: number | undefined, to: number | undefined): string {
  const most = to === undefined || to >= Number.MAX_SAFE_INTEGER ? undefined : to;
  const least = from === undefined || from <= Number.MIN_SAFE_INTEGER ? undefined : from;
  if (least === undefined) return most === undefined ? "" : `, ${most} at most`;
  return most === undefined ? `, ${least} or more` : `, ${least} to ${most}`;
}

const code = (value: unknown): string => `\`${JSON.stringify(value)}\``;
const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
const isEmpty = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0;

/** Every generated file with its current content. */
export function generatedFiles(): Record<string, string> {
  return {
    "config/audit.schema.json": `${JSON.stringify(configurationJsonSchema(), undefined, 2)}\n`,
    "docs/configuration.md": configurationReference(),
    "docs/controls.md": controlsPage(),
    "docs/coverage.md": coveragePage(),
  };
}

function main(): void {
  for (const [path, text] of Object.entries(generatedFiles())) {
    writeFileSync(path, text);
    console.error(`wrote ${path}`);
  }
}

if (require.main === module) main();
