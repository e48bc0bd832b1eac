import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { forms } from "../../aws-semantics/values/forms";
import { knownFlowLogFields } from "../../tables/flow-log-fields";
import { type InputProblem, eachFormed, eachKnown, checkForm, logRetention, notEmpty } from "../input/input";
import { optionProblems } from "../input/options";
import { type ApplicationLogOptions, applicationLogOptions } from "../../log-sources/application-logs";
import type { LogPrefixes } from "../../log-sources/archive-prefixes";
import { type RecorderOptions, recorderOptions } from "../../log-sources/aws-config";
import { type FlowLogOptions, flowLogOptions } from "../../log-sources/flow-logs";
import { type WebAclOptions, webAclOptions } from "../../log-sources/web-acl-logs";
import type { VpcsOfRegion } from "./logged-vpcs";

/** An archive of the same organization, such as an `AuditArchive`. */
export interface LogArchive {
  readonly bucketName: string;

  /** Key of the archive. */
  readonly keyArn: string;
}

/** A log source that delivers to an archive. */
export interface SourceSettings {
  /**
   * Archive of this log source. The archive must allow this log source as a writer.
   *
   * @default the archive of the account's log sources
   */
  readonly archive?: LogArchive;

  /**
   * Resources that must exist before the first delivery of this log source.
   *
   * @default `dependsOn` of the account's log sources
   */
  readonly dependsOn?: ITerraformDependable[] | undefined;
}

/** VPCs to log. */
export interface VpcSettings extends SourceSettings {
  /**
   * VPCs by region: `all` for every VPC that the account owns there, or a list of ids.
   *
   * @default all VPCs in each region of the log sources
   */
  readonly vpcs?: Readonly<Record<string, VpcsOfRegion>>;
}

/** Flow logs of VPCs. */
export interface FlowLogSettings extends VpcSettings, FlowLogOptions {
  /**
   * Fields of a record, with the names of AWS, such as `srcaddr` and `log-status`.
   *
   * @default flowLogFields.extended
   */
  readonly fields?: readonly string[];
}

/** Flow logs of transit gateways. */
export interface TransitGatewaySettings extends SourceSettings {
  /** Ids of the transit gateways by their region. */
  readonly transitGateways: Readonly<Record<string, readonly string[]>>;
}

/** Logs of AWS WAF. */
export interface WebAclSettings extends WebAclOptions {
  /** Web ACLs of the account. Web ACLs of CloudFront are in us-east-1. */
  readonly webAclArns: readonly string[];

  /** Bucket that receives the logs. Its name begins with `aws-waf-logs-`. */
  readonly bucketName: string;

  /**
   * Resources that must exist before the first delivery of this log source.
   *
   * @default `dependsOn` of the account's log sources
   */
  readonly dependsOn?: ITerraformDependable[] | undefined;
}

/** A log group of an application. */
export interface LogGroupSettings {
  /** Name, such as `/aws/lambda/payments`. */
  readonly name: string;

  /** Days that log events are kept in the log group. CloudWatch Logs accepts only some periods. */
  readonly retentionDays: number;
}

/** Log groups of applications, in each region of the log sources. */
export interface ApplicationLogSettings extends SourceSettings, ApplicationLogOptions {
  /** Log groups to create. Each is encrypted, and its log events are delivered to the archive. */
  readonly logGroups: readonly LogGroupSettings[];
}

/** Access logs of the account's own buckets, in its home region. */
export interface AccessLogSettings {
  /** Existing buckets to which requests are logged. */
  readonly loggedBucketNames: readonly string[];

  /** Bucket of access logs of the archive: `accessLogBucketName` of an `AuditArchive`. The archive must list this account. */
  readonly destinationBucketName: string;
  readonly organizationId: string;

  /**
   * Bucket of this account to which S3 delivers access logs. Its objects are replicated to the archive, and expire after seven days.
   *
   * @default `<namePrefix>-access-logs-<account id>`
   */
  readonly bucketName?: string;

  /**
   * The only roles that may change the settings and the policy of that bucket, such as the role that deploys.
   *
   * @default every principal of the account whose IAM policy allows it
   */
  readonly administratorRoleArns?: readonly string[] | undefined;
}

/** AWS Config, in each region of the log sources. */
export interface ConfigSettings extends SourceSettings, RecorderOptions {
  /**
   * Regions to record. The provider's region is one of them.
   *
   * @default the regions of the log sources
   */
  readonly regions?: readonly string[];

