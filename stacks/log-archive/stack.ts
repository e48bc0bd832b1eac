import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { configCopyNames } from "../../config/names/aws-config-replica";
import { watchesTrailArchive } from "../../config/names/management-trail";
import { lakehouseNames } from "../../config/names/lakehouse";
import { bucketArn, hasExistingBucket, namesFor } from "../../config/names/names";
import { type Account } from "../../config/derived/accounts";
import { consoleUrl } from "../../config/derived/links";
import { partitions } from "../../config/partitions";
import { enabledFeatures } from "../../features/enabled";
import { enabledResources } from "../../features/enabled-resources";
import { archiveKeyGrants } from "../../modules/iam/archive-key-grants";
import { EncryptionKey } from "../../modules/iam/encryption-key";
import { ForgottenEncryptionKey } from "../../modules/iam/forgotten-encryption-key";
import { OrganizationGuard } from "../../modules/iam/organization-guard";
import { type PolicyStatement, policyJson } from "../../modules/iam/policy-document";
import { type StackOutput, declareOutputs } from "../../modules/terraform/stack-outputs";
import { Baseline, addAccountRoot } from "../account/baseline";
import { writerEncryption } from "../../modules/archive/archive-writers";
import { writtenArchives } from "./written-archives";
import { ArchiveMonitoring } from "./archive-monitoring";
import { Archives } from "./archives";
import { Workspace } from "./athena";
import { Hunts } from "./hunts";
import { NewFiles } from "./new-files";
import { OverwriteCheck } from "./overwrite-check";
import { QueryPolicies } from "./query-policies";
import { Lakehouse } from "./lakehouse";
import { ownersBucketStatements } from "./owners-bucket";

/** The log-archive account, which stores all logs and runs the queries over them. */
export class LogArchiveStack extends TerraformStack {
  constructor(scope: Construct, account: Account, config: AuditConfig) {
    super(scope, account.stackName);

    const names = namesFor(config);
    const { buckets } = names;

    const root = addAccountRoot({ stack: this, account, config });
    const guard = new OrganizationGuard(this, "Organization", { organizationId: config.organizationId });

    const grants = keyGrants(account, config);
    const { keyArn: kmsKeyArn, key } = config.archive.kmsKeyArn
      ? { keyArn: config.archive.kmsKeyArn, key: undefined }
      : new EncryptionKey(this, "ArchiveKey", {
          aliasName: names.archiveKeyAlias,
          description: "Encrypts the audit logs of the organization",
          grants,
          preventDestroy: config.archive.preventDestroy,
          adoptedKeyArn: config.existing.kmsKeyArn,
          isMultiRegion: config.archive.secondRegion?.multiRegionKey === true,
        });

    if (key === undefined && config.archive.preventDestroy) new ForgottenEncryptionKey(this, "ArchiveKey");

    const dependsOn = [guard.checked];
    const archives = new Archives(this, "Archives", { account, config, kmsKeyArn, key, dependsOn });
    const { database } = new Workspace(this, "Workspace", { account, config, kmsKeyArn, archives });
    if (archives.trail && watchesTrailArchive(config)) {
      new ArchiveMonitoring(this, "ArchiveMonitoring", { config, bucket: archives.trail });
    }
    if (config.archive.overwriteCheck.enabled) {
      new OverwriteCheck(this, "OverwriteCheck", { account, config, kmsKeyArn, archives });
    }
    const hunts = config.hunts.enabled
      ? new Hunts(this, "Hunts", { account, config, kmsKeyArn, key, archives, database, dependsOn })
      : undefined;
    const lakehouse = config.lakehouse.enabled
      ? new Lakehouse(this, "Lakehouse", { account, config, kmsKeyArn, key, archives, dependsOn })
      : undefined;
    new Baseline(this, "Baseline", {
      account,
      config,
      root,
      archiveKeyArn: kmsKeyArn,
      archivePolicies: {
        config: archives.config.policy,
        serviceLogs: archives.serviceLogs.policy,
        ...(archives.webAclLogs && { webAclLogs: archives.webAclLogs.policy }),
      },
    });

    const policies = new QueryPolicies(this, "QueryPolicies", config, kmsKeyArn);
    const newFiles = new NewFiles(this, "NewFiles", archives);
    const parts = { account, config, archives, archiveKeyArn: kmsKeyArn, newFiles };
    const added = enabledResources(config).map(({ addToLogArchive }) => addToLogArchive?.(this, parts));
    newFiles.complete();

    declareOutputs(this, {
      ...Object.assign({}, ...added),
      ...policies.outputs,
      ...lakehouse?.outputs,
      ...hunts?.outputs,
      archive_key_arn: { value: kmsKeyArn, description: "Key that encrypts the archives" },
      archive_key_policy: {
        value: policyJson("key policy", grants),
        description: "Policy of the archive key; set this policy if the key is your own",
      },
      ...ownersBucketOutputs(config),
      trail_archive_bucket: { value: buckets.trail, description: "Bucket of the organization trail" },
      config_archive_bucket: { value: buckets.config, description: "Bucket of AWS Config" },
      service_log_bucket: { value: buckets.serviceLogs, description: "Bucket of the logs that services deliver" },
      access_log_bucket: { value: buckets.accessLogs, description: "Bucket of the access logs of the archives" },
      ...networkLogOutputs(config),
      query_results_bucket: { value: buckets.queryResults, description: "Bucket of the query results" },
      glue_database: { value: names.databaseName, description: "Database of the tables" },
      athena_workgroup: { value: names.workgroupName, description: "Workgroup for queries over the archive" },
      athena_console: {
        value: consoleUrl(config, "athena/home?region={region}#/query-editor/saved-queries"),
        description: "The saved queries in the console",
      },
    });
  }
}

