import type { DeclaredConfig } from "../schema/declared";
import type { Problem, Rule, SettingPath } from "./rule";

/** Rejects strings that contain a Terraform template, because Terraform would evaluate it. */
export const templateRules: readonly Rule[] = [{ reads: [], problems: templateProblems }];

function templateProblems(config: DeclaredConfig): Problem[] {
  // Nearly every configuration has none, and its JSON is searched faster than its parts
  return isTemplate(JSON.stringify(config)) ? templates([], config).map((path) => ({ path, message })) : [];
}

const message = "Terraform would evaluate ${…} and %{…} as a template; remove them";

/** Paths of the strings with a template, and of the sections with one in a name. */
function templates(path: SettingPath, value: unknown): SettingPath[] {
  if (typeof value === "string") return isTemplate(value) ? [path] : [];
  if (typeof value !== "object" || value === null) return [];
  const found = Object.keys(value)
    .filter(isTemplate)
    .map(() => path);
  for (const [key, part] of Object.entries(value)) {
    // Most values are neither strings with a template nor sections, and need no path
    if (typeof part === "string" ? isTemplate(part) : typeof part === "object")
      found.push(...templates(path.concat(Array.isArray(value) ? Number(key) : key), part));
  }
  return found;
}

const isTemplate = (text: string): boolean => /[$%]\{/.test(text);
