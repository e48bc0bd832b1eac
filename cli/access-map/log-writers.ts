import { parse } from "yaml";
import type { References } from "../../terraform-types/synthesized/references";
import type { Attributes } from "../../terraform-types/attributes";
import type { Stack } from "../../terraform-types/synthesized/stack";
import { type S3Location, parseLocation, s3Location } from "./s3-location";

/** A resource that writes logs to a location. */
export interface LogWriter {
  readonly location: S3Location;
  readonly accountId: string;

  /** Kind of resource, in AWS's terms. */
  readonly what: string;

  /** Whether the resource writes the logs of every account of the organization. */
  readonly isOfOrganization: boolean;

  /** ARN of the trail, if the resource is a trail. CloudTrail encrypts its files with this ARN as context. */
  readonly trailArn?: string;
}

interface Writing {
  readonly what: string;
  readonly of: (attributes: Attributes) => readonly Destination[];

  /** Folder that the service adds to the configured prefix. @default none: the resource contains the whole key prefix */
  readonly below?: typeof ownFolder;
}

type Destination = readonly [bucketOrLocation: string | undefined, key?: string];

/** Folder below which AWS services deliver, with any configured prefix. */
const ownFolder = "AWSLogs";

/**
 * Destination of each type of resource, read from its attributes. Without a configured prefix, a service writes to the folder in
 * `below`. A type without `below` writes to the root of the bucket.
 */
const destinations: Readonly<Record<string, Writing>> = {
  aws_cloudtrail: {
    what: "CloudTrail",
    below: ownFolder,
    of: (trail) => [[trail.s3_bucket_name, trail.s3_key_prefix]],
  },
  aws_config_delivery_channel: {
    what: "AWS Config",
    below: ownFolder,
    of: (channel) => [[channel.s3_bucket_name, channel.s3_key_prefix]],
  },
  aws_s3_bucket_logging: {
    what: "S3 access logging",
    of: (logging) => [[logging.target_bucket, logging.target_prefix]],
  },
  aws_s3_bucket_inventory: {
    what: "S3 Inventory",
    of: (inventory) =>
      lists(inventory.destination).flatMap(({ bucket }) =>
        lists(bucket).map((list): Destination => [list.bucket_arn, list.prefix]),
      ),
  },
  aws_flow_log: { what: "VPC flow logs", below: ownFolder, of: (log) => [[log.log_destination]] },
  aws_route53_resolver_query_log_config: {
    what: "Resolver query logs",
    below: ownFolder,
    of: (config) => [[config.destination_arn]],
  },
  aws_wafv2_web_acl_logging_configuration: {
    what: "WAF",
    below: ownFolder,
    of: (config) => config.log_destination_configs.map((arn: string) => [arn]),
  },
  aws_lb: {
    what: "load balancer",
    below: ownFolder,
    of: (balancer) => lists(balancer.access_logs).map((logs) => [logs.bucket, logs.prefix]),
  },
  aws_kinesis_firehose_delivery_stream: {
    what: "Firehose",
    of: (stream) =>
      lists(stream.extended_s3_configuration).flatMap(
        ({ bucket_arn: bucket, prefix, error_output_prefix: failed }): Destination[] =>
          failed === undefined
            ? [[bucket, prefix]]
            : [
                [bucket, prefix],
                [bucket, failed],
              ],
      ),
  },
  aws_ssm_document: { what: "Session Manager", of: sessionDestination },
  aws_osis_pipeline: { what: "OpenSearch Ingestion", of: refusedDocuments },
  aws_scheduler_schedule: { what: "Spark job", of: warehouse },
  aws_athena_workgroup: {
    what: "Athena",
    of: ({ configuration }) =>
      lists(configuration).flatMap((settings) =>
        lists(settings.result_configuration).map((result): Destination => [result.output_location]),
      ),
  },
};

/** Terraform JSON contains a single block as an object or as a list. */
const lists = (block: Attributes): readonly Attributes[] => [block ?? []].flat();

function sessionDestination({ content, document_type: type }: Attributes): readonly Destination[] {
  const inputs = type === "Session" ? JSON.parse(content).inputs : undefined;
  return inputs?.s3BucketName ? [[inputs.s3BucketName, inputs.s3KeyPrefix]] : [];
}

/** Destinations of the documents that OpenSearch rejects (dead-letter queues of the sinks). */
function refusedDocuments({ pipeline_configuration_body: body }: Attributes): readonly Destination[] {
  const { version: _, ...pipelines } = parse(body);
  return Object.values<Attributes>(pipelines).flatMap(({ sink }) =>
    lists(sink).flatMap(({ opensearch }): Destination[] => {
      const refused = opensearch?.dlq?.s3;
      return refused ? [[refused.bucket, refused.key_path_prefix]] : [];
    }),
  );
}

/** Location of the tables that a scheduled Spark job writes. */
function warehouse({ target }: Attributes): readonly Destination[] {
  return lists(target).flatMap(({ input = "" }) =>
    Array.from(input.matchAll(/\.warehouse=(s3:\/\/[^\s"]+)/g), ([, location]): Destination => [location]),
  );
}

/** Every resource of an output that writes logs. */
export function logWriters(references: References): LogWriter[] {
  return references.stacks.flatMap((stack) =>
    stack.resources.flatMap(({ type, attributes }) => {
      const row = destinations[type];
      return (row?.of(attributes) ?? []).flatMap(([first, key]) => {
        const found = first === undefined ? undefined : destination(references, stack, first, key);
        const location = found && (found.prefix === "" ? s3Location(found.bucket, row?.below ?? "") : found);
        const isOfOrganization = attributes.is_organization_trail === true;
        const trailArn = type === "aws_cloudtrail" && trailArnOf(references, stack, attributes.name);
        return location && row
          ? [{ location, accountId: stack.accountId, what: row.what, isOfOrganization, ...(trailArn && { trailArn }) }]
          : [];
      });
    }),
  );
}

function destination(references: References, stack: Stack, first: string, key = ""): S3Location | undefined {
  const text = references.text(stack, first);
  const prefix = references.text(stack, key);
  if (!text.startsWith("s3://") && !text.startsWith("arn:")) return s3Location(text, prefix);
  const location = parseLocation(text);
  return location && prefix !== "" ? s3Location(location.bucket, prefix) : location;
}

const trailArnOf = ({ partition }: References, { region, accountId }: Stack, name: string): string =>
  `arn:${partition}:cloudtrail:${region}:${accountId}:trail/${name}`;
