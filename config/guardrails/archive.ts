import { enabledFeatures } from "../../features/enabled";
import { accessLogBucketName } from "../names/access-logs";
import { configCopyNames } from "../names/aws-config-replica";
import { holdCasesPath } from "../names/hold-cases";
import { huntBucketNames } from "../names/hunts";
import { lakehouseBucketNames, lakehouseNames } from "../names/lakehouse";
import { bucketArn } from "../names/names";
import { replicaAccountId, replicaBuckets } from "../names/second-region";
import type { Guardrail } from "./guardrail";
import { type Scope, exemptRoleArns } from "./scope";

/** Guardrails over the resources that store the logs and run queries. */
export function archiveGuardrails(scope: Scope): Guardrail[] {
  const { config, names, ownNames, inAccount } = scope;
  const { lock, preventDestroy } = config.archive;
  const deployer = preventDestroy ? [] : exemptRoleArns(scope);
  const [objects, settings] = [logBucketArns(scope).map((arn) => `${arn}/*`), bucketArns(scope)];
  const { logArchive } = config.accounts;
  const lakehouse = lakehouseNames(config);
  const lakeDatabases = config.lakehouse.enabled ? [lakehouse.databaseName] : [];
  // The tables of the replicas have the same names as the tables of the archive
  const owners = [...new Set([logArchive, replicaAccountId(config)])];
  const { mode, bypassRoleArns, holdRoleArns } = lock;
  const holders = [...new Set([...bypassRoleArns, ...holdRoleArns, ...deployer])];
  const workgroups = [names.workgroupName, names.responderWorkgroupName, names.checkWorkgroupName].concat(
    config.hunts.enabled ? names.huntsName : [],
    ownNames.workgroups,
  );
  return [
    {
      sid: "Buckets",
      why: "The policy, the lock, the lifecycle and the settings of a bucket protect its logs. S3 allows the root user of the account to delete a bucket policy even if the policy denies it. This statement denies it to the root user too.",
      actions: ["s3:DeleteBucket*", "s3:Put*Configuration", "s3:PutBucket*"],
      resources: settings,
      events: ["DeleteBucket%", "PutBucket%", "PutObjectLockConfiguration"],
    },
    {
      sid: "Logs",
      why: "A log is lost when all its versions are deleted, or when it is encrypted with another key and that key is deleted. Policies do not limit lifecycle rules, so logs still expire.",
      actions: [
        "s3:BypassGovernanceRetention",
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
        "s3:PutObjectRetention",
        "s3:UpdateObjectEncryption",
      ],
      resources: objects,
      exceptRoleArns: [...bypassRoleArns, ...deployer],
    },
    {
      sid: "Holds",
      why: "A legal hold protects a log only until someone lifts the hold.",
      actions: ["s3:PutObjectLegalHold"],
      resources: objects,
      exceptRoleArns: holders,
    },
    {
      sid: "HoldCases",
      why: "The list contains the logs that each case holds. If a case is missing from the list, lifting another case also lifts the holds of the missing case.",
      actions: ["ssm:DeleteParameter*", "ssm:PutParameter"],
      resources: mode === "none" ? [] : inAccount(logArchive, "ssm", `parameter${holdCasesPath(config)}/*`),
      exceptRoleArns: holders,
    },
    {
      sid: "Answers",
      why: "If someone changes a table or a workgroup, queries return wrong rows or no rows, although the archive has all logs.",
      actions: [
        "athena:DeleteNamedQuery",
        "athena:DeleteWorkGroup",
        "athena:UpdateNamedQuery",
        "athena:UpdateWorkGroup",
        "glue:BatchDelete*",
        "glue:BatchUpdate*",
        "glue:Delete*",
        "glue:RenameTable",
        "glue:Update*",
      ],
      resources: [
        ...owners.flatMap((id) => inAccount(id, "athena", ...workgroups.map((name) => `workgroup/${name}`))),
        ...owners.flatMap((id) =>
          inAccount(id, "glue", `database/${names.databaseName}`, `table/${names.databaseName}/*`),
        ),
        ...lakeDatabases.flatMap((name) => inAccount(logArchive, "glue", `database/${name}`, `table/${name}/*`)),
      ],
      exceptRoleArns: [
        ...exemptRoleArns(scope),
        // The crawler adds columns to the tables of application logs and findings
        `arn:${config.partition}:iam::${logArchive}:role/${names.crawlerRoleName}`,
        // The job of the lakehouse updates the table in the Glue Data Catalog with each commit
        ...(config.lakehouse.enabled ? [lakehouse.jobRoleArn] : []),
      ],
    },
    ...enabledFeatures(config).flatMap(({ guardrails }) => guardrails?.(config) ?? []),
  ];
}

/** Buckets with logs: the buckets of the archives, and the buckets to which S3 first delivers the access logs of an account. */
export function logBucketArns({ config, names }: Scope): string[] {
  const { queryResults: _results, ...all } = names.buckets;
  // The owner of a bucket may change it
  const archives = Object.values(all).filter((name) => name !== config.archive.existing);
  const anyAccount = "????????????";
  const collecting = config.logSources.accessLogs.buckets.length === 0 ? [] : [accessLogBucketName(config, anyAccount)];
  const { queryResults: _replicaResults, ...replicas } = replicaBuckets(config);
  const hasReplicas = config.archive.secondRegion !== undefined;
  const buckets = [
    ...archives,
    ...configCopyNames(config),
    ...collecting,
    ...(hasReplicas ? Object.values(replicas) : []),
  ];
  return [...new Set(buckets)].map((name) => bucketArn(config.partition, name));
}

/** The buckets with logs, and buckets in which objects are deleted: query results, the lakehouse, and the files of the hunts. */
export function bucketArns(scope: Scope): string[] {
  const { config, names } = scope;
  const results = [
    names.buckets.queryResults,
    ...(config.archive.secondRegion === undefined ? [] : [replicaBuckets(config).queryResults]),
  ];
  const others = [...results, ...lakehouseBucketNames(config), ...huntBucketNames(config)];
  return [...logBucketArns(scope), ...others.map((name) => bucketArn(config.partition, name))];
}
