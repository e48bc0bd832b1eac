import { entriesOf } from "../../shared/keys";
import type { AuditConfig } from "../../config/audit-config";
import { completeUsage, usageSchema } from "./usage";

/** A usage form: each field with its description, and with the value that an estimate assumes. */
export function usageForm(config: AuditConfig): string {
  const { usage } = completeUsage(config, {});
  const lines = entriesOf(usageSchema.shape).flatMap(([name, field]) => {
    const value = usage[name];
    return [`# ${field.description}`, value === undefined ? `# ${name}:` : `${name}: ${value}`];
  });
  return [
    "# The volumes that the organization logs in a month. Fields without # have the values that an estimate assumes.",
    ...lines,
  ].join("\n");
}
