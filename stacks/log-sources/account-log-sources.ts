import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { loggedTransitGateways, loggedVpcs, loggedWebAcls } from "../../config/derived/logged-resources";
import { createsServiceLinkedRole, recorderOf, recorderRoleName } from "../../config/derived/recorders";
import { namesFor } from "../../config/names/names";
import { ForgottenRecorder } from "../../modules/aws-config/forgotten-recorder";
import { highChurnResourceTypes } from "../../modules/aws-config/high-churn-resource-types";
import type { AccountLogSourcesProps, ConfigSettings } from "../../modules/log-delivery/account-log-source-settings";
import { AccountLogSources } from "../../modules/log-delivery/account-log-sources";
import { flowLogFields } from "../../tables/flow-log-fields";
import type { SourceAccount } from "./log-source";

type Settings = Pick<
  AccountLogSourcesProps,
  "flowLogs" | "transitGatewayFlowLogs" | "dnsQueryLogs" | "webAclLogs" | "accessLogs" | "awsConfig"
>;

/** Adds the log sources of an account whose resources `AccountLogSources` has. Returns the started recorder of each region. */
export function addAccountLogSources(
  scope: Construct,
  source: SourceAccount,
): ReadonlyMap<string, ITerraformDependable> {
  const { account, config, root, archiveKeyArn, archivePolicies } = source;
  const settings: Settings = { ...networkLogs(source), ...accessLogs(source), ...awsConfig(source) };
  const logSources =
    Object.keys(settings).length === 0
      ? undefined
      : new AccountLogSources(scope, "LogSources", {
          namePrefix: config.prefix,
          accountId: account.id,
          region: config.homeRegion,
          archive: { bucketName: namesFor(config).buckets.serviceLogs, keyArn: archiveKeyArn },
          providers: root.providers,
          ...settings,
          ...(archivePolicies?.serviceLogs && { dependsOn: [archivePolicies.serviceLogs] }),
        });
  if (recorderOf(config, account.id) === "none") {
    const { homeRegion, recordedRegions: regions } = config;
    new ForgottenRecorder(logSources ?? new Construct(scope, "LogSources"), "Config", { homeRegion, regions });
  }
  return logSources?.recorders ?? new Map();
}

/** Flow logs, query logs of Route 53 Resolver, and logs of AWS WAF. */
function networkLogs({ account, config, archivePolicies }: SourceAccount): Settings {
  const { flowLogs, webAclLogs } = config.logSources;
  const vpcs = loggedVpcs(config, "flowLogs", account.id);
  const queriedVpcs = loggedVpcs(config, "dnsQueryLogs", account.id);
  const transitGateways = loggedTransitGateways(config, account.id);
  const webAcls = loggedWebAcls(config, account.id);
  return {
    ...(vpcs.size > 0 && {
      flowLogs: { ...flowLogs, vpcs: Object.fromEntries(vpcs), fields: flowLogFields[flowLogs.fields] },
    }),
    ...(transitGateways.size > 0 && {
      transitGatewayFlowLogs: { transitGateways: Object.fromEntries(transitGateways) },
    }),
    ...(queriedVpcs.size > 0 && { dnsQueryLogs: { vpcs: Object.fromEntries(queriedVpcs) } }),
    ...(webAcls.length > 0 && {
      webAclLogs: {
        ...webAclLogs,
        webAclArns: webAcls.map(({ arn }) => arn),
        bucketName: namesFor(config).buckets.webAclLogs,
        dependsOn: archivePolicies?.webAclLogs && [archivePolicies.webAclLogs],
      },
    }),
  };
}

/** Access logs of the buckets that are configured for this account. */
function accessLogs({ account, config }: SourceAccount): Settings {
  const logged = config.logSources.accessLogs.buckets.filter((entry) => entry.account === account.id);
  if (logged.length === 0) return {};
  // The management account can be deployed without a role. With an empty list, no one could configure the bucket
  const isGuarded = config.archive.preventDestroy && account.deployRoleArn !== undefined;
  return {
    accessLogs: {
      loggedBucketNames: logged.map(({ bucket }) => bucket),
      destinationBucketName: namesFor(config).buckets.accessLogs,
      organizationId: config.organizationId,
      administratorRoleArns: isGuarded ? [account.deployRoleArn] : undefined,
    },
  };
}

/** AWS Config in the recorded regions. */
function awsConfig({ account, config, archiveKeyArn, archivePolicies }: SourceAccount): Settings {
  const mode = recorderOf(config, account.id);
  if (mode === "none") return {};
  const settings = config.logSources.awsConfig;
  const isDaily = settings.recordHighChurnTypesDaily ?? settings.recordingFrequency === "CONTINUOUS";
  return {
    awsConfig: {
      recordingFrequency: settings.recordingFrequency,
      snapshotFrequency: settings.snapshotFrequency,
      regions: config.recordedRegions,
      role: recorderRole(config, account.id),
      adoptedName: mode === "adopt" ? settings.adoptedName : undefined,
      dailyTypes: isDaily ? highChurnResourceTypes : [],
      archive: { bucketName: namesFor(config).buckets.config, keyArn: archiveKeyArn },
      dependsOn: archivePolicies?.config && [archivePolicies.config],
    },
  };
}

function recorderRole(config: AuditConfig, accountId: string): NonNullable<ConfigSettings["role"]> {
  if (recorderRoleName(config) !== undefined) return "own";
  return createsServiceLinkedRole(config, accountId) ? "newServiceLinkedRole" : "existingServiceLinkedRole";
}
