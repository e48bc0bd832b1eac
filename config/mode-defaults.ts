/** Role in enrolled accounts and in the shared accounts, which trusts the management account. */
export const controlTowerRole = "AWSControlTowerExecution";

type Section = Readonly<Record<string, unknown>>;

/**
 * The content of a configuration file, with the defaults that depend on the mode. With Control Tower, its role exists in
 * every account, and its recorders prevent other recorders. A section that is not an object stays unchanged, so that the
 * schema reports it.
 */
export function withModeDefaults(raw: unknown): unknown {
  if (!isSection(raw) || raw["mode"] !== "controlTower") return raw;
  const withRole = withDefault(raw, ["access", "roleName"], controlTowerRole);
  return withDefault(withRole, ["logSources", "awsConfig", "recorder"], "none");
}

function withDefault(section: Section, [key, ...rest]: readonly string[], value: string): Section {
  if (key === undefined) return section;
  const present = section[key];
  if (rest.length === 0) return present === undefined ? { ...section, [key]: value } : section;
  if (present !== undefined && !isSection(present)) return section;
  return { ...section, [key]: withDefault(present ?? {}, rest, value) };
}

const isSection = (value: unknown): value is Section =>
  typeof value === "object" && value !== null && !Array.isArray(value);
