import { DataAwsKmsKey } from "@cdktf/provider-aws/lib/data-aws-kms-key";
import type { ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { type Account, bucketArn, chatRegion, namesFor, otherGlobalRegions, urgentEventRegions } from "../config/names";
import type { AuditConfig } from "../config/schema";
import { deployedDetections } from "../detections/deployed";
import { type UrgentEvent, forwardedPatternsOf, urgentEventsOf } from "../detections/urgent-events";
import { AccountRoot } from "../modules/account-root";
import { ConfigRecorder } from "../modules/config-recorder";
import { UrgentEventForwarder } from "../modules/urgent-event-forwarder";

export interface BaselineProps {
  readonly account: Account;
  readonly config: AuditConfig;
  readonly root: AccountRoot;

  /** Key of the archive, as this stack knows it. */
  readonly archiveKeyArn: string;

  /** What has to be in place before a log source delivers; nothing where the archive is another account's. */
  readonly dependsOn?: ITerraformDependable[];

  /** What has to be in place before an event is forwarded; nothing where the bus is another account's. */
  readonly bus?: ITerraformDependable[];
}

/** Makes a stack the Terraform root of its account. */
export function rootOf(stack: TerraformStack, account: Account, config: AuditConfig): AccountRoot {
  return new AccountRoot(stack, "Root", {
    accountId: account.id,
    region: config.homeRegion,
    deployRoleArn: account.deployRoleArn,
    providerVersion: config.providerVersion,
    tags: { ManagedBy: "trailkeeper", Stack: account.stackName, ...config.tags },
    state: config.backend,
    otherRegions: otherRegions(account, config),
  });
}

/** Regions besides the home region that resources are in, whatever the version of the provider. */
function otherRegions(account: Account, config: AuditConfig): string[] {
  const chat = account.role === "management" ? chatRegion(config) : undefined;
  return [
    ...(config.notifications.urgentEvents.enabled ? otherGlobalRegions(config) : []),
    ...(chat === undefined || chat === config.homeRegion ? [] : [chat]),
  ];
}

/**
 * The key of the archive, seen from another account: the configured one, else looked up by its alias.
 *
 * Where it is not found Terraform says no more than that, and the address: so the address says what to do.
 */
export function findArchiveKeyArn(scope: Construct, config: AuditConfig): string {
  return (
    config.archive.kmsKeyArn ??
    new DataAwsKmsKey(scope, "ArchiveKey-apply-log-archive-first", { keyId: namesFor(config).archiveKeyAliasArn }).arn
  );
}

interface UrgentEvents {
  readonly events: readonly UrgentEvent[];
  readonly forwarded: readonly string[];
}

const known = new WeakMap<object, UrgentEvents>();

/** What an organization is told of, and what its accounts forward for that: the same in each, and worked out once. */
export function urgentEventsIn(config: AuditConfig): UrgentEvents {
  const earlier = known.get(config);
  if (earlier) return earlier;
  const events = urgentEventsOf(deployedDetections(config));
  const found = { events, forwarded: forwardedPatternsOf(events) };
  known.set(config, found);
  return found;
}

/** What every account has, whatever its role: its log sources, and rules that forward what is urgent. */
export class Baseline extends Construct {
  constructor(scope: Construct, id: string, props: BaselineProps) {
    super(scope, id);

    const { config } = props;
    if (config.logSources.config.enabled) recordWithConfig(this, props);
    if (config.notifications.urgentEvents.enabled) forwardUrgentEvents(this, props);
  }
}

function recordWithConfig(scope: Construct, { account, config, archiveKeyArn, dependsOn }: BaselineProps): void {
  const names = namesFor(config);
  const { recordingFrequency, snapshotFrequency } = config.logSources.config;
  new ConfigRecorder(scope, "Config", {
    partition: config.partition,
    accountId: account.id,
    homeRegion: config.homeRegion,
    regions: config.recordedRegions,
    roleName: names.configRoleName,
    bucketName: names.buckets.config,
    bucketArn: bucketArn(config.partition, names.buckets.config),
    prefix: names.prefixes.config,
    kmsKeyArn: archiveKeyArn,
    recordingFrequency,
    snapshotFrequency,
    dependsOn,
  });
}

function forwardUrgentEvents(scope: Construct, { account, config, root, bus }: BaselineProps): void {
  const names = namesFor(config);
  new UrgentEventForwarder(scope, "UrgentEvents", {
    partition: config.partition,
    accountId: account.id,
    homeRegion: config.homeRegion,
    regions: urgentEventRegions(config),
    providers: root.providers,
    name: names.urgentEventForwarderName,
    eventPatterns: urgentEventsIn(config).forwarded,
    busArn: names.urgentEventBusArn,
    undeliveredQueueArn: names.undeliveredQueueArn,
    dependsOn: bus,
  });
}