  /**
   * Role of the recorders. `own`: a role of this account, which delivers to the archive. The service-linked role of AWS Config
   * already exists, or is created.
   *
   * @default own
   */
  readonly role?: "own" | "existingServiceLinkedRole" | "newServiceLinkedRole";

  /**
   * Name of an existing recorder and delivery channel in every region. Terraform imports them.
   *
   * @default they are created, with the name `default`
   */
  readonly adoptedName?: string | undefined;

  /**
   * Resource types that are recorded once a day.
   *
   * @default types that change often and that people rarely query, such as network interfaces
   */
  readonly dailyTypes?: readonly string[];
}

export interface AccountLogSourcesProps {
  /** Prefix of the names of roles, streams and keys. The archive must have the same prefix. */
  readonly namePrefix: string;

  /** The account whose logs are delivered. */
  readonly accountId: string;

  /** Region of the provider. */
  readonly region: string;

  /** The archive of the logs. A log source may have another archive. */
  readonly archive: LogArchive;

  /**
   * Regions of flow logs, query logs, application logs and AWS Config. A region other than the provider's needs version 6 of the
   * AWS provider.
   *
   * @default only the region of the provider
   */
  readonly regions?: readonly string[];

  /**
   * Providers of regions that have their own provider. This works with every version of the AWS provider.
   *
   * @default none
   */
  readonly providers?: ReadonlyMap<string, TerraformProvider>;

  /**
   * Flow logs of VPCs.
   *
   * @default off
   */
  readonly flowLogs?: FlowLogSettings;

  /**
   * Flow logs of transit gateways.
   *
   * @default off
   */
  readonly transitGatewayFlowLogs?: TransitGatewaySettings;

  /**
   * Query logs of Route 53 Resolver.
   *
   * @default off
   */
  readonly dnsQueryLogs?: VpcSettings;

  /**
   * Logs of AWS WAF.
   *
   * @default off
   */
  readonly webAclLogs?: WebAclSettings;

  /**
   * Log groups of applications, and their delivery.
   *
   * @default off
   */
  readonly applicationLogs?: ApplicationLogSettings;

  /**
   * Access logs of the account's own buckets.
   *
   * @default off
   */
  readonly accessLogs?: AccessLogSettings;

  /**
   * The recorder of AWS Config, its role and its delivery.
   *
   * @default off
   */
  readonly awsConfig?: ConfigSettings;

  /**
   * Key prefixes of the kinds of logs. They must be the prefixes of the archive.
   *
   * @default the default prefixes of `AuditArchive`
   */
  readonly prefixes?: Partial<LogPrefixes>;

  /**
   * Resources that must exist before the first delivery, such as the bucket's policy.
   *
   * @default none: the archive belongs to another account and is applied first
   */
  readonly dependsOn?: ITerraformDependable[];
}

const sources = [
  "flowLogs",
  "transitGatewayFlowLogs",
  "dnsQueryLogs",
  "webAclLogs",
  "applicationLogs",
  "accessLogs",
  "awsConfig",
] as const;

/** Values that AWS would refuse in the log sources of an account, and a construct without a log source. */
export function sourceProblems(props: AccountLogSourcesProps): InputProblem[] {
  const { regions, region, prefixes = {} } = props;
  return [
    checkForm("namePrefix", props.namePrefix, forms.namePrefix),
    checkForm("accountId", props.accountId, forms.accountId),
    checkForm("region", region, forms.publicRegion),
    ...archiveProblems("archive", props.archive),
    ...eachFormed("regions", regions, forms.publicRegion),
    regions?.includes(region) === false
      ? `regions: expected the provider's region ${region} among them, got ${regions.join(", ") || "none"}`
      : undefined,
    sources.every((source) => props[source] === undefined)
      ? `flowLogs: expected at least one log source, got none; add one of ${sources.join(", ")}`
      : undefined,
    ...networkProblems(props),
    ...applicationProblems(props),
    ...accessLogProblems(props),
    ...configProblems(props),
    ...Object.entries(prefixes).map(([kind, prefix]) => checkForm(`prefixes.${kind}`, prefix, forms.keyPrefix)),
  ];
}

function archiveProblems(property: string, archive: LogArchive | undefined): InputProblem[] {
  return [
    checkForm(`${property}.bucketName`, archive?.bucketName, forms.bucketName),
    checkForm(`${property}.keyArn`, archive?.keyArn, forms.kmsKeyArn),
  ];
}

