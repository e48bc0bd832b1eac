import { z } from "zod";
import { features } from "../../features/all/features";
import { type UsageField, daysOfMonth } from "../../features/cost";
import type { Feature } from "../../features/feature";
import { eventRegions } from "../../config/derived/regions";
import type { AuditConfig } from "../../config/audit-config";
import { namedAccounts } from "../../config/derived/accounts";

const quantity = z.number("expected a number").min(0, "expected 0 or more").max(1e15, "expected 10^15 or less");
const share = z.number("expected a number").min(0, "expected 0 to 1").max(1, "expected 0 to 1");

/** Volumes without a default. If a volume is missing, the estimate lacks its cost. */
const volumes = {
  dataEvents: "data events",
  configItems: "configuration items that AWS Config records, or resources that changed on a day",
  flowLogGigabytes: "VPC flow logs, before compression",
  transitGatewayGigabytes: "flow logs of transit gateways, before compression",
  dnsLogGigabytes: "DNS query logs, before compression",
  webAclGigabytes: "logs of AWS WAF, before compression",
  loadBalancerGigabytes: "logs of load balancers, before compression",
  accessLogGigabytes: "S3 server access logs",
  sessionGigabytes: "transcripts of Session Manager",
  applicationLogGigabytes: "application logs that are delivered, before compression",
  findingGigabytes: "findings of Security Hub, before compression",
  queriedTerabytes: "terabytes that Athena reads, compressed",
};

/** Fields of the usage form that features read. */
const featureFields: Readonly<Record<string, UsageField>> = Object.assign(
  {},
  ...features.map(({ cost }: Feature) => cost?.usage ?? {}),
);

/** A volume that is unknown until a user gives it. */
export type VolumeField = keyof typeof volumes;

/** The usage form: the volumes that an organization logs in a month. */
export const usageSchema = z.strictObject({
  ...(Object.fromEntries(
    Object.entries(volumes).map(([name, description]) => [name, quantity.optional().describe(description)]),
  ) as Record<VolumeField, z.ZodOptional<typeof quantity>>),
  managementEvents: quantity.optional().describe("management events of all accounts"),
  trailFiles: quantity.optional().describe("log files and digest files of CloudTrail"),
  eventBytes: quantity.optional().describe("bytes of an event as JSON"),
  compression: z
    .number("expected a number")
    .min(1, "expected 1 or more")
    .max(1_000, "expected 1,000 or less")
    .optional()
    .describe("how many times smaller a log is in the archive"),
  readOnlyKmsShare: share.optional().describe("share of read-only KMS events in the management events"),
  otherTrails: quantity.optional().describe("other trails of the same accounts that record management events"),
  columnShare: share
    .optional()
    .describe("share of the bytes of JSON that a query reads in columns (docs/lakehouse.md)"),
  columnSize: quantity
    .optional()
    .describe("size of a log in columns, as a multiple of its compressed size in the archive"),
  loadCpuHours: quantity
    .optional()
    .describe("hours of a virtual CPU that the lakehouse takes to load a gigabyte of logs, before compression"),
  runCpuHours: quantity.optional().describe("hours of a virtual CPU that each run of the lakehouse takes without logs"),
  lakehouseRuns: quantity.optional().describe("runs of the lakehouse"),
  ...Object.fromEntries(
    Object.entries(featureFields).map(([name, { description }]) => [name, quantity.optional().describe(description)]),
  ),
  month: z
    .int("expected a whole number")
    .min(1, "expected 1 or more")
    .max(240, "expected 240 or less")
    .optional()
    .describe("the month to estimate, counted from the first log: storage grows with each month"),
});

/** The log volumes of an organization in a month. */
export interface Usage extends Readonly<Partial<Record<VolumeField, number>>> {
  readonly managementEvents: number;
  readonly trailFiles: number;
  readonly eventBytes: number;
  readonly compression: number;
  readonly readOnlyKmsShare: number;
  readonly otherTrails: number;
  readonly columnShare: number;
  readonly columnSize: number;
  readonly loadCpuHours: number;
  readonly runCpuHours: number;
  readonly lakehouseRuns: number;
  readonly month: number;
}

/** A completed form. Missing fields are undefined. */
export type GivenUsage = z.output<typeof usageSchema> & Readonly<Record<string, number | undefined>>;

/** Assumed management events of an account in a month. A small account has about 50,000 and a busy account about 5 million. */
const eventsOfAccount = 200_000;

/** Assumed files of an account and region in a day: 24 digests, and log files in a tenth of the five-minute intervals. */
const filesOfDay = 24 + 29;

/** The values that an estimate assumes for missing fields. */
function assumptions(config: AuditConfig): Usage {
  const accounts = namedAccounts(config).length;
  return {
    managementEvents: accounts * eventsOfAccount,
    trailFiles: Math.round(accounts * eventRegions(config).length * filesOfDay * daysOfMonth),
    eventBytes: 1_500,
    compression: 10,
    readOnlyKmsShare: 0.3,
    otherTrails: 0,
    columnShare: 0.1,
    columnSize: 1,
    loadCpuHours: 0.06,
    runCpuHours: 0.4,
    lakehouseRuns: Math.round((24 / config.lakehouse.intervalHours) * daysOfMonth),
    ...Object.fromEntries(Object.entries(featureFields).map(([name, { assumed }]) => [name, assumed(config)])),
    month: 12,
  };
}

/** A form in which assumed values replace missing fields, and the names of these fields. */
export function completeUsage(
  config: AuditConfig,
  given: GivenUsage,
): { readonly usage: Usage; readonly assumed: readonly (keyof Usage)[] } {
  const guesses = assumptions(config);
  const names = Object.keys(guesses) as (keyof Usage)[];
  return { usage: { ...guesses, ...given }, assumed: names.filter((name) => given[name] === undefined) };
}
