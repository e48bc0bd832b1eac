import type { DeclaredConfig } from "../schema/declared";
import type { Problem, Rule, SettingPath } from "./rule";

/** Rejects strings with the beginning of a Terraform template, because Terraform would evaluate them. */
export const templateRules: readonly Rule[] = [
  { reads: [], problems: (config: DeclaredConfig) => templates([], config) },
];

function templates(path: SettingPath, value: unknown): Problem[] {
  if (typeof value === "string") {
    return /[$%]\{/.test(value)
      ? [{ path, message: "Terraform would evaluate ${…} and %{…} as a template; remove them" }]
      : [];
  }
  if (typeof value !== "object" || value === null) return [];
  const inKeys = Object.keys(value).flatMap((key) => templates(path, key));
  const inValues = Object.entries(value).flatMap(([key, part]) =>
    templates(path.concat(Array.isArray(value) ? Number(key) : key), part),
  );
  return inKeys.concat(inValues);
}
