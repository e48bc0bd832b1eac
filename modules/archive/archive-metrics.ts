import { S3BucketMetric } from "@cdktf/provider-aws/lib/s3-bucket-metric";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface ArchiveMetricsProps {
  readonly bucketName: string;

  /** Key prefix of each filter, by the filter's name. The name is the value of the metrics' dimension `FilterId`. */
  readonly prefixes: Readonly<Record<string, string>>;

  /** Resources that must exist first, such as the bucket and its policy. */
  readonly dependsOn: ITerraformDependable[];
}

/**
 * Request metrics of a bucket: one set of metrics for each given key prefix.
 *
 * AWS charges request metrics like custom metrics. A filter publishes about seven metrics if there are only writes.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-configurations.html
 */
export class ArchiveMetrics extends Construct {
  constructor(scope: Construct, id: string, props: ArchiveMetricsProps) {
    super(scope, id);

    for (const [name, prefix] of Object.entries(props.prefixes)) {
      new S3BucketMetric(this, name, {
        bucket: props.bucketName,
        name,
        filter: { prefix },
        dependsOn: props.dependsOn,
      });
    }
  }
}
