import type { RequestRow, RequestRows, Setting, Variant } from "./request-row";

const see = "https://docs.aws.amazon.com/athena/latest/ug/example-policies-workgroup.html";
const effect = "implicit deny";

/** Requests of Athena to S3 and KMS as an analyst and as a responder, each with only the policy of that role. */
export const analysts: RequestRows = (setting) => {
  const { workgroupName, responderWorkgroupName, analystPolicyName, responderPolicyName } = setting.names;
  return [
    ...rowsOf(setting, "an analyst", analystPolicyName, workgroupName, responderWorkgroupName),
    ...rowsOf(setting, "a responder", responderPolicyName, responderWorkgroupName, workgroupName),
    replacedVersion(setting),
  ];
};

/** A responder compares an overwritten version with the version that replaced it. */
function replacedVersion({ config, names, role, throughS3 }: Setting): RequestRow {
  return {
    who: "a responder",
    does: "reads a replaced version",
    see,
    caller: role(config.accounts.logArchive, "person"),
    policyName: names.responderPolicyName,
    source: {},
    sends: {},
    bucket: "serviceLogs",
    action: "s3:GetObjectVersion",
    path: "ssm-logs/AWSLogs/1/sessions/eu-central-1/a.log",
    key: { actions: ["kms:Decrypt"], sends: throughS3("serviceLogs") },
    refused: [
      { because: "it deletes no version", effect: "explicit deny", action: "s3:DeleteObjectVersion" },
      { because: "it writes no version", effect: "explicit deny", action: "s3:PutObject" },
      { because: "the key is used without S3", effect, key: { actions: ["kms:Decrypt"], sends: {} } },
    ],
  };
}

function rowsOf(setting: Setting, who: string, policyName: string, own: string, other: string): RequestRow[] {
  const { config, names, role, throughS3 } = setting;
  const row = { who, see, caller: role(config.accounts.logArchive, "person"), policyName, source: {}, sends: {} };
  const trail = { ...throughS3("trail"), "kms:EncryptionContext:aws:cloudtrail:arn": names.trailArn };
  const never: Variant[] = [
    { because: "it does not change settings", effect: "explicit deny", action: "s3:PutBucketPolicy", path: "" },
    { because: "its task does not require the bucket policy", effect, action: "s3:GetBucketPolicy", path: "" },
  ];
  const latestOnly: Variant = { because: "it reads only the latest version", effect, action: "s3:GetObjectVersion" };
  const decrypt = { actions: ["kms:Decrypt"], sends: trail };
  const path = `${own}/2026/01/31/a.csv`;
  return [
    {
      ...row,
      does: "reads a file of the trail",
      bucket: "trail",
      action: "s3:GetObject",
      path: "cloudtrail-logs/AWSLogs/o/1/CloudTrail/eu-central-1/2026/01/31/a.json.gz",
      key: decrypt,
      refused: [
        ...never,
        ...(policyName === names.analystPolicyName ? [latestOnly] : []),
        { because: "it does not write logs", effect: "explicit deny", action: "s3:PutObject" },
        { because: "it does not delete logs", effect: "explicit deny", action: "s3:DeleteObject" },
        { because: "the key is used without S3", effect, key: { actions: ["kms:Decrypt"], sends: {} } },
        {
          because: "it creates no grants, and encrypts nothing directly",
          effect,
          key: { actions: ["kms:CreateGrant", "kms:Encrypt"], sends: trail },
        },
      ],
    },
    {
      ...row,
      does: "writes a result",
      bucket: "queryResults",
      action: "s3:PutObject",
      path,
      key: { actions: ["kms:GenerateDataKey", "kms:Decrypt"], sends: throughS3("queryResults") },
      refused: [
        ...never,
        { because: "the result belongs to the other workgroup", effect, path: path.replace(own, other) },
        {
          because: "it does not read results of the other workgroup",
          effect,
          action: "s3:GetObject",
          path: path.replace(own, other),
        },
        { because: "it does not delete results", effect, action: "s3:DeleteObject" },
      ],
    },
  ];
}
