import type { RequestRow, RequestRows, Setting, Variant } from "./request-row";

const see = "https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html";
const service = { kind: "service", service: "config.amazonaws.com" } as const;
const checks = ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:ListBucket"];
const sends = { "s3:x-amz-acl": "bucket-owner-full-control" };

/** Name of the service-linked role of AWS Config, with its path. */
const serviceLinkedRole = "aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig";

/** Requests of AWS Config to its archive: first with a recorder's own role, then as the service. */
export const awsConfig: RequestRows = (setting) => [
  ...byService(setting),
  ...(setting.config.logSources.awsConfig.role === "own" ? byRole(setting) : []),
];

const pathOf = (account: string, region: string, file = `${region}/2026/1/31/ConfigHistory/a.json.gz`) =>
  `config-logs/AWSLogs/${account}/Config/${file}`;

function byService(setting: Setting): RequestRow[] {
  const { config, names, member, otherMember, outside, otherOrganization, arn, role } = setting;
  const sourceOf = (account: string, organization: string) => ({
    "aws:SourceAccount": account,
    "aws:SourceArn": arn("config", config.homeRegion, account, "*"),
    "aws:SourceOrgID": organization,
  });
  const row = {
    who: "AWS Config, as the service",
    see,
    caller: service,
    source: sourceOf(member, config.organizationId),
    bucket: "config",
  } as const;
  const effect = "implicit deny";
  const foreign: Variant[] = [
    { because: "the account is of another organization", effect, source: sourceOf(outside, otherOrganization) },
    { because: "the account is in no organization", effect, source: { "aws:SourceAccount": outside } },
    {
      because: "the caller is another service",
      effect,
      caller: { kind: "service", service: "firehose.amazonaws.com" },
    },
    {
      because: "the caller is the service-linked role, which has no permission of its own",
      effect,
      caller: role(member, serviceLinkedRole),
      source: {},
    },
    {
      because: "the caller is a role with the name of the service-linked role",
      effect,
      caller: role(member, "AWSServiceRoleForConfig"),
      source: {},
    },
    ...(config.logSources.awsConfig.role === "own"
      ? []
      : [
          {
            because: "the caller is a role with the name of this project's recorder role",
            effect,
            caller: role(member, names.configRoleName),
            source: {},
          } as const,
        ]),
  ];
  const check = (action: string): RequestRow => ({
    ...row,
    does: `checks the bucket by ${action}`,
    action,
    path: "",
    sends: {},
    refused: foreign,
  });
  const path = pathOf(member, config.homeRegion);
  return [
    {
      ...row,
      does: "delivers",
      action: "s3:PutObject",
      path,
      sends,
      key: { actions: ["kms:GenerateDataKey", "kms:Decrypt"], sends: {} },
      refused: [
        ...foreign,
        ...otherDeliveries(path),
        { because: "the path is another account's", effect, path: path.replace(member, otherMember) },
        {
          because: "the account belongs to another organization, and uses its own path",
          effect,
          source: sourceOf(outside, otherOrganization),
          path: path.replace(member, outside),
        },
      ],
    },
    ...checks.map(check),
  ];
}

function byRole(setting: Setting): RequestRow[] {
  const { config, names, member, otherMember, outside, otherOrganization, role } = setting;
  const row = {
    who: "AWS Config, as a member's recorder",
    see,
    caller: role(member, names.configRoleName),
    source: {},
    bucket: "config",
  } as const;
  const foreign: Variant[] = [
    {
      because: "the role belongs to another organization",
      effect: "explicit deny",
      caller: role(outside, names.configRoleName, otherOrganization),
    },
    {
      because: "the caller is another role of the account",
      effect: "implicit deny",
      caller: role(member, "administrator"),
    },
    { because: "the request is anonymous", effect: "explicit deny", caller: { kind: "anonymous" } },
  ];
  const check = (action: string): RequestRow => ({
    ...row,
    does: `checks the bucket by ${action}`,
    action,
    path: "",
    sends: {},
    refused: foreign,
  });
  const path = pathOf(member, config.homeRegion);
  const use = ["kms:GenerateDataKey", "kms:Decrypt"];
  const via = { "kms:ViaService": `s3.${config.homeRegion}.amazonaws.com` };
  const write = (does: string, action: string, at: string): RequestRow => ({
    ...row,
    does,
    action,
    path: at,
    sends,
    key: { actions: use, sends: via },
    refused: [
      ...foreign,
      ...otherDeliveries(at),
      { because: "the path is another account's", effect: "implicit deny", path: at.replace(member, otherMember) },
      { because: "the key is used without S3", effect: "implicit deny", key: { actions: use, sends: {} } },
    ],
  });
  return [
    write("delivers", "s3:PutObject", path),
    write("says whom the file belongs to", "s3:PutObjectAcl", path),
    write(
      "tries whether it may write",
      "s3:PutObject",
      pathOf(member, config.homeRegion, "ConfigWritabilityCheckFile"),
    ),
    ...checks.map(check),
  ];
}

function otherDeliveries(path: string): Variant[] {
  const effect = "implicit deny";
  return [
    { because: "the path lacks the prefix", effect, path: path.replace("config-logs/", "") },
    { because: "the path does not belong to a recorder", effect, path: path.replace("/Config/", "/CloudTrail/") },
    { because: "the archive is a different one", effect, bucket: "trail" },
    { because: "the bucket's owner would not own the file", effect, sends: {} },
    { because: "a writer does not read", effect, action: "s3:GetObject" },
    { because: "a writer does not delete", effect: "explicit deny", action: "s3:DeleteObjectVersion" },
  ];
}
