import type { Caller } from "../events/event";
import { account, arn } from "../values";
import { oldConsole, onBehalf, partner, stack } from "./data-callers";
import { type Examples, event, refused, who } from "./example";

const key = arn("kms", "eu-west-1", account(3), "key/1234abcd-12ab-34cd-56ef-1234567890ab");

type Statement = Readonly<Record<string, unknown>>;
const allow = (Principal: unknown, more: object = {}): Statement => ({
  Effect: "Allow",
  Principal,
  Action: "s3:GetObject",
  Resource: "*",
  ...more,
});
const denyPlainText: Statement = {
  ...allow("*"),
  Effect: "Deny",
  Action: "s3:*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const ofOrganization = { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid" } } };
const fromNetwork = { Condition: { StringEquals: { "aws:SourceVpce": "vpce-0a1b2c3d" } } };
const bucketPolicy = (...Statement: readonly Statement[]) => ({
  request: {
    bucketName: "customer-exports",
    policy: "",
    bucketPolicy: { Version: "2012-10-17", Statement },
    Host: "customer-exports.s3.eu-west-1.amazonaws.com",
  },
});

const groups = "http://acs.amazonaws.com/groups";
const bucketAcl = (URI: string) => ({
  request: {
    bucketName: "customer-exports",
    acl: "",
    AccessControlPolicy: {
      AccessControlList: {
        Grant: [
          { Grantee: { "xsi:type": "CanonicalUser", ID: "75aa57f0" }, Permission: "FULL_CONTROL" },
          { Grantee: { "xsi:type": "Group", URI }, Permission: "READ" },
        ],
      },
    },
  },
});
const cannedAcl = (acl: string) => ({ request: { bucketName: "customer-exports", "x-amz-acl": [acl], acl: [""] } });

const snapshotPermission = (change: object, more: object = {}) =>
  event("ec2", "ModifySnapshotAttribute", {
    request: {
      snapshotId: "snap-01b3f7d87a02559a1",
      attributeType: "CREATE_VOLUME_PERMISSION",
      createVolumePermission: change,
    },
    ...more,
  });
const imagePermission = (change: object, more: object = {}) =>
  event("ec2", "ModifyImageAttribute", {
    request: { imageId: "ami-011213ff2fc95b6f6", attributeType: "launchPermission", launchPermission: change },
    ...more,
  });
const add = (...items: readonly object[]) => ({ add: { items } });
const remove = (...items: readonly object[]) => ({ remove: { items } });
const databasePermission = (change: object, more: object = {}) =>
  event("rds", "ModifyDBSnapshotAttribute", {
    request: { dBSnapshotIdentifier: "payments-2026", attributeName: "restore", ...change },
    ...more,
  });
const documentPermission = (whom: string, more: object = {}) =>
  event("ssm", "ModifyDocumentPermission", {
    request: { name: "restart-service", permissionType: "Share", accountIdsToAdd: [whom] },
    ...more,
  });

/** A policy with one statement, as the JSON string that the caller sent. */
const policyText = (statement: object, indent?: number) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [statement] }, null, indent);
const toAccount = { Effect: "Allow", Principal: { AWS: arn("iam", "", partner, "root") }, Action: "*", Resource: "*" };
const everybodyBut = (id: string) => ({ Effect: "Allow", NotPrincipal: { AWS: id }, Action: "s3:*", Resource: "*" });
const toEverybody = { ...toAccount, Principal: "*" };
const toEveryAccount = { ...toAccount, Principal: { AWS: "*" } };
const keyPolicy = (policy: string, more: object = {}) =>
  event("kms", "PutKeyPolicy", { request: { keyId: key, policyName: "default", policy }, ...more });
const queuePolicy = (Policy: string) =>
  event("sqs", "SetQueueAttributes", {
    request: { queueUrl: "https://sqs.eu-west-1.amazonaws.com/orders", attributes: { Policy } },
  });
const topicPolicy = (attributeValue: string) =>
  event("sns", "SetTopicAttributes", {
    request: { topicArn: arn("sns", "eu-west-1", account(3), "orders"), attributeName: "Policy", attributeValue },
  });
const secretPolicy = (resourcePolicy: string) =>
  event("secretsmanager", "PutResourcePolicy", { request: { secretId: "payments/db", resourcePolicy } });

const replication = (Rule: unknown, more: object = {}) =>
  event("s3", "PutBucketReplication", {
    request: { bucketName: "customer-exports", replication: "", ReplicationConfiguration: { Rule } },
    ...more,
  });
