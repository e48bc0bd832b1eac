import { type Stack, ofType } from "../../terraform-types/synthesized/stack";

/** Numbers of the resources that AWS charges by their number, in the Terraform of all accounts. */
export interface Counted {
  readonly keys: number;
  readonly alarms: number;

  /** Distinct metrics of the metric filters. */
  readonly metrics: number;

  /** Filters of S3 request metrics. */
  readonly requestMetricFilters: number;

  /** Crawlers with a schedule. */
  readonly scheduledCrawlers: number;

  /** AWS Config rules that are evaluated once a day. */
  readonly dailyRules: number;
}

/** Counts the resources in the Terraform of an organization. */
export function countedIn(stacks: readonly Stack[]): Counted {
  const all = (type: string) => stacks.flatMap((stack) => ofType(stack, type));
  const metrics = all("aws_cloudwatch_log_metric_filter").flatMap(({ attributes }) =>
    [attributes.metric_transformation].flat().map(({ namespace, name }) => `${namespace}/${name}`),
  );
  return {
    keys: all("aws_kms_key").length + all("aws_kms_replica_key").length,
    alarms: all("aws_cloudwatch_metric_alarm").length,
    metrics: new Set(metrics).size,
    requestMetricFilters: all("aws_s3_bucket_metric").length,
    scheduledCrawlers: all("aws_glue_crawler").filter(({ attributes }) => attributes.schedule !== undefined).length,
    dailyRules: all("aws_config_config_rule").length,
  };
}
