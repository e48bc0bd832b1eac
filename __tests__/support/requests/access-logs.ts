import { accessLogReplicationRoleName } from "../../../config/names/access-logs";
import type { RequestRow, RequestRows, Setting, Variant } from "./request-row";

const see = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html";
const effect = "implicit deny";

/** Requests of S3 with the role of an account whose access logs are replicated. The bucket has no key. */
export const accessLogs: RequestRows = (setting) =>
  setting.config.logSources.accessLogs.buckets.flatMap(({ account, bucket }) => rowsOf(setting, account, bucket));

function rowsOf(setting: Setting, account: string, bucket: string): RequestRow[] {
  const { config, names, role } = setting;
  const caller = role(account, accessLogReplicationRoleName(config));
  const row = {
    who: `S3, for ${bucket} of ${account}`,
    see,
    caller,
    source: {},
    sends: {},
    bucket: "accessLogs",
  } as const;
  const path = `${names.prefixes.accessLogs}/${account}/${config.homeRegion}/${bucket}/2026/01/31/2026-01-31-12-00-00-A`;
  return [
    {
      ...row,
      does: "replicates an access log",
      action: "s3:ReplicateObject",
      path,
      refused: [
        ...foreign(setting, account),
        ...otherReplicas(setting, account, path),
        ...["/../", "/./", "//"].map((segment) => ({
          because: `the key contains ${segment}`,
          effect: "explicit deny" as const,
          path: path.replace(/\/(?=[^/]*$)/, segment),
        })),
        ...["/..", "/."].map((end) => ({
          because: `the key ends with ${end}`,
          effect: "explicit deny" as const,
          path: `${path}${end}`,
        })),
      ],
    },
    {
      ...row,
      does: "reads the versioning of the bucket",
      // AWS's example grants this action only in the bucket policy. An account that requires it adds it to the role
      administrator: true,
      action: "s3:GetBucketVersioning",
      path: "",
      refused: [
        ...foreign(setting, account),
        { because: "the archive is a different one", effect, bucket: "serviceLogs" },
        { because: "it does not list", effect, action: "s3:ListBucket" },
        { because: "it does not configure", effect: "explicit deny", action: "s3:PutBucketVersioning" },
      ],
    },
  ];
}

function foreign({ config, outside, otherOrganization, role }: Setting, account: string): Variant[] {
  const name = accessLogReplicationRoleName(config);
  const other = (because: string, caller: RequestRow["caller"]): Variant => ({ because, effect, caller });
  return [
    {
      because: "the role belongs to another organization",
      effect: "explicit deny",
      caller: role(outside, name, otherOrganization),
    },
    {
      because: "the account left the organization",
      effect: "explicit deny",
      caller: role(account, name, otherOrganization),
    },
    { because: "the request is anonymous", effect: "explicit deny", caller: { kind: "anonymous" } },
    other("the account is not listed", role(config.accounts.management, name)),
    other("the caller is another role of the account", role(account, "administrator")),
    other("the role's name only begins so", role(account, `${name}-too`)),
    other("the role has a path", role(account, `team/${name}`)),
    other("the caller is the service S3", { kind: "service", service: "s3.amazonaws.com" }),
  ];
}

function otherReplicas({ config, names }: Setting, account: string, path: string): Variant[] {
  const place = (because: string, at: string): Variant => ({ because, effect, path: at });
  const others = [...new Set(config.logSources.accessLogs.buckets.map((logged) => logged.account))];
  const actions = ["PutObject", "PutObjectAcl", "ReplicateDelete", "ReplicateTags", "ObjectOwnerOverrideToBucketOwner"];
  return [
    ...[...others, config.accounts.logArchive]
      .filter((other) => other !== account)
      .map((other) => place(`the path is that of ${other}`, path.replace(account, other))),
    place("the path lacks the prefix", path.replace(`${names.prefixes.accessLogs}/`, "")),
    place("the path is of load balancers", path.replace(names.prefixes.accessLogs, names.prefixes.loadBalancerLogs)),
    { because: "the archive is a different one", effect, bucket: "serviceLogs" },
    ...actions.map((name): Variant => ({
      because: `its task does not require s3:${name}`,
      effect,
      action: `s3:${name}`,
    })),
    { because: "a writer does not read", effect, action: "s3:GetObject" },
    { because: "a writer does not delete", effect: "explicit deny", action: "s3:DeleteObject" },
  ];
}
