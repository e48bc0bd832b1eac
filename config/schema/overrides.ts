import { z } from "zod";
import { accessSchema } from "./deployment";
import { accountId, logGroupName, logRetentionDays, regionName } from "./fields";
import { applicationLogSchema } from "./log-sources/application-logs";
import { awsConfigSchema } from "./log-sources/aws-config";
import { dnsLogSchema } from "./log-sources/dns-query-logs";
import { flowLogSchema } from "./log-sources/flow-logs";
import { securityHubFindingSchema } from "./log-sources/security-hub-findings";
import { sessionSchema } from "./log-sources/sessions";
import { sourceRegions } from "./log-sources/source-regions";
import { accountTagKey, accountTagValue, unitId } from "./member";

/** A group of settings, with or without a default. */
type Group = z.ZodPrefault<z.ZodObject>;
type Shape<G extends Group> = G extends z.ZodPrefault<z.ZodObject<infer S>> ? S : never;
type Bare<T> = T extends z.ZodDefault<infer S> | z.ZodPrefault<infer S> | z.ZodOptional<infer S> ? Bare<S> : T;
type Part<T> =
  Bare<T> extends z.ZodObject<infer S> ? z.ZodObject<{ [K in keyof S]: z.ZodOptional<Part<S[K]>> }> : Bare<T>;
type Partial<G extends Group, K extends keyof Shape<G>> = z.ZodOptional<
  z.ZodObject<{ [P in K]: z.ZodOptional<Part<Shape<G>[P]>> }, z.core.$strict>
>;

/** Some settings of a group, for an override. All are optional and have no default. */
function some<G extends Group, const K extends keyof Shape<G> & string>(group: G, names: readonly K[]): Partial<G, K> {
  const { shape } = group.unwrap();
  const parts = names.map((name) => [name, partOf(shape[name] as z.ZodType).optional()]);
  return z
    .strictObject(Object.fromEntries(parts))
    .optional()
    .meta({ description: group.meta()?.description }) as unknown as Partial<G, K>;
}

/** A setting without its default, with its description. */
function partOf(setting: z.ZodType): z.ZodType {
  const bare = withoutDefault(setting);
  const { default: _default, ...meta } = { ...bare.meta(), ...setting.meta() };
  if (!(bare instanceof z.ZodObject)) return bare.meta(meta);
  const parts = Object.entries(bare.shape).map(([name, part]) => [name, partOf(part as z.ZodType).optional()]);
  return z.strictObject(Object.fromEntries(parts)).meta(meta);
}

function withoutDefault(setting: z.ZodType): z.ZodType {
  return setting instanceof z.ZodDefault || setting instanceof z.ZodPrefault || setting instanceof z.ZodOptional
    ? withoutDefault(setting.unwrap() as z.ZodType)
    : setting;
}

const overrideRegions = (what: string) =>
  z.array(regionName).min(1, "expected at least one region").optional().meta({ description: what });

const logGroups = z
  .array(
    z.strictObject({
      name: logGroupName.meta({ description: "Name of the log group." }),
      retentionDays: logRetentionDays
        .default(90)
        .meta({ description: "Days that log events are kept in the account; the archive keeps them longer." }),
      regions: sourceRegions.meta({ description: "Regions of the log group. Default: all regions of this source." }),
    }),
  )
  .optional()
  .meta({ description: "Log groups to create in these accounts, instead of those of `logSources.applicationLogs`." });

const overriddenSources = z
  .strictObject({
    awsConfig: some(awsConfigSchema, [
      "recorder",
      "adoptedName",
      "recordingFrequency",
      "recordHighChurnTypesDaily",
      "snapshotFrequency",
      "rules",
    ]),
    flowLogs: some(flowLogSchema, ["vpcs", "regions", "trafficType", "maxAggregationSeconds"]),
    dnsQueryLogs: some(dnsLogSchema, ["vpcs", "regions"]),
    sessions: some(sessionSchema, [
      "enabled",
      "regions",
      "idleTimeoutMinutes",
      "maxDurationMinutes",
      "runAs",
      "encryptSessions",
      "cloudWatchLogs",
    ]),
    securityHubFindings: some(securityHubFindingSchema, ["mode", "regions"]),
    applicationLogs: some(applicationLogSchema, ["enabled", "regions", "bufferMegabytes", "bufferSeconds"])
      .unwrap()
      .extend({ logGroups })
      .optional()
      .meta({ description: "Logs of applications in CloudWatch Logs." }),
  })
  .optional()
  .meta({ description: "Log sources of these accounts." });

const override = z.strictObject({
  accounts: z
    .array(accountId)
    .min(1, "expected at least one account; to select every account, remove the selector")
    .optional()
    .meta({ description: "Ids of accounts, in quotes: the management account, the log-archive account or members." }),
  units: z
    .array(unitId)
    .min(1, "expected at least one unit; to select every account, remove the selector")
    .optional()
    .meta({
      description:
        "Ids of organizational units. The entry applies to members with one of these ids as their `unit`. It does not apply to members of child units.",
    }),
  tags: z
    .record(
      accountTagKey,
      z.array(accountTagValue, "expected a list of tag values").min(1, "expected at least one value"),
    )
    .optional()
    .meta({
      description:
        "Tags of members: a list of accepted values for each key. For every key, the member must have one of the accepted values.",
      examples: [{ environment: ["test", "sandbox"] }],
    }),
  regions: overrideRegions(
    "Regions in use in these accounts: a subset of `regions`. The home region must be one of them. Each log source uses only those of its regions that are in this list. Urgent events are forwarded only from these regions and those of global services.",
  ),
  recordedRegions: overrideRegions("Regions in which AWS Config records resources: a subset of the regions in use."),
  access: some(accessSchema, ["roleName", "planRoleName"]),
  logSources: overriddenSources,
});

/** Whether an entry has a setting in addition to its selectors. */
const setsAnything = ({
  accounts: _accounts,
  units: _units,
  tags: _tags,
  ...settings
}: object & Record<string, unknown>) => hasValue(settings);

const hasValue = (setting: unknown): boolean =>
  typeof setting === "object" && setting !== null && !Array.isArray(setting)
    ? Object.values(setting).some(hasValue)
    : setting !== undefined;

/** Settings of some accounts that differ from the settings of the organization. */
export const overridesSchema = z
  .array(
    override.refine(setsAnything, {
      error: "this entry has no settings; add the settings that differ for these accounts, or remove it",
      // The parsed entry does not contain unknown settings, which are reported separately
      when: ({ issues }) => issues.length === 0,
    }),
  )
  .default([])
  .meta({
    description:
      "Settings of some accounts. An entry applies to the accounts that all of its selectors select; an entry without a selector applies to every account. If several entries set the same setting for an account, the last entry applies. A list replaces the whole list of the organization. `trailkeeper config show <account>` shows the result.",
    examples: [[{ units: ["ou-a1b2-c3d4e5f6"], regions: ["eu-west-1"] }]],
  });
