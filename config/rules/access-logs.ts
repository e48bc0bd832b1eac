import { accessLogBucketName } from "../names/access-logs";
import { configCopyNames } from "../names/aws-config-replica";
import { archiveBuckets } from "../names/names";
import type { DeclaredConfig } from "../schema/declared";
import { isConfigured } from "./account-and-region";
import { type Problem, type Rule, entriesOf, repeatedValues } from "./rule";

/** Rejects buckets whose requests cannot be logged, and buckets that this project already logs. */
export const accessLogRules: readonly Rule[] = [
  {
    reads: [
      "prefix",
      "accounts",
      "existing",
      "archive.existing",
      "archive.configArchive.lockedCopy",
      "logSources.accessLogs",
    ],
    problems: loggedBucketProblems,
  },
];

function loggedBucketProblems(config: DeclaredConfig): Problem[] {
  const { accounts, logSources } = config;
  const { logArchive } = accounts;
  const reserved = new Set([...Object.values(archiveBuckets(config)), ...configCopyNames(config)]);
  const entries = entriesOf(["logSources", "accessLogs", "buckets"], logSources.accessLogs.buckets);
  const wrong = entries.flatMap(({ path, value: { account, bucket } }) => [
    ...(account !== logArchive && isConfigured(config, account)
      ? []
      : [{ path: path.concat("account"), message: whyNot(account, logArchive) }]),
    ...(reserved.has(bucket) || bucket === accessLogBucketName(config, account)
      ? [
          {
            path: path.concat("bucket"),
            message:
              "this project already logs the requests to this bucket, or the bucket stores access logs; remove the bucket from the list",
          },
        ]
      : []),
  ]);
  const buckets = entries.map(({ path, value }) => ({ path: path.concat("bucket"), value: value.bucket }));
  return [...wrong, ...repeatedValues(buckets)];
}

function whyNot(account: string, logArchive: string): string {
  return account === logArchive
    ? "a bucket of the log-archive account can log directly to the access-log bucket; remove the bucket from the list"
    : `account ${account} is neither the management account nor a member; use such an account, or remove the bucket`;
}