function vpcProblemsOf(property: string, { vpcs = {}, archive }: VpcSettings): InputProblem[] {
  return [
    ...archiveProblems(`${property}.archive`, archive),
    ...eachFormed(`${property}.vpcs: regions`, Object.keys(vpcs), forms.region),
    ...Object.entries(vpcs).flatMap(([region, ids]) =>
      ids === "all" ? [] : eachFormed(`${property}.vpcs: ${region}`, ids, forms.vpcId),
    ),
  ];
}

function networkProblems(props: AccountLogSourcesProps): InputProblem[] {
  const { flowLogs, transitGatewayFlowLogs: gateways, dnsQueryLogs, webAclLogs } = props;
  return [
    ...(flowLogs
      ? [
          ...vpcProblemsOf("flowLogs", flowLogs),
          ...optionProblems("flowLogs", flowLogOptions, flowLogs),
          ...(flowLogs.fields
            ? [
                notEmpty("flowLogs.fields", flowLogs.fields, "field"),
                ...eachKnown("flowLogs.fields", flowLogs.fields, knownFlowLogFields),
              ]
            : []),
        ]
      : []),
    ...(dnsQueryLogs ? vpcProblemsOf("dnsQueryLogs", dnsQueryLogs) : []),
    ...(gateways
      ? [
          ...archiveProblems("transitGatewayFlowLogs.archive", gateways.archive),
          ...eachFormed("transitGatewayFlowLogs: regions", Object.keys(gateways.transitGateways), forms.region),
          ...Object.entries(gateways.transitGateways).flatMap(([region, ids]) =>
            eachFormed(`transitGatewayFlowLogs: ${region}`, ids, forms.transitGatewayId),
          ),
        ]
      : []),
    ...(webAclLogs
      ? [
          notEmpty("webAclLogs.webAclArns", webAclLogs.webAclArns, "web ACL"),
          ...eachFormed("webAclLogs.webAclArns", webAclLogs.webAclArns, forms.webAclArn),
          checkForm("webAclLogs.bucketName", webAclLogs.bucketName, forms.webAclLogBucketName),
          ...optionProblems("webAclLogs", webAclOptions, webAclLogs),
        ]
      : []),
  ];
}

function applicationProblems({ applicationLogs }: AccountLogSourcesProps): InputProblem[] {
  if (!applicationLogs) return [];
  const { logGroups, archive } = applicationLogs;
  const names = logGroups.map(({ name }) => name);
  return [
    ...archiveProblems("applicationLogs.archive", archive),
    ...optionProblems("applicationLogs", applicationLogOptions, applicationLogs),
    notEmpty("applicationLogs.logGroups", logGroups, "log group"),
    ...logGroups.flatMap(({ name, retentionDays }, i) => [
      checkForm(`applicationLogs.logGroups[${i}].name`, name, forms.logGroupName),
      names.indexOf(name) === i
        ? undefined
        : `applicationLogs.logGroups[${i}].name: expected each log group once, got "${name}"`,
      logRetention(`applicationLogs.logGroups[${i}].retentionDays`, retentionDays),
    ]),
  ];
}

function accessLogProblems({ accessLogs }: AccountLogSourcesProps): InputProblem[] {
  if (!accessLogs) return [];
  const { loggedBucketNames, bucketName, destinationBucketName } = accessLogs;
  return [
    notEmpty("accessLogs.loggedBucketNames", loggedBucketNames, "bucket"),
    ...eachFormed("accessLogs.loggedBucketNames", loggedBucketNames, forms.bucketName),
    checkForm("accessLogs.destinationBucketName", destinationBucketName, forms.bucketName),
    checkForm("accessLogs.organizationId", accessLogs.organizationId, forms.organizationId),
    checkForm("accessLogs.bucketName", bucketName, forms.bucketName),
    ...eachFormed("accessLogs.administratorRoleArns", accessLogs.administratorRoleArns, forms.roleArn),
  ];
}

function configProblems({ awsConfig }: AccountLogSourcesProps): InputProblem[] {
  if (!awsConfig) return [];
  return [
    ...archiveProblems("awsConfig.archive", awsConfig.archive),
    ...eachFormed("awsConfig.regions", awsConfig.regions, forms.publicRegion),
    ...optionProblems("awsConfig", recorderOptions, awsConfig),
  ];
}
