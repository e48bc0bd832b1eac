import { Construct } from "constructs";
import { deliveryNames } from "../../config/names/deliveries";
import { sessionNames } from "../../config/names/sessions";
import { partitions } from "../../config/partitions";
import { EncryptionKey } from "../../modules/iam/encryption-key";
import { accountAdministration } from "../../modules/iam/grants/key-administration";
import { logGroupEncryption } from "../../modules/iam/grants/log-groups";
import type { PolicyStatement } from "../../modules/iam/policy-document";
import { inEachRegion } from "../../modules/terraform/regions";
import type { SourceAccount } from "./log-source";

/**
 * The keys of log groups and streams of an account, by region. Log sources share these keys: the first log source that needs a key
 * in a region creates the key.
 */
export function logKeyArns(scope: Construct, source: SourceAccount, regions: readonly string[]): Map<string, string> {
  const { account, config } = source;
  const { dnsSuffix } = partitions[config.partition];
  return keyArns(scope, "LogKeys", source, regions, {
    aliasName: deliveryNames(config).logKeyAlias,
    description: "Encrypts log groups and streams of this account",
    grantsIn: (region) => [
      logGroupEncryption(
        `logs.${region}.${dnsSuffix}`,
        `arn:${config.partition}:logs:${region}:${account.id}:log-group:*`,
      ),
    ],
  });
}

/** The keys that encrypt sessions between user and node, by region. IAM policies of the account decide who may use them. */
export function sessionKeyArns(
  scope: Construct,
  source: SourceAccount,
  regions: readonly string[],
): Map<string, string> {
  return keyArns(scope, "SessionKeys", source, regions, {
    aliasName: sessionNames(source.config).keyAlias,
    description: "Encrypts sessions of Session Manager in this account",
    grantsIn: () => [],
  });
}

interface KeyPurpose {
  readonly aliasName: string;
  readonly description: string;

  /** Statements in addition to the statements of the account itself. */
  readonly grantsIn: (region: string) => PolicyStatement[];
}

function keyArns(
  scope: Construct,
  id: string,
  { account, config }: SourceAccount,
  regions: readonly string[],
  { aliasName, description, grantsIn }: KeyPurpose,
): Map<string, string> {
  const keys = scope.node.tryFindChild(id) ?? new Construct(scope, id);
  const missing = regions.filter((region) => keys.node.tryFindChild(region) === undefined);
  inEachRegion(keys, { homeRegion: config.homeRegion, regions: missing }, (regional, regionArguments, region) => {
    new EncryptionKey(regional, "Key", {
      aliasName,
      description,
      grants: [accountAdministration(config.partition, account.id), ...grantsIn(region)],
      preventDestroy: config.archive.preventDestroy,
      regionArguments,
    });
  });
  const keyIn = (region: string) => keys.node.findChild(region).node.findChild("Key") as EncryptionKey;
  return new Map(regions.map((region) => [region, keyIn(region).keyArn]));
}