const destination = arn("s3", "", "", "elsewhere");
const toPartner = { ID: "all", Status: "Enabled", Destination: { Bucket: destination, Account: partner } };
const toOwn = { ID: "all", Status: "Enabled", Destination: { Bucket: destination } };

const share = (name: string, allowExternalPrincipals: boolean) =>
  event("ram", name, {
    request: { name: "subnets" },
    response: { resourceShare: { name: "subnets", allowExternalPrincipals, status: "ACTIVE" } },
  });
const functionPermission = (principal: string, more: object = {}) =>
  event("lambda", "AddPermission20150331v2", {
    request: { functionName: "thumbnailer", statementId: "invoke", action: "lambda:InvokeFunction", principal },
    ...more,
  });

const database = (name: string, request: object, more: object = {}) =>
  event("rds", name, { request: { dBInstanceIdentifier: "payments", ...request }, ...more });
const cluster = (name: string, request: object) =>
  event("redshift", name, { request: { clusterIdentifier: "warehouse", ...request } });
const newPassword = { masterUserPassword: "****" };

const secret = (caller: Caller) =>
  event("secretsmanager", "GetSecretValue", { caller, request: { secretId: "payments/db" } });
const parameter = (caller: Caller, withDecryption: boolean, name = "GetParameters") =>
  event("ssm", name, { caller, request: { names: ["/payments/db"], withDecryption } });

