import { sessionNames } from "../../../config/names/sessions";
import type { RequestRow, RequestRows, Setting, Variant } from "./request-row";

const see = "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-logging.html";
const effect = "implicit deny";
const use = ["kms:GenerateDataKey", "kms:Decrypt"];

/**
 * Requests of a node's agent when a session ends: it reads the encryption of the bucket, uploads without an ACL, and then
 * sets the owner's ACL. The account chooses the role of the node, which has the deployed policy.
 */
export const sessions: RequestRows = (setting) => {
  const { config, member, role } = setting;
  const path = `ssm-logs/AWSLogs/${member}/sessions/${config.homeRegion}/alice-0123456789abcdef0.log`;
  const row = {
    who: "a member's node",
    see,
    caller: role(member, "web-server"),
    policyName: sessionNames(config).nodePolicyName,
    source: {},
    bucket: "serviceLogs",
  } as const;
  const key = { actions: use, sends: setting.throughS3("serviceLogs") };
  const owner = { "s3:x-amz-acl": "bucket-owner-full-control" };
  const refused = [...foreign(setting), ...otherUploads(setting, path), ...otherKeyUses(setting)];
  return [
    { ...row, does: "uploads a transcript", action: "s3:PutObject", path, sends: {}, key, refused },
    { ...row, does: "sets the ACL of the transcript", action: "s3:PutObjectAcl", path, sends: owner, key, refused },
    {
      ...row,
      does: "reads the encryption of the bucket",
      action: "s3:GetEncryptionConfiguration",
      path: "",
      sends: {},
      refused: [
        ...foreign(setting),
        { because: "the archive is a different one", effect, bucket: "trail" },
        { because: "a node does not list", effect, action: "s3:ListBucket" },
        { because: "a node does not configure", effect: "explicit deny", action: "s3:PutEncryptionConfiguration" },
      ],
    },
    ofTheArchive(setting),
  ];
};

/** Within the account of the bucket, the node's own policy would be sufficient. Only this policy limits the path. */
function ofTheArchive({ config, names, member, role, throughS3 }: Setting): RequestRow {
  const owner = config.accounts.logArchive;
  const path = `${names.prefixes.sessions}/AWSLogs/${owner}/sessions/${config.homeRegion}/bob-0123456789abcdef0.log`;
  return {
    who: "a node of the archive's account",
    does: "uploads a transcript",
    see,
    caller: role(owner, "bastion"),
    policyName: sessionNames(config).nodePolicyName,
    source: {},
    bucket: "serviceLogs",
    action: "s3:PutObject",
    path,
    sends: {},
    key: { actions: use, sends: throughS3("serviceLogs") },
    refused: [
      { because: "the path is another account's", effect, path: path.replace(owner, member) },
      { because: "the path belongs to other logs", effect, path: path.replace(names.prefixes.sessions, "flow-logs") },
      { because: "the archive is a different one", effect, bucket: "config" },
      { because: "a writer does not read", effect, action: "s3:GetObject" },
    ],
  };
}

function foreign({ outside, otherOrganization, role }: Setting): Variant[] {
  return [
    {
      because: "the node belongs to another organization",
      effect: "explicit deny",
      caller: role(outside, "web-server", otherOrganization),
    },
    { because: "the request is anonymous", effect: "explicit deny", caller: { kind: "anonymous" } },
    { because: "the caller is a service", effect, caller: { kind: "service", service: "ssm.amazonaws.com" } },
  ];
}

/** The policies of its account decide which requests a node may send. An administrator's role stands for all of them. */
function otherUploads({ member, otherMember, names }: Setting, path: string): Variant[] {
  const upload = (because: string, at: string): Variant => ({ because, effect, path: at });
  return [
    upload("the path is another account's", path.replace(member, otherMember)),
    upload("the path lacks the account", path.replace(`${member}/`, "")),
    upload("the path lacks the prefix", path.replace(`${names.prefixes.sessions}/`, "")),
    upload("the path belongs to other logs", path.replace(names.prefixes.sessions, names.prefixes.flowLogs)),
    upload("the path is none of sessions", path.replace("/sessions/", "/commands/")),
    { because: "the archive is a different one", effect, bucket: "config" },
    { because: "a writer does not read", effect, action: "s3:GetObject" },
    { because: "a writer does not delete", effect: "explicit deny", action: "s3:DeleteObject" },
  ];
}

function otherKeyUses({ config, throughS3 }: Setting): Variant[] {
  const sends = throughS3("serviceLogs");
  const uses = (because: string, given: Partial<typeof sends>, actions = use): Variant => ({
    because,
    effect,
    key: { actions, sends: given },
  });
  return [
    uses("without S3", { "kms:EncryptionContext:aws:s3:arn": sends["kms:EncryptionContext:aws:s3:arn"] }),
    uses("through another service", { ...sends, "kms:ViaService": `sqs.${config.homeRegion}.amazonaws.com` }),
    uses("through S3 of another region", { ...sends, "kms:ViaService": "s3.ap-south-1.amazonaws.com" }),
    uses("the encryption context is an object of another archive", throughS3("config")),
    uses("the encryption context is not an object", { "kms:ViaService": sends["kms:ViaService"] }),
    uses("to hand it on", sends, ["kms:CreateGrant", "kms:Encrypt", "kms:ReEncryptFrom"]),
  ];
}
