import { type ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { partitionOf } from "../../aws-semantics/values/partition-of";
import { type LogPrefixes, archivePrefixes } from "../../log-sources/archive-prefixes";
import { applicationLogOptions } from "../../log-sources/application-logs";
import { recorderOptions } from "../../log-sources/aws-config";
import { flowLogOptions } from "../../log-sources/flow-logs";
import { webAclOptions } from "../../log-sources/web-acl-logs";
import { deliveringRoles } from "../../log-sources/delivering-roles";
import { ConfigRecorder } from "../aws-config/config-recorder";
import { highChurnResourceTypes } from "../aws-config/high-churn-resource-types";
import { checkInput } from "../input/input";
import { withDefaults } from "../input/options";
import { flowLogFields } from "../../tables/flow-log-fields";
import { transitGatewayLogFields } from "../../tables/transit-gateway-logs";
import {
  type AccountLogSourcesProps,
  type SourceSettings,
  type VpcSettings,
  sourceProblems,
} from "./account-log-source-settings";
import { ApplicationLogs } from "./application-logs";
import { DnsQueryLogs } from "./dns-query-logs";
import { FlowLogs } from "./flow-logs";
import { MemberAccessLogs } from "./member-access-logs";
import { TransitGatewayFlowLogs } from "./transit-gateway-flow-logs";
import { WebAclLogging } from "./web-acl-logging";

/**
 * The log sources of one account, which deliver to archives of the organization. A log source is enabled if its property is set.
 * `{}` enables it with its defaults.
 *
 * @see https://docs.aws.amazon.com/prescriptive-guidance/latest/logging-monitoring-for-application-owners/welcome.html
 */
export class AccountLogSources extends Construct {
  /** Started recorder of AWS Config in each region. Empty without AWS Config. */
  public readonly recorders: ReadonlyMap<string, ITerraformDependable>;

  constructor(scope: Construct, id: string, props: AccountLogSourcesProps) {
    super(scope, id);
    checkInput(this, sourceProblems(props));

    addNetworkLogs(this, props);
    addApplicationLogs(this, props);
    addAccessLogs(this, props);
    this.recorders = addConfig(this, props);
  }
}

const regionsOf = ({ region, regions = [region] }: AccountLogSourcesProps): readonly string[] => regions;

const prefixesOf = ({ prefixes }: AccountLogSourcesProps): LogPrefixes => ({ ...archivePrefixes, ...prefixes });

const bucketArnOf = ({ region }: AccountLogSourcesProps, bucketName: string): string =>
  `arn:${partitionOf(region).name}:s3:::${bucketName}`;

/** `kms:ViaService` value of S3 in the region of a key. The archive is in the same region. */
function s3ViaService({ region }: AccountLogSourcesProps, keyArn: string): string {
  const keyRegion = Token.isUnresolved(keyArn) ? region : (keyArn.split(":")[3] ?? region);
  return `s3.${keyRegion}.${partitionOf(region).dnsSuffix}`;
}

/** Flow logs, query logs and logs of AWS WAF. */
function addNetworkLogs(scope: Construct, props: AccountLogSourcesProps): void {
  const { accountId, region: homeRegion, flowLogs, transitGatewayFlowLogs, dnsQueryLogs, webAclLogs } = props;
  const { archive: usual } = props;
  const prefixes = prefixesOf(props);
  const destinationOf = ({ archive = usual }: SourceSettings, kind: keyof LogPrefixes) =>
    `${bucketArnOf(props, archive.bucketName)}/${prefixes[kind]}/`;
  const vpcsOf = ({ vpcs }: VpcSettings) =>
    new Map(vpcs ? Object.entries(vpcs) : regionsOf(props).map((region) => [region, "all" as const]));

  if (flowLogs) {
    new FlowLogs(scope, "FlowLogs", {
      accountId,
      homeRegion,
      vpcs: vpcsOf(flowLogs),
      destinationArn: destinationOf(flowLogs, "flowLogs"),
      fields: flowLogs.fields ?? flowLogFields.extended,
      ...withDefaults(flowLogOptions, flowLogs),
      dependsOn: flowLogs.dependsOn ?? props.dependsOn,
    });
  }
  if (transitGatewayFlowLogs) {
    new TransitGatewayFlowLogs(scope, "TransitGatewayFlowLogs", {
      homeRegion,
      transitGateways: new Map(Object.entries(transitGatewayFlowLogs.transitGateways)),
      destinationArn: destinationOf(transitGatewayFlowLogs, "transitGatewayFlowLogs"),
      fields: transitGatewayLogFields,
      dependsOn: transitGatewayFlowLogs.dependsOn ?? props.dependsOn,
    });
  }
  if (dnsQueryLogs) {
    new DnsQueryLogs(scope, "DnsQueryLogs", {
      accountId,
      homeRegion,
      vpcs: vpcsOf(dnsQueryLogs),
      configName: `${props.namePrefix}-dns-queries`,
      destinationArn: destinationOf(dnsQueryLogs, "dnsQueryLogs"),
      dependsOn: dnsQueryLogs.dependsOn ?? props.dependsOn,
    });
  }
  if (webAclLogs) {
    new WebAclLogging(scope, "WebAclLogs", {
      homeRegion,
      ...(props.providers && { providers: props.providers }),
      webAcls: webAclLogs.webAclArns.map(webAclOf),
      bucketArn: bucketArnOf(props, webAclLogs.bucketName),
      ...withDefaults(webAclOptions, webAclLogs),
      dependsOn: webAclLogs.dependsOn ?? props.dependsOn,
    });
  }
}

/** Parts of the ARN of a web ACL. */
function webAclOf(arn: string) {
  const [, , , region = "", , resource = ""] = arn.split(":");
  const [scope = "", , name = ""] = resource.split("/");
  return { arn, region, scope, name };
}

function addApplicationLogs(scope: Construct, props: AccountLogSourcesProps): void {
  const { namePrefix, accountId, region, applicationLogs, dependsOn, archive: usual } = props;
  if (!applicationLogs) return;
  const { archive = usual, logGroups } = applicationLogs;
  const prefixes = prefixesOf(props);
  new ApplicationLogs(scope, "ApplicationLogs", {
    namePrefix,
    partition: partitionOf(region),
    accountId,
    homeRegion: region,
    regions: regionsOf(props),
    logGroups,
    ...withDefaults(applicationLogOptions, applicationLogs),
    roleName: deliveringRoles(namePrefix).applicationLogs,
    bucketArn: bucketArnOf(props, archive.bucketName),
    prefix: prefixes.applicationLogs,
    failedPrefix: prefixes.failedDeliveries,
    archiveKeyArn: archive.keyArn,
    s3ViaService: s3ViaService(props, archive.keyArn),
    dependsOn: dependsOn ?? [],
  });
}

function addAccessLogs(scope: Construct, props: AccountLogSourcesProps): void {
  const { namePrefix, accountId, region, accessLogs } = props;
  if (!accessLogs) return;
  const { destinationBucketName, bucketName = `${namePrefix}-access-logs-${accountId}` } = accessLogs;
  const { name: partition, dnsSuffix } = partitionOf(region);
  new MemberAccessLogs(scope, "AccessLogs", {
    partition,
    accountId,
    organizationId: accessLogs.organizationId,
    loggedBucketNames: accessLogs.loggedBucketNames,
    bucketName,
    prefix: prefixesOf(props).accessLogs,
    destination: { bucketName: destinationBucketName, bucketArn: bucketArnOf(props, destinationBucketName) },
    replicationRoleName: deliveringRoles(namePrefix).accessLogs,
    s3ViaService: `s3.${region}.${dnsSuffix}`,
    configurationRoleArns: accessLogs.administratorRoleArns,
  });
}

const recorderRoles = {
  existingServiceLinkedRole: { kind: "serviceLinked", create: false },
  newServiceLinkedRole: { kind: "serviceLinked", create: true },
} as const;

function addConfig(scope: Construct, props: AccountLogSourcesProps): ReadonlyMap<string, ITerraformDependable> {
  const { namePrefix, accountId, region, awsConfig, archive: usual } = props;
  if (!awsConfig) return new Map();
  const { archive = usual, role = "own", dependsOn = props.dependsOn, adoptedName } = awsConfig;
  const { recordingFrequency, snapshotFrequency } = withDefaults(recorderOptions, awsConfig);
  return new ConfigRecorder(scope, "Config", {
    partition: partitionOf(region).name,
    accountId,
    homeRegion: region,
    regions: awsConfig.regions ?? regionsOf(props),
    role: role === "own" ? { kind: "own", roleName: deliveringRoles(namePrefix).awsConfig } : recorderRoles[role],
    bucketName: archive.bucketName,
    bucketArn: bucketArnOf(props, archive.bucketName),
    prefix: prefixesOf(props).awsConfig,
    kmsKeyArn: archive.keyArn,
    recordingFrequency,
    dailyTypes: awsConfig.dailyTypes ?? (recordingFrequency === "CONTINUOUS" ? highChurnResourceTypes : []),
    snapshotFrequency,
    adoptedName,
    ...(dependsOn && { dependsOn }),
  }).started;
}
