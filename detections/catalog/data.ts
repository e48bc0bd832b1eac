import { anyOf, anyOfPatterns, apiCalls, succeeded } from "../calls";
import type { Detection } from "../detection";
import { onlyIfItSucceeds, refused } from "../drill";
import { notHousekeeping } from "./housekeeping";
import { withConditions } from "../with-conditions";

const request = "$.requestParameters";

/** If a principal is a string and not an object, it can only be an asterisk. */
const everybody = 'Principal = "*"';
const everyAwsPrincipal = "Principal.AWS = %^\\*$%";

/** A statement with `NotPrincipal` allows everybody except the given principals. The asterisk matches any value. */
const everybodyElse = 'NotPrincipal.AWS = "*"';

/**
 * A statement of a bucket policy that allows everybody. A condition in the statement is ignored, because its author can choose a
 * condition that is always true.
 */
const opens = (index: number): string => {
  const statement = `${request}.bucketPolicy.Statement[${index}]`;
  const whom = anyOf([everybody, everyAwsPrincipal, everybodyElse].map((principal) => `${statement}.${principal}`));
  return `(${statement}.Effect = "Allow") && ${whom}`;
};

/** Regular expression for any text without braces. `\x7b` and `\x7d` are braces, `\x22` is a quotation mark. */
const flat = String.raw`[^\x7b\x7d]*`;
const allow = String.raw`\x22Allow\x22`;
const toEverybody = String.raw`Principal\x22\W*\*`;
const withEverybody = String.raw`\x7b${flat}\x22\*\x22${flat}\x7d`;

/**
 * Matches a statement in the JSON text of a policy that allows everybody and has no condition. The order of its fields does not
 * matter. In a statement, only the principal and the condition are objects, and a condition contains another object.
 *
 * The expression also matches unnecessary escapes (`\u00xx`), because they could hide such a statement.
 */
const opensInText = `%${[
  ...[
    [allow, toEverybody],
    [toEverybody, allow],
    [allow, withEverybody],
    [withEverybody, allow],
  ].map(([one, other]) => String.raw`\x7b${flat}${one}${flat}${other}${flat}\x7d`),
  String.raw`\\u00[24-7]`,
].join("|")}%`;

/** Condition: the caller is a person or a long-lived key. Workloads are excluded, because they read secrets all day. */
const byHand = anyOf([
  '$.userIdentity.type = "IAMUser"',
  '$.userIdentity.type = "Root"',
  '$.userIdentity.arn = "*:assumed-role/AWSReservedSSO_*"',
]);

