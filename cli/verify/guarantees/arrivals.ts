import { EC2Client, paginateDescribeNetworkInterfaces } from "@aws-sdk/client-ec2";
import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { everyItem } from "../../aws-reader/answers";
import type { DeployedRegion } from "../deployed-region";
import type { Guarantee } from "../guarantee";
import { recordedIds } from "../recorded-vpcs";

const hour = 3_600_000;

/** Returns the folder of a day in the key format of a service. */
type Day = (year: string, month: string, day: string) => string;

/** Year, month and day in UTC, this number of days ago. */
function dayAgo(now: Date, days: number): [year: string, month: string, day: string] {
  const [year = "", month = "", day = ""] = new Date(now.getTime() - days * 24 * hour)
    .toISOString()
    .slice(0, 10)
    .split("-");
  return [year, month, day];
}

/** Maximum number of objects to list in a folder. A service writes fewer digests or snapshots in a day. */
const mostObjects = 1_000;

/**
 * Time of the newest object in the folders of today and yesterday. Undefined if there is none. Only these folders are listed, not
 * the whole bucket.
 */
async function newest(deployed: DeployedRegion, Bucket: string, folderOf: Day): Promise<Date | undefined> {
  const client = (await deployed.archive()).client(S3Client, deployed.config.homeRegion);
  for (const days of [0, 1]) {
    const Prefix = `${folderOf(...dayAgo(deployed.now, days))}/`;
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix, MaxKeys: mostObjects }));
    const times = Contents.flatMap(({ LastModified, Size = 0 }) => (Size > 0 && LastModified ? [LastModified] : []));
    if (times.length > 0) return times.reduce((last, time) => (time > last ? time : last));
  }
  return undefined;
}

/** Maximum age of the newest digest. CloudTrail writes one every hour for each account and region, at most two hours late. */
const longestWithoutDigest = 3 * hour;

/** Name of the table whose partitions are the folders of digests. */
const digestTable = "cloudtrail_digests";

/** Guarantees of logs in the archive. */
export const arrivalGuarantees: readonly Guarantee[] = [
  {
    id: "digests-arrive",
    promise:
      "The trail has written a digest of every account and region within the last three hours, so its logs arrive.",
    fix: "check whether the trail records the account and the region, and whether the archive refuses its logs: docs/runbooks/account-or-region-silent.md",
    types: ["aws_glue_catalog_table"],
    reads: ["s3:ListBucket"],
    async find({ name, parameters = {} }, deployed) {
      const template: string | undefined = parameters["storage.location.template"];
      if (name !== digestTable || template === undefined) return [];
      const valuesOf = (partition: string) => String(parameters[`projection.${partition}.values`]).split(",");
      const pairs = valuesOf("account").flatMap((account) => valuesOf("region").map((region) => ({ account, region })));
      const facts = pairs.map(async ({ account, region }) => {
        const [, bucket = "", folder = ""] = /^s3:\/\/([^/]+)\/(.*)$/.exec(template) ?? [];
        const last = await newest(deployed, bucket, (...day) =>
          folder.replace("${account}", account).replace("${region}", region).replace("${day}", day.join("/")),
        );
        if (last === undefined) return [`no digest of account ${account} in ${region} arrived today or yesterday`];
        if (deployed.now.getTime() - last.getTime() <= longestWithoutDigest) return [];
        return [`the newest digest of account ${account} in ${region} was written at ${last.toISOString()}`];
      });
      return (await Promise.all(facts)).flat();
    },
  },
  {
    id: "config-arrives",
    promise: "AWS Config has written a history or a snapshot of every recorded account and region since yesterday.",
    fix: "check the finding config-delivery, and the role of the recorder: docs/runbooks/config-recorder-stopped.md",
    types: ["aws_config_delivery_channel"],
    reads: ["s3:ListBucket"],
    async find({ s3_bucket_name: bucket, s3_key_prefix: prefix }, deployed) {
      const { account, region } = deployed;
      const start = prefix === undefined ? "" : `${prefix}/`;
      // AWS Config writes months and days without leading zeros
      const last = await newest(
        deployed,
        bucket,
        (year, month, day) => `${start}AWSLogs/${account.id}/Config/${region}/${year}/${Number(month)}/${Number(day)}`,
      );
      return last === undefined ? [`no file of AWS Config arrived from ${region} today or yesterday`] : [];
    },
  },
  {
    id: "flow-logs-arrive",
    promise: "Flow logs of every recorded region with a network interface have arrived since yesterday.",
    fix: "check the finding flow-log-delivery, and the policy of the bucket: docs/runbooks/log-delivery-cut.md",
    types: ["aws_flow_log"],
    reads: ["ec2:DescribeNetworkInterfaces", "s3:ListBucket"],
    async find({ log_destination: destination, destination_options: options, transit_gateway_id: gateway }, deployed) {
      // A transit gateway without traffic has no flow logs
      if (gateway !== undefined) return [];
      const { account, region } = deployed;
      const [, bucket = "", path = ""] = /^arn:[^:]+:s3:::([^/]+)\/?(.*)$/.exec(destination) ?? [];
      const start = path === "" || path.endsWith("/") ? path : `${path}/`;
      const isHive = options?.hive_compatible_partitions === true;
      const last = await newest(deployed, bucket, (year, month, day) =>
        isHive
          ? `${start}AWSLogs/aws-account-id=${account.id}/aws-service=vpcflowlogs/aws-region=${region}/year=${year}/month=${month}/day=${day}`
          : `${start}AWSLogs/${account.id}/vpcflowlogs/${region}/${year}/${month}/${day}`,
      );
      if (last !== undefined || !(await hasInterfaces(deployed))) return [];
      return [`no flow log arrived from ${region} today or yesterday, although the region has network interfaces`];
    },
  },
  {
    id: "dns-logs-arrive",
    promise: "DNS queries of every recorded VPC with a network interface have arrived since yesterday.",
    fix: "check the query logging configurations of Route 53 Resolver, and the policy of the bucket: docs/runbooks/log-delivery-cut.md",
    types: ["aws_route53_resolver_query_log_config_association"],
    reads: ["ec2:DescribeNetworkInterfaces", "ec2:DescribeVpcs", "s3:ListBucket"],
    async find(expected, deployed) {
      // The query logging configuration is the same in each region
      const [config] = deployed.all("aws_route53_resolver_query_log_config");
      const [, bucket = "", path = ""] = /^arn:[^:]+:s3:::([^/]+)\/(.*)$/.exec(config?.destination_arn) ?? [];
      const facts = (await recordedIds(expected.resource_id, expected, deployed)).map(async (vpc) => {
        const folder = `${path.replace(/\/?$/, "/")}AWSLogs/${deployed.account.id}/vpcdnsquerylogs/${vpc}`;
        const last = await newest(deployed, bucket, (...day) => [folder, ...day].join("/"));
        if (last !== undefined || !(await hasInterfaces(deployed, vpc))) return [];
        return [`no DNS query of ${vpc} arrived today or yesterday, although the VPC has network interfaces`];
      });
      return (await Promise.all(facts)).flat();
    },
  },
];

/** Whether a region or a VPC has a network interface. Even without traffic, an interface has flow logs with the status NODATA. */
async function hasInterfaces(deployed: DeployedRegion, vpc?: string): Promise<boolean> {
  const Filters = vpc === undefined ? [] : [{ Name: "vpc-id", Values: [vpc] }];
  const pages = paginateDescribeNetworkInterfaces({ client: deployed.client(EC2Client) }, { MaxResults: 5, Filters });
  return (await everyItem(pages, ({ NetworkInterfaces }) => NetworkInterfaces)).length > 0;
}
