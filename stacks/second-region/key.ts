import { DataAwsKmsKey } from "@cdktf/provider-aws/lib/data-aws-kms-key";
import type { ITerraformDependable, TerraformStack } from "cdktf";
import type { AuditConfig } from "../../config/audit-config";
import { replicatedArchives } from "../../config/derived/second-region";
import { bucketArn, namesFor } from "../../config/names/names";
import { type Account } from "../../config/derived/accounts";
import { replicaBuckets, secondRegionNames } from "../../config/names/second-region";
import { s3ViaService } from "../../config/partitions";
import type { AccountRoot } from "../../modules/account/account-root";
import { EncryptionKey } from "../../modules/iam/encryption-key";
import {
  accountAdministration,
  archiveAccountUse,
  keyDenials,
  organizationLookup,
} from "../../modules/iam/grants/key-administration";
import { readerDecryption } from "../../modules/iam/grants/readers";
import { replicaEncryption } from "../../modules/iam/grants/replicas";
import type { PolicyStatement } from "../../modules/iam/policy-document";
import { ReplicaKey } from "../../modules/iam/replica-key";
import type { SecondRegion } from "./second-region";
import { replicatorOf } from "./second-region";

/** The key of the replicas: the configured one, a replica of the archive key, or a new one. */
export function addKey(
  stack: TerraformStack,
  account: Account,
  config: AuditConfig,
  secondRegion: SecondRegion,
  root: AccountRoot,
): { readonly keyArn: string; readonly key: ITerraformDependable | undefined; readonly grants: PolicyStatement[] } {
  const { kmsKeyArn, multiRegionKey } = secondRegion;
  const grants = keyGrants(account, config, secondRegion);
  if (kmsKeyArn !== undefined) return { keyArn: kmsKeyArn, key: undefined, grants };
  const own = {
    aliasName: secondRegionNames(config).keyAlias,
    description: "Encrypts the replicas of the audit logs of the organization",
    grants,
    preventDestroy: config.archive.preventDestroy,
  };
  if (!multiRegionKey) return { ...keyOf(new EncryptionKey(stack, "Key", own)), grants };
  const atHome = root.providers.get(config.homeRegion);
  const { arn: primaryKeyArn } = new DataAwsKmsKey(stack, "ArchiveKey-apply-log-archive-first", {
    keyId: namesFor(config).archiveKeyAliasArn,
    ...(atHome && { provider: atHome }),
  });
  return { ...keyOf(new ReplicaKey(stack, "ReplicaKey", { ...own, primaryKeyArn })), grants };
}

const keyOf = ({ keyArn, key }: EncryptionKey | ReplicaKey) => ({ keyArn, key });

function keyGrants(account: Account, config: AuditConfig, secondRegion: SecondRegion): PolicyStatement[] {
  const { partition, organizationId, archive, accounts } = config;
  const keyAccountId = secondRegion.kmsKeyArn?.split(":")[4] ?? account.id;
  const via = s3ViaService({ partition, homeRegion: secondRegion.region });
  const archives = replicatedArchives(config);
  const buckets = replicaBuckets(config);
  return [
    accountAdministration(partition, keyAccountId),
    ...keyDenials({
      administratorRoleArns: administratorsOf(account, config, secondRegion),
      deletionRoleArns: archive.kmsKeyDeletionRoleArns?.filter((arn) => arn.split(":")[4] === keyAccountId),
    }),
    ...(keyAccountId === account.id ? [] : [archiveAccountUse(partition, account.id, via)]),
    organizationLookup(organizationId),
    // If the roles are in the account of the key, their IAM policies are enough
    ...(keyAccountId === accounts.logArchive
      ? []
      : replicaEncryption(
          archives.filter((name) => name !== "accessLogs").map((name) => replicatorOf(name, config)),
          via,
        )),
    ...readerDecryption({
      roleArns: archive.readerRoleArns,
      s3ViaService: via,
      archiveBucketArns: archives.map((name) => bucketArn(partition, buckets[name])),
    }),
  ];
}

/** The only roles that may weaken the key. Undefined if weakening is not restricted to roles. */
function administratorsOf(
  { deployRoleArn }: Account,
  { archive }: AuditConfig,
  { kmsKeyArn, kmsKeyAdministratorRoleArns: given }: SecondRegion,
): readonly string[] | undefined {
  if (kmsKeyArn !== undefined) return given.length > 0 ? given : undefined;
  return archive.preventDestroy && deployRoleArn !== undefined ? [deployRoleArn] : undefined;
}