/** Someone opens, shares, reads or exports data and secrets. */
export const dataDetections: readonly Detection[] = [
  {
    id: "bucket-made-public",
    title: "A bucket was made public",
    why: "Everybody can read or write the objects of the bucket.",
    severity: "page",
    track: "pager",
    urgentEvent: {
      widened: "EventBridge compares every statement of the policy. The alarm compares only the first two.",
    },
    drill: onlyIfItSucceeds,
    controls: ["ATT&CK T1530", "NIST 800-53 AC-3", "PCI DSS 4 1.4.4", "SOC 2 CC6.6"],
    pattern: apiCalls(
      "s3",
      ["PutBucketPolicy", "PutBucketAcl", "CreateBucket"],
      succeeded,
      anyOf([
        opens(0),
        opens(1),
        `${request}.AccessControlPolicy.AccessControlList.Grant[*].Grantee.URI = "*/global/*"`,
        `${request}.x-amz-acl[*] = "public-read*"`,
      ]),
    ),
  },
  {
    id: "copy-made-public",
    title: "A snapshot, an image or a document was made public",
    why: "Everybody with an AWS account can copy the snapshot, image or document, with all its data.",
    severity: "page",
    track: "pager",
    drill: onlyIfItSucceeds,
    controls: ["ATT&CK T1537", "NIST 800-53 AC-3", "PCI DSS 4 1.4.4", "SOC 2 CC6.7"],
    pattern: anyOfPatterns(
      apiCalls(
        "ec2",
        ["ModifySnapshotAttribute", "ModifyImageAttribute"],
        succeeded,
        anyOf([
          `${request}.createVolumePermission.add.items[*].group = "all"`,
          `${request}.createVolumePermission.add.items[0].groups = "all"`,
          `${request}.launchPermission.add.items[*].group = "all"`,
          `${request}.launchPermission.add.items[0].groups = "all"`,
        ]),
      ),
      apiCalls(
        "rds",
        ["ModifyDBSnapshotAttribute", "ModifyDBClusterSnapshotAttribute"],
        succeeded,
        `${request}.valuesToAdd[*] = "all"`,
      ),
      apiCalls(
        "ssm",
        ["ModifyDocumentPermission"],
        succeeded,
        anyOf(["all", "All"].map((all) => `${request}.accountIdsToAdd[0] = "${all}"`)),
      ),
    ),
  },
  {
    id: "resource-opened-to-everybody",
    title: "A policy opened a resource to everybody",
    why: "Any AWS account can use the key, secret, queue or other resource that has this policy.",
    severity: "page",
    track: "pager",
    urgentEvent: {
      alarmOnly:
        "Its pattern is a regular expression on any field. EventBridge has no regular expressions, and can compare only fields with a given name.",
    },
    drill: onlyIfItSucceeds,
    controls: ["ATT&CK T1530", "ATT&CK T1555.006", "NIST 800-53 AC-3", "PCI DSS 4 7.2.1", "SOC 2 CC6.1"],
    pattern: withConditions(
      anyOfPatterns(
        apiCalls("*", ["Put*", "Set*"], `${request}.* = ${opensInText}`),
        apiCalls("sqs", ["*Queue*"], `${request}.attributes.Policy = ${opensInText}`),
      ),
      succeeded,
    ),
  },
  {
    id: "bucket-ways-out",
    title: "A bucket got another access path",
    why: "The objects of the bucket can be read through a website or an access point, or copied to another account by a batch job or by replication.",
    severity: "notify",
    track: "pager",
    drill: onlyIfItSucceeds,
    controls: ["ATT&CK T1537", "ATT&CK T1530", "NIST 800-53 AC-4", "SOC 2 CC6.7"],
    pattern: anyOfPatterns(
      apiCalls(
        "s3",
        ["PutBucketReplication"],
        succeeded,
        anyOf(
          ["Rule", "Rule[*]"].map((rule) => `${request}.ReplicationConfiguration.${rule}.Destination.Account = "*"`),
        ),
      ),
      apiCalls(
        "s3",
        [
          "PutBucketWebsite",
          "CreateAccessPoint*",
          "PutAccessPointPolicy*",
          "CreateMultiRegionAccessPoint",
          "PutMultiRegionAccessPointPolicy",
          "CreateAccessGrant",
          "CreateJob",
        ],
        succeeded,
      ),
    ),
  },
  {
    id: "shared-with-other-accounts",
    title: "A snapshot, an image, a function or another resource was shared with another account",
    why: "The other account can copy or call the resource, and keeps its copies when the sharing ends.",
    severity: "notify",
    track: "pager",
    drill: onlyIfItSucceeds,
    controls: ["ATT&CK T1537", "NIST 800-53 AC-21", "SOC 2 CC6.7"],
    pattern: withConditions(
      anyOfPatterns(
        apiCalls(
          "ec2",
          ["ModifySnapshotAttribute", "ModifyImageAttribute"],
          notHousekeeping("malwareProtection"),
          anyOf(
            ["createVolume", "launch"].map(
              (permission) => `${request}.${permission}Permission.add.items[0].userId = "*"`,
            ),
          ),
        ),
        apiCalls("rds", ["ModifyDB*"], `${request}.valuesToAdd[0] = "*"`),
        apiCalls("ram", ["*ResourceShare"], "$.responseElements.resourceShare.allowExternalPrincipals IS TRUE"),
        apiCalls("lambda", ["Add*"], anyOf([`${request}.principal != "*.amazon*"`, `${request}.principal = "arn:*"`])),
        apiCalls("redshift", ["AuthorizeSnapshotAccess", "AuthorizeDataShare"]),
      ),
      succeeded,
    ),
  },
  {
    id: "data-exported",
    title: "A database, an image or a table was exported",
    why: "A complete copy of the data is in a bucket, from which it is easily stolen.",
    severity: "notify",
    track: "pager",
    drill: onlyIfItSucceeds,
    controls: [
      "ATT&CK T1530",
      "ATT&CK T1213.006",
      "ATT&CK T1537",
      "ATT&CK T1074.002",
      "NIST 800-53 AC-4",
      "SOC 2 CC6.7",
    ],
    pattern: apiCalls(
      "*",
      [
        "CreateStoreImageTask",
        "ExportImage",
        "CreateInstanceExportTask",
        "StartExportTask",
        "ExportTableToPointInTime",
        "ExportServerlessCacheSnapshot",
        "CreateExportTask",
        "StartMailboxExportJob",
      ],
      succeeded,
    ),
  },
  {
    id: "data-movers-set-up",
    title: "A service that moves data was set up or started",
    why: "DataSync, Transfer Family, DMS, AppFlow, Storage Gateway and Snow can copy data to destinations that no bucket policy protects.",
    severity: "notify",
    track: "pager",
    drill: onlyIfItSucceeds,
    controls: ["ATT&CK T1048", "ATT&CK T1537", "NIST 800-53 AC-4", "SOC 2 CC6.7"],
    pattern: apiCalls(
      "*",
      [
        "CreateLocation*",
        "CreateTask",
        "StartTaskExecution",
        "CreateServer",
        "CreateUser",
        "CreateConnector",
        "ImportSshPublicKey",
        "ActivateGateway",
        "CreateNFSFileShare",
        "CreateSMBFileShare",
        "CreateJob",
        "CreateEndpoint",
        "CreateReplicationTask",
        "CreateReplicationConfig",
        "CreateFlow",
      ],
      succeeded,
      anyOf(
        ["datasync", "transfer", "storagegateway", "snowball", "dms", "appflow"].map(
          (service) => `$.eventSource = "${service}.amazonaws.com"`,
        ),
      ),
    ),
  },
  {
    id: "database-made-reachable",
    title: "A database was given a public address or another master password",
    why: "With the password and network access to the address, nobody needs a permission of AWS any more.",
    severity: "notify",
    track: "pager",
    drill: onlyIfItSucceeds,
    controls: ["ATT&CK T1213.006", "ATT&CK T1531", "NIST 800-53 SC-7", "PCI DSS 4 1.4.4", "SOC 2 CC6.6"],
    pattern: anyOfPatterns(
      apiCalls("rds", ["*DBInstance*"], succeeded, `${request}.publiclyAccessible IS TRUE`),
      apiCalls("redshift", ["*Cluster*"], succeeded, `${request}.publiclyAccessible IS TRUE`),
      apiCalls("rds", ["ModifyDBInstance", "ModifyDBCluster"], succeeded, `${request}.masterUserPassword = "*"`),
      apiCalls("redshift", ["ModifyCluster"], succeeded, `${request}.masterUserPassword = "*"`),
      apiCalls("rds", ["AuthorizeDBSecurityGroupIngress"], succeeded),
    ),
  },
  {
    id: "secrets-read-in-bulk",
    title: "Many secrets were read by hand",
    why: "A person or a long-lived key collects passwords. Workloads read their secrets one at a time, with roles.",
    severity: "notify",
    track: "pager",
    drill: refused("ec2", "GetPasswordData", "No instance has this id, and the call is a dry run.", ({ hex }) => ({
      InstanceId: `i-${hex}`,
      DryRun: true,
    })),
    controls: ["ATT&CK T1555.006", "ATT&CK T1552", "ATT&CK T1119", "NIST 800-53 IA-5", "SOC 2 CC6.1"],
    pattern: anyOfPatterns(
      apiCalls("secretsmanager", ["GetSecretValue"], byHand),
      apiCalls("secretsmanager", ["BatchGetSecretValue"]),
      apiCalls("ssm", ["GetParameter*"], byHand, `${request}.withDecryption IS TRUE`),
      apiCalls("ec2", ["GetPasswordData"]),
    ),
    threshold: 20,
  },
  {
    id: "copies-made-of-data",
    title: "Snapshots, images or volumes were created, copied or restored",
    why: "A copy allows reading a disk or a database without access to the original.",
    severity: "watch",
    track: "pager",
    drill: onlyIfItSucceeds,
    controls: ["ATT&CK T1578.001", "ATT&CK T1537", "ATT&CK T1578.004", "NIST 800-53 AU-6", "SOC 2 CC7.2"],
    pattern: anyOfPatterns(
      apiCalls("ec2", ["SharedSnapshot*"]),
      apiCalls(
        "*",
        [
          "CreateSnapshot",
          "CreateSnapshots",
          "CopySnapshot",
          "StartSnapshot",
          "CreateImage",
          "CopyImage",
          "CreateDBSnapshot",
          "CreateDBClusterSnapshot",
          "CopyDBSnapshot",
          "CopyDBClusterSnapshot",
          "RestoreDB*",
          "RestoreTable*",
          "RestoreFromClusterSnapshot",
          "CreateVolume",
          "AttachVolume",
          "CreateReplaceRootVolumeTask",
          "StartCopyJob",
          "StartRestoreJob",
        ],
        succeeded,
        notHousekeeping("backup", "lifecycle", "autoscaling"),
      ),
    ),
  },
  {
    id: "data-access-changes",
    title: "Resource policies, grants or distributions were changed",
    why: "These settings decide which other accounts can access the data.",
    severity: "watch",
    track: "pager",
    drill: refused(
      "sns",
      "SetTopicAttributes",
      "No topic has this name.",
      ({ partition, region, accountId, name }) => ({
        TopicArn: `arn:${partition}:sns:${region}:${accountId}:${name}`,
        AttributeName: "Policy",
        AttributeValue: "{}",
      }),
    ),
    controls: ["ATT&CK T1530", "NIST 800-53 AC-3", "PCI DSS 4 7.2.1", "SOC 2 CC6.3"],
    pattern: anyOfPatterns(
      apiCalls(
        "*",
        [
          "PutResourcePolicy",
          "PutKeyPolicy",
          "SetRepositoryPolicy",
          "PutFileSystemPolicy",
          "PutBackupVaultAccessPolicy",
          "PutPermission",
          "AddPermission*",
          "GrantPermissions",
          "*ResourceShare",
          "EnableSharing*",
          "UpdateDistribution*",
          "CreateOriginAccessControl",
        ],
        succeeded,
      ),
      apiCalls("sqs", ["SetQueueAttributes"], `${request}.attributes.Policy = "*"`),
      apiCalls("sns", ["SetTopicAttributes"], `${request}.attributeName = "Policy"`),
      apiCalls("es", ["Update*"], `${request}.accessPolicies = "*"`),
    ),
  },
];
