import type { AuditConfig } from "../../config/audit-config";
import { completeUsage, usageSchema } from "./usage";

/** A usage form to fill in: each field with its description, and the values that an estimate assumes. */
export function usageForm(config: AuditConfig): string {
  const { usage } = completeUsage(config, {});
  const lines = Object.entries(usageSchema.shape).flatMap(([name, field]) => {
    const value = usage[name as keyof typeof usage];
    return [`# ${field.description}`, value === undefined ? `# ${name}:` : `${name}: ${value}`];
  });
  return [
    "# What the organization logs in a month. Fields without # have the values that an estimate assumes.",
    ...lines,
  ].join("\n");
}