/** Outputs for the account that owns the bucket of the trail. Empty if this project manages the bucket. */
function ownersBucketOutputs(config: AuditConfig): Record<string, StackOutput> {
  if (config.archive.existing === undefined) return {};
  const statements = ownersBucketStatements(config);
  return {
    trail_bucket_policy: {
      value: policyJson("bucket policy", statements),
      description: "Policy that the bucket of the trail must have if its owner manages it",
    },
  };
}

/** Outputs that teams need to configure their web ACLs and load balancers. */
function networkLogOutputs(config: AuditConfig): Record<string, StackOutput> {
  const { logSources } = config;
  const { buckets, prefixes } = namesFor(config);
  const webAclLogs = { value: buckets.webAclLogs, description: "Bucket of the logs of AWS WAF" };
  const loadBalancers = {
    load_balancer_log_prefix: {
      value: prefixes.loadBalancerLogs,
      description: "Prefix of application load balancers in access_log_bucket, for their `access_logs`",
    },
    network_load_balancer_log_prefix: {
      value: prefixes.networkLoadBalancerLogs,
      description: "Prefix of network load balancers in access_log_bucket, for their `access_logs`",
    },
  };
  return {
    ...(logSources.webAclLogs.enabled && { web_acl_log_bucket: webAclLogs }),
    ...(logSources.loadBalancerLogs.accounts.length > 0 && loadBalancers),
  };
}

/** The only roles that may weaken the archive key. Undefined if weakening is not restricted to roles. */
function keyAdministrators({ deployRoleArn }: Account, { archive }: AuditConfig): readonly string[] | undefined {
  const { kmsKeyArn, kmsKeyAdministratorRoleArns, preventDestroy } = archive;
  if (kmsKeyArn !== undefined) return kmsKeyAdministratorRoleArns.length > 0 ? kmsKeyAdministratorRoleArns : undefined;
  return preventDestroy && deployRoleArn !== undefined ? [deployRoleArn] : undefined;
}

/** The only roles of the key's account that may disable and delete the archive key. Undefined if this is not restricted to roles. */
function keyDeleters({ id }: Account, { archive }: AuditConfig): readonly string[] | undefined {
  const keyAccountId = archive.kmsKeyArn?.split(":")[4] ?? id;
  return archive.kmsKeyDeletionRoleArns?.filter((arn) => arn.split(":")[4] === keyAccountId);
}

function keyGrants(account: Account, config: AuditConfig): PolicyStatement[] {
  const { partition, archive } = config;
  const { buckets } = namesFor(config);
  return archiveKeyGrants({
    partition,
    dnsSuffix: partitions[partition].dnsSuffix,
    accountId: account.id,
    region: config.homeRegion,
    keyAccountId: archive.kmsKeyArn?.split(":")[4],
    administratorRoleArns: keyAdministrators(account, config),
    deletionRoleArns: keyDeleters(account, config),
    organizationId: config.organizationId,
    logSourceStatements: writerEncryption(writtenArchives(config)),
    readerRoleArns: archive.readerRoleArns,
    logGroupArns: [
      ...enabledFeatures(config).flatMap(({ keyLogGroupArns }) => keyLogGroupArns?.(config) ?? []),
      ...(config.lakehouse.enabled ? [lakehouseNames(config).logGroupArn] : []),
    ],
    archiveBucketArns: [
      // The encryption context of older objects in an adopted bucket may be the bucket and not the trail
      ...(hasExistingBucket(config) ? [buckets.trail] : []),
      buckets.config,
      ...configCopyNames(config),
      buckets.serviceLogs,
      ...(config.logSources.webAclLogs.enabled ? [buckets.webAclLogs] : []),
    ].map((name) => bucketArn(partition, name)),
  });
}