/** Events that the detections of opened, shared, read or exported data match, and near misses. */
export const dataExamples: Readonly<Record<string, Examples>> = {
  "bucket-made-public": {
    fires: [
      event("s3", "PutBucketPolicy", bucketPolicy(allow("*"))),
      event("s3", "PutBucketPolicy", { caller: who.root, ...bucketPolicy(denyPlainText, allow("*")) }),
      event("s3", "PutBucketPolicy", { caller: who.pipeline, ...bucketPolicy(allow({ AWS: "*" })) }),
      event("s3", "PutBucketPolicy", bucketPolicy(denyPlainText, allow({ AWS: "*" }))),
      event("s3", "PutBucketPolicy", bucketPolicy(allow("*"), allow("*", ofOrganization))),
      event("s3", "PutBucketAcl", bucketAcl(`${groups}/global/AllUsers`)),
      event("s3", "PutBucketAcl", { caller: who.person, ...bucketAcl(`${groups}/global/AuthenticatedUsers`) }),
      event("s3", "PutBucketAcl", { caller: who.user, ...cannedAcl("public-read-write") }),
      event("s3", "CreateBucket", cannedAcl("public-read")),
      event("s3", "PutBucketPolicy", bucketPolicy(allow("*", ofOrganization))),
      event("s3", "PutBucketPolicy", bucketPolicy(denyPlainText, allow("*", ofOrganization))),
      event("s3", "PutBucketPolicy", bucketPolicy(allow("*", fromNetwork))),
      event("s3", "PutBucketPolicy", bucketPolicy(everybodyBut(partner))),
      event("s3", "PutBucketPolicy", bucketPolicy(denyPlainText, everybodyBut(partner))),
    ],
    quiet: [
      event("s3", "PutBucketPolicy", bucketPolicy(denyPlainText)),
      event("s3", "PutBucketPolicy", bucketPolicy({ ...allow("*"), Effect: "Deny" })),
      event("s3", "PutBucketPolicy", bucketPolicy(denyPlainText, { ...allow("*"), Effect: "Deny" })),
      event("s3", "PutBucketPolicy", bucketPolicy(denyPlainText, allow({ AWS: arn("iam", "", partner, "root") }))),
      event("s3", "PutBucketPolicy", bucketPolicy(allow({ AWS: partner }))),
      event("s3", "PutBucketPolicy", bucketPolicy(allow({ Service: "cloudtrail.amazonaws.com" }))),
      event("s3", "PutBucketPolicy", { ...bucketPolicy(allow("*")), ...refused }),
      event("s3", "PutBucketAcl", bucketAcl(`${groups}/s3/LogDelivery`)),
      event("s3", "PutBucketAcl", cannedAcl("private")),
      event("s3", "GetBucketAcl", { caller: who.config, request: { bucketName: "customer-exports", acl: "" } }),
    ],
  },
  "copy-made-public": {
    fires: [
      snapshotPermission(add({ group: "all" })),
      snapshotPermission(add({ userId: partner }, { group: "all" }), { caller: who.user }),
      snapshotPermission(add({ groups: "all" }), { caller: who.root }),
      imagePermission(add({ group: "all" }), { caller: who.person }),
      imagePermission(add({ groups: "all" })),
      databasePermission({ valuesToAdd: ["all"] }),
      event("rds", "ModifyDBClusterSnapshotAttribute", {
        request: {
          dBClusterSnapshotIdentifier: "payments-2026",
          attributeName: "restore",
          valuesToAdd: [partner, "all"],
        },
      }),
      documentPermission("all"),
      documentPermission("All"),
    ],
    quiet: [
      snapshotPermission(remove({ group: "all" })),
      snapshotPermission(add({ userId: partner })),
      snapshotPermission(add({ group: "all" }), refused),
      imagePermission(remove({ group: "all" })),
      imagePermission(add({ group: "all" }), refused),
      databasePermission({ valuesToRemove: ["all"] }),
      databasePermission({ valuesToAdd: ["all"] }, refused),
      documentPermission(partner),
      documentPermission("all", refused),
      event("ec2", "DescribeSnapshotAttribute", { request: { snapshotId: "snap-01b3f7d87a02559a1" } }),
      event("ec2", "ResetImageAttribute", { request: { imageId: "ami-011213ff2fc95b6f6" } }),
    ],
  },
  "resource-opened-to-everybody": {
    fires: [
      event("s3vectors", "PutVectorBucketPolicy", { request: { policy: policyText(toEverybody) } }),
      keyPolicy(policyText(toEverybody)),
      keyPolicy(policyText(toEveryAccount, 4), { caller: who.person }),
      secretPolicy(policyText(toEveryAccount)),
      queuePolicy(policyText(toEverybody, 2)),
      event("sqs", "CreateQueue", {
        caller: who.pipeline,
        request: { queueName: "orders", attributes: { Policy: policyText(toEveryAccount) } },
      }),
      topicPolicy(policyText(toEveryAccount)),
      event("ecr", "SetRepositoryPolicy", {
        request: { repositoryName: "shop", policyText: policyText(toEverybody), force: false },
      }),
      event("glue", "PutResourcePolicy", { request: { policyInJson: policyText(toEverybody) } }),
      event("elasticfilesystem", "PutFileSystemPolicy", {
        caller: stack,
        request: { fileSystemId: "fs-0a1b2c3d", policy: policyText(toEveryAccount) },
      }),
      event("backup", "PutBackupVaultAccessPolicy", {
        request: { backupVaultName: "vault", policy: policyText(toEverybody) },
      }),
    ],
    quiet: [
      keyPolicy(policyText(toAccount)),
      keyPolicy(policyText({ ...toEveryAccount, Condition: { StringEquals: { "kms:CallerAccount": account(3) } } })),
      keyPolicy(policyText(toEverybody), refused),
      secretPolicy(policyText({ ...toAccount, Action: "secretsmanager:*" })),
      queuePolicy(policyText({ ...toEverybody, Condition: { ArnEquals: { "aws:SourceArn": key } } })),
      queuePolicy(policyText({ ...toEverybody, Effect: "Deny" })),
      queuePolicy(policyText({ ...toAccount, Principal: { Service: "sns.amazonaws.com" }, Action: "sqs:*" })),
      event("sqs", "SetQueueAttributes", { ...refused, request: { attributes: { Policy: policyText(toEverybody) } } }),
      event("sqs", "SetQueueAttributes", { request: { attributes: { VisibilityTimeout: "100" } } }),
      event("backup", "PutBackupVaultAccessPolicy", {
        request: { backupVaultName: "vault", policy: policyText({ ...toEverybody, Effect: "Deny" }) },
      }),
      event("kms", "GetKeyPolicy", { caller: who.config, request: { keyId: key, policyName: "default" } }),
      event("kms", "ValidateKeyPolicy", { request: { policy: policyText(toEverybody) } }),
      event("s3", "PutBucketPolicy", bucketPolicy(allow("*"))),
    ],
  },
  "bucket-ways-out": {
    fires: [
      replication(toPartner),
      replication([toOwn, toPartner], { caller: who.pipeline }),
      event("s3", "PutBucketWebsite", { request: { bucketName: "customer-exports", website: "" } }),
      event("s3", "CreateAccessPoint", { caller: who.person, request: { name: "ap", accountId: account(3) } }),
      event("s3", "PutAccessPointPolicy", { caller: oldConsole, request: { name: "ap", accountId: account(3) } }),
      event("s3", "CreateMultiRegionAccessPoint", { region: "us-west-2" }),
      event("s3", "PutMultiRegionAccessPointPolicy", { region: "us-west-2" }),
      event("s3", "CreateAccessGrant", { request: { accountId: account(3), permission: "READ" } }),
      event("s3", "CreateJob", { caller: who.user, request: { accountId: account(3), priority: 1 } }),
      event("s3", "PutBucketWebsite", { caller: stack, request: { bucketName: "customer-exports" } }),
    ],
    quiet: [
      replication(toOwn),
      replication([toOwn, toOwn]),
      replication(toPartner, refused),
      event("s3", "DeleteBucketWebsite", { request: { bucketName: "customer-exports" } }),
      event("s3", "PutBucketWebsite", { ...refused, request: { bucketName: "customer-exports" } }),
      event("s3", "GetAccessPointPolicy", { caller: who.config }),
      event("s3", "ListMultiRegionAccessPoints"),
      event("snowball", "CreateJob"),
    ],
  },
  "shared-with-other-accounts": {
    fires: [
      snapshotPermission(add({ userId: partner }), { caller: who.user }),
      imagePermission(add({ userId: partner }), { caller: who.pipeline }),
      databasePermission({ valuesToAdd: [partner] }),
      event("rds", "ModifyDBClusterSnapshotAttribute", {
        caller: who.person,
        request: { dBClusterSnapshotIdentifier: "payments-2026", attributeName: "restore", valuesToAdd: [partner] },
      }),
      share("CreateResourceShare", true),
      share("UpdateResourceShare", true),
      functionPermission(partner),
      functionPermission("*"),
      functionPermission(arn("iam", "", partner, "root"), { caller: who.person }),
      event("lambda", "AddLayerVersionPermission20181031", {
        request: { layerName: "libraries", versionNumber: 1, statementId: "all", principal: "*" },
      }),
      event("redshift", "AuthorizeSnapshotAccess", { request: { accountWithRestoreAccess: partner } }),
      event("redshift", "AuthorizeDataShare", { request: { consumerIdentifier: partner } }),
      snapshotPermission(add({ userId: partner }), { caller: onBehalf("dlm.amazonaws.com") }),
      functionPermission(arn("iam", "", partner, "role/events.amazonaws.com")),
      databasePermission({ valuesToAdd: [partner] }, { caller: onBehalf("backup.amazonaws.com") }),
    ],
    quiet: [
      snapshotPermission(add({ userId: partner }), { caller: onBehalf("malware-protection.guardduty.amazonaws.com") }),
      snapshotPermission(remove({ userId: partner })),
      snapshotPermission(add({ userId: partner }), refused),
      imagePermission(remove({ userId: partner })),
      databasePermission({ valuesToRemove: [partner] }),
      databasePermission({ valuesToAdd: [partner] }, refused),
      share("CreateResourceShare", false),
      event("ram", "CreateResourceShare", refused),
      event("ram", "GetResourceShares", { request: { resourceOwner: "SELF" } }),
      functionPermission("events.amazonaws.com"),
      functionPermission("alexa-appkit.amazon.com"),
      functionPermission(partner, refused),
      event("lambda", "RemovePermission20150331v2", { request: { functionName: "thumbnailer", statementId: "x" } }),
      event("redshift", "RevokeSnapshotAccess", { request: { accountWithRestoreAccess: partner } }),
      event("redshift", "AuthorizeDataShare", refused),
    ],
  },
  "data-exported": {
    fires: [
      event("rds", "StartExportTask", { request: { exportTaskIdentifier: "out", s3BucketName: "elsewhere" } }),
      event("dynamodb", "ExportTableToPointInTime", { caller: who.user, request: { s3Bucket: "elsewhere" } }),
      event("ec2", "CreateStoreImageTask", { caller: who.person }),
      event("ec2", "ExportImage"),
      event("ec2", "CreateInstanceExportTask", { caller: who.root }),
      event("elasticache", "ExportServerlessCacheSnapshot"),
      event("logs", "CreateExportTask", { request: { logGroupName: "/app/website", destination: "elsewhere" } }),
      event("workmail", "StartMailboxExportJob", { caller: oldConsole }),
      event("dynamodb", "ExportTableToPointInTime", { caller: onBehalf("backup.amazonaws.com") }),
    ],
    quiet: [
      event("rds", "DescribeExportTasks"),
      event("rds", "CancelExportTask"),
      event("rds", "StartExportTask", refused),
      event("dynamodb", "ListExports"),
      event("ec2", "ImportImage"),
      event("ec2", "CreateRestoreImageTask"),
    ],
  },
  "data-movers-set-up": {
    fires: [
      event("datasync", "CreateLocationS3", { request: { s3BucketArn: destination } }),
      event("datasync", "CreateTask", { caller: oldConsole }),
      event("datasync", "StartTaskExecution", { caller: who.user }),
      event("transfer", "CreateServer", { request: { protocols: ["SFTP"], endpointType: "PUBLIC" } }),
      event("transfer", "CreateUser", { request: { userName: "partner", role: "transfer" } }),
      event("transfer", "CreateConnector"),
      event("transfer", "ImportSshPublicKey", { caller: who.root }),
      event("storagegateway", "ActivateGateway"),
      event("storagegateway", "CreateNFSFileShare"),
      event("storagegateway", "CreateSMBFileShare"),
      event("snowball", "CreateJob", { caller: who.person }),
      event("dms", "CreateEndpoint", { request: { endpointType: "target", serverName: "203.0.113.66" } }),
      event("dms", "CreateReplicationTask"),
      event("dms", "CreateReplicationConfig"),
      event("appflow", "CreateFlow", { caller: who.pipeline }),
    ],
    quiet: [
      event("iam", "CreateUser", { request: { userName: "partner" } }),
      event("glue", "CreateJob"),
      event("sagemaker", "CreateEndpoint"),
      event("datasync", "DescribeTask"),
      event("datasync", "StartTaskExecution", refused),
      event("transfer", "DeleteServer"),
      event("transfer", "ListUsers"),
      event("storagegateway", "ListGateways"),
    ],
  },
  "database-made-reachable": {
    fires: [
      database("ModifyDBInstance", { publiclyAccessible: true }),
      database("CreateDBInstance", { publiclyAccessible: true, ...newPassword }, { caller: who.person }),
      database("RestoreDBInstanceFromDBSnapshot", { publiclyAccessible: true }, { caller: who.user }),
      database("ModifyDBInstance", newPassword),
      event("rds", "ModifyDBCluster", { request: { dBClusterIdentifier: "payments", ...newPassword } }),
      cluster("ModifyCluster", { publiclyAccessible: true }),
      cluster("CreateCluster", { publiclyAccessible: true, ...newPassword }),
      cluster("ModifyCluster", newPassword),
      event("rds", "AuthorizeDBSecurityGroupIngress", { request: { cIDRIP: "0.0.0.0/0" } }),
    ],
    quiet: [
      database("ModifyDBInstance", { publiclyAccessible: false }),
      database("ModifyDBInstance", { dBInstanceClass: "db.t4g.large" }),
      database("CreateDBInstance", { publiclyAccessible: false, ...newPassword }),
      database("ModifyDBInstance", { publiclyAccessible: true }, refused),
      database("ModifyDBInstance", newPassword, refused),
      database("DescribeDBInstances", {}, { caller: who.config }),
      cluster("ModifyCluster", { publiclyAccessible: false }),
      cluster("CreateCluster", newPassword),
      event("redshift", "ModifyCluster", { ...refused, request: { publiclyAccessible: true, ...newPassword } }),
      event("elasticmapreduce", "ModifyCluster", { request: { clusterId: "j-1", stepConcurrencyLevel: 2 } }),
      event("mq", "CreateBroker", { request: { publiclyAccessible: true } }),
      event("rds", "RevokeDBSecurityGroupIngress"),
    ],
  },
  "secrets-read-in-bulk": {
    fires: [
      secret(who.user),
      secret(who.person),
      secret(who.root),
      event("secretsmanager", "GetSecretValue", { caller: who.user, ...refused }),
      event("secretsmanager", "BatchGetSecretValue", { request: { filters: [{ key: "name", values: ["payments"] }] } }),
      parameter(who.user, true),
      parameter(who.person, true, "GetParametersByPath"),
      parameter(who.root, true, "GetParameter"),
      event("ec2", "GetPasswordData", { request: { instanceId: "i-0a1b2c3d" } }),
      event("secretsmanager", "GetSecretValue", {
        caller: {
          ...who.user,
          identity: { ...who.user.identity, invokedBy: "athena.amazonaws.com" },
          address: "athena.amazonaws.com",
        },
      }),
      parameter({ ...who.user, address: "cloudformation.amazonaws.com" }, true),
    ],
    quiet: [
      secret(who.pipeline),
      secret(who.administrator),
      secret(stack),
      event("secretsmanager", "DescribeSecret", { caller: who.user }),
      event("secretsmanager", "ListSecrets", { caller: who.person }),
      parameter(who.user, false),
      parameter(who.pipeline, true),
      event("ssm", "DescribeParameters", { caller: who.user }),
      event("ec2", "GetConsoleOutput", { caller: who.user }),
    ],
  },
  "copies-made-of-data": {
    fires: [
      event("ec2", "CreateSnapshot", { request: { volumeId: "vol-0a1b2c3d" } }),
      event("ec2", "CreateSnapshots", { caller: who.user }),
      event("ec2", "CopySnapshot", { caller: who.person, request: { sourceRegion: "eu-west-1" } }),
      event("ebs", "StartSnapshot"),
      event("ec2", "CreateImage", { caller: who.pipeline }),
      event("ec2", "CopyImage"),
      ...["CreateDBSnapshot", "CreateDBClusterSnapshot", "CopyDBSnapshot", "CopyDBClusterSnapshot"].map((name) =>
        event("rds", name),
      ),
      event("rds", "RestoreDBInstanceFromDBSnapshot"),
      event("dynamodb", "RestoreTableFromBackup"),
      event("redshift", "RestoreFromClusterSnapshot"),
      event("backup", "StartCopyJob"),
      event("backup", "StartRestoreJob"),
      event("ec2", "SharedSnapshotCopyInitiated", {
        caller: {
          identity: { type: "AWSAccount", accountId: partner, invokedBy: "ec2.amazonaws.com" },
          address: "ec2.amazonaws.com",
          agent: "ec2.amazonaws.com",
        },
        type: "AwsServiceEvent",
      }),
      event("ec2", "CreateVolume", { request: { snapshotId: "snap-01b3f7d87a02559a1" } }),
      event("ec2", "AttachVolume", { caller: who.user }),
      event("ec2", "CreateReplaceRootVolumeTask"),
    ],
    quiet: [
      event("ec2", "CreateSnapshot", { caller: onBehalf("dlm.amazonaws.com") }),
      event("rds", "CreateDBSnapshot", { caller: onBehalf("backup.amazonaws.com") }),
      event("ec2", "CreateSnapshot", refused),
      event("ec2", "DescribeSnapshots"),
      event("rds", "RestoreDBInstanceToPointInTime", refused),
      event("ec2", "RestoreSnapshotTier"),
      event("ec2", "AttachVolume", { caller: onBehalf("autoscaling.amazonaws.com") }),
      event("ec2", "DetachVolume"),
    ],
  },
  "data-access-changes": {
    fires: [
      keyPolicy(policyText(toAccount)),
      secretPolicy(policyText(toAccount)),
      event("ecr", "SetRepositoryPolicy", { caller: who.pipeline }),
      event("elasticfilesystem", "PutFileSystemPolicy"),
      event("backup", "PutBackupVaultAccessPolicy", { caller: who.person }),
      event("events", "PutPermission"),
      functionPermission("events.amazonaws.com"),
      event("sns", "AddPermission", { request: { aWSAccountId: [partner] } }),
      event("lakeformation", "GrantPermissions"),
      event("ram", "AssociateResourceShare"),
      event("ram", "EnableSharingWithAwsOrganization"),
      event("cloudfront", "UpdateDistribution", { region: "us-east-1" }),
      event("cloudfront", "UpdateDistribution2020_05_31", { region: "us-east-1" }),
      event("cloudfront", "CreateOriginAccessControl", { region: "us-east-1" }),
      queuePolicy(policyText(toAccount)),
      topicPolicy(policyText(toAccount)),
      event("es", "UpdateDomainConfig", { request: { domainName: "logs", accessPolicies: policyText(toAccount) } }),
      keyPolicy(policyText(toAccount), { caller: stack }),
    ],
    quiet: [
      event("kms", "CreateGrant", { caller: onBehalf("ec2.amazonaws.com") }),
      event("kms", "GetKeyPolicy", { caller: who.config }),
      keyPolicy(policyText(toAccount), refused),
      event("secretsmanager", "GetResourcePolicy"),
      event("ram", "ListResources"),
      event("cloudfront", "GetDistribution", { region: "us-east-1" }),
      event("sqs", "SetQueueAttributes", { request: { attributes: { VisibilityTimeout: "100" } } }),
      event("sns", "SetTopicAttributes", { request: { attributeName: "DisplayName", attributeValue: "Orders" } }),
      event("es", "UpdateDomainConfig", { request: { domainName: "logs", clusterConfig: { instanceCount: 3 } } }),
    ],
  },
};
