import { deliverySource, foreignDeliveries, strangersDelivery } from "./log-delivery";
import type { RequestRow, RequestRows, Setting, Variant } from "./request-row";

const see = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html";
const effect = "implicit deny";

/** Requests of the delivery of flow logs and Resolver query logs to the archive. */
export const vendedLogs: RequestRows = (setting) => {
  const { config, member } = setting;
  const row = {
    who: "log delivery, for a member",
    see,
    caller: { kind: "service", service: "delivery.logs.amazonaws.com" },
    source: deliverySource(setting, member, config.organizationId),
    bucket: "serviceLogs",
  } as const;
  const write = (does: string, path: string): RequestRow => ({
    ...row,
    does,
    action: "s3:PutObject",
    path,
    sends: { "s3:x-amz-acl": "bucket-owner-full-control" },
    key: {
      actions: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:DescribeKey"],
      sends: {},
    },
    refused: [...foreign(setting), strangersDelivery(setting, path), ...otherDeliveries(setting, path)],
  });
  const check = (action: string): RequestRow => ({
    ...row,
    does: `checks the bucket by ${action}`,
    action,
    path: "",
    sends: {},
    refused: foreign(setting),
  });
  const parquet = "year=2026/month=01/day=31/hour=12/a.log.parquet";
  const hive = `AWSLogs/aws-account-id=${member}/aws-service=vpcflowlogs/aws-region=${config.homeRegion}`;
  const gateways = config.logSources.flowLogs.transitGateways.length > 0;
  return [
    write("writes a team's flow logs, in AWS's own partitions", `flow-logs/AWSLogs/${member}/vpcflowlogs/a.log.gz`),
    write("writes flow logs", `flow-logs/${hive}/${parquet}`),
    ...(gateways ? [write("writes a transit gateway's flow logs", `transit-gateway-logs/${hive}/${parquet}`)] : []),
    write("writes Resolver query logs", `dns-logs/AWSLogs/${member}/vpcdnsquerylogs/vpc-1/2026/01/31/a.log.gz`),
    ...["s3:GetBucketAcl", "s3:ListBucket"].map(check),
  ];
};

function foreign(setting: Setting): Variant[] {
  const { config, member, arn } = setting;
  return foreignDeliveries(setting, arn("ec2", config.homeRegion, member, "vpc/vpc-1"), "logging.s3.amazonaws.com");
}

function otherDeliveries({ member, otherMember }: Setting, path: string): Variant[] {
  const others = path.replace(member, otherMember);
  // The team that creates a delivery chooses its prefix
  const below = `${others.replace(/[^/]+$/, "")}${path.slice(path.indexOf("AWSLogs/"))}`;
  return [
    { because: "the path is another account's", effect, path: others },
    { because: "the prefix is the path of another account", effect, path: below },
    { because: "the path belongs to logs that others deliver", effect, path: path.replace(/^[^/]+/, "app-logs") },
    { because: "the path lacks the prefix", effect, path: path.replace(/^[^/]+\//, "") },
    { because: "the path lacks AWSLogs", effect, path: path.replace("AWSLogs/", "") },
    { because: "the archive is a different one", effect, bucket: "trail" },
    { because: "the bucket's owner would not own the file", effect, sends: {} },
    { because: "a writer does not read", effect, action: "s3:GetObject" },
    { because: "a writer does not delete", effect: "explicit deny", action: "s3:DeleteObject" },
    { because: "it does not create grants of the key", effect, key: { actions: ["kms:CreateGrant"], sends: {} } },
  ];
}
