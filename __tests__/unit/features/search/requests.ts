import { searchNamesFor, searchedLogNames } from "../../../../features/search/names";
import type { RequestRow, RequestRows, Setting, Variant } from "../../../support/requests/request-row";

const see = "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/configure-client-s3.html";
const effect = "implicit deny";

/** Requests of OpenSearch Ingestion to the archives, with the role of the pipeline, which is in the same account. */
export const requests: RequestRows = (setting) => [reads(setting), readsFlowLogs(setting), putsAside(setting)];

const rowOf = ({ config, role }: Setting) => ({
  who: "OpenSearch Ingestion, as the role of the pipeline",
  see,
  caller: role(config.accounts.logArchive, searchNamesFor(config).pipelineRoleName),
  source: {},
  sends: {},
});

function reads(setting: Setting): RequestRow {
  const { config, names, member, throughS3 } = setting;
  const { "kms:ViaService": s3 } = throughS3("trail");
  const path = `cloudtrail-logs/AWSLogs/${config.organizationId}/${member}/CloudTrail/${config.homeRegion}/2026/01/31/a.json.gz`;
  const decrypts = (because: string, sends: RequestRow["sends"]): Variant => ({
    because,
    effect,
    key: { actions: ["kms:Decrypt"], sends },
  });
  const context = { "kms:EncryptionContext:aws:cloudtrail:arn": names.trailArn };
  return {
    ...rowOf(setting),
    does: "reads a file of the trail",
    bucket: "trail",
    action: "s3:GetObject",
    path,
    key: { actions: ["kms:Decrypt"], sends: { "kms:ViaService": s3, ...context } },
    refused: [
      ...foreign(setting),
      { because: "the file is below another path", effect, path: "elsewhere/a.json.gz" },
      { because: "the archive is a different one", effect, bucket: "config" },
      { because: "the archive belongs to other logs", effect, bucket: "serviceLogs" },
      { because: "it does not write to the trail", effect, action: "s3:PutObject" },
      { because: "it does not list", effect, action: "s3:ListBucket", path: "" },
      { because: "it does not delete", effect: "explicit deny", action: "s3:DeleteObject" },
      decrypts("without S3", context),
      decrypts("for an object that is not a file of a trail", { "kms:ViaService": s3 }),
      decrypts("the encryption context is an object of another archive", throughS3("serviceLogs")),
    ],
  };
}

/** The role of another pipeline, which reads one prefix of the service-log archive. */
function readsFlowLogs(setting: Setting): RequestRow {
  const { config, member, throughS3, role } = setting;
  const { pipelineRoleName } = searchedLogNames(config, "flowLogs");
  const folder = `aws-account-id=${member}/aws-service=vpcflowlogs/aws-region=${config.homeRegion}/year=2026`;
  const path = `flow-logs/AWSLogs/${folder}/month=01/day=31/hour=02/a.log.parquet`;
  return {
    ...rowOf(setting),
    caller: role(config.accounts.logArchive, pipelineRoleName),
    does: "reads a file of flow logs",
    bucket: "serviceLogs",
    action: "s3:GetObject",
    path,
    key: { actions: ["kms:Decrypt"], sends: throughS3("serviceLogs") },
    refused: [
      { because: "the role belongs to the pipeline of the trail", effect, caller: rowOf(setting).caller },
      { because: "the file belongs to other logs", effect, path: path.replace("flow-logs/", "dns-logs/") },
      { because: "the archive is a different one", effect, bucket: "config" },
      { because: "it does not write", effect, action: "s3:PutObject" },
      {
        because: "the encryption context is an object of another archive",
        effect,
        key: { actions: ["kms:Decrypt"], sends: throughS3("config") },
      },
    ],
  };
}

function putsAside(setting: Setting): RequestRow {
  const { config, throughS3 } = setting;
  const { rejectedPrefix } = searchNamesFor(config);
  const use = ["kms:GenerateDataKey", "kms:Decrypt"];
  const sends = throughS3("queryResults");
  const path = `${rejectedPrefix}/2026/01/31/a.json`;
  return {
    ...rowOf(setting),
    does: "stores rejected documents",
    bucket: "queryResults",
    action: "s3:PutObject",
    path,
    key: { actions: use, sends },
    refused: [
      ...foreign(setting),
      { because: "the path belongs to query results", effect, path: path.replace(rejectedPrefix, "acme-prod-audit") },
      { because: "the archive is a different one", effect, bucket: "trail" },
      { because: "the pipeline does not read rejected documents", effect, action: "s3:GetObject" },
      { because: "the pipeline does not delete rejected documents", effect, action: "s3:DeleteObject" },
      {
        because: "the encryption context is an object of another archive",
        effect,
        key: { actions: use, sends: throughS3("config") },
      },
      {
        because: "the encryption context is not an object",
        effect,
        key: { actions: use, sends: { "kms:ViaService": sends["kms:ViaService"] } },
      },
      { because: "it does not create grants", effect, key: { actions: ["kms:CreateGrant", "kms:Encrypt"], sends } },
    ],
  };
}

function foreign({ config, member, outside, otherOrganization, role }: Setting): Variant[] {
  const name = searchNamesFor(config).pipelineRoleName;
  return [
    { because: "the caller is another role of the account", effect, caller: role(config.accounts.logArchive, "other") },
    { because: "the role belongs to a member", effect, caller: role(member, name) },
    {
      because: "the role belongs to another organization",
      effect: "explicit deny",
      caller: role(outside, name, otherOrganization),
    },
    { because: "the request is anonymous", effect: "explicit deny", caller: { kind: "anonymous" } },
    {
      because: "it is the service itself",
      effect,
      caller: { kind: "service", service: "osis-pipelines.amazonaws.com" },
    },
  ];
}
