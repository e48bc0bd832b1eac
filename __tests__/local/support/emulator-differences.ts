/** Changes in a second plan without a real change, because the emulator does not return the written values. */
export interface EmulatorDifference {
  /** The type of resource. Every resource of this type differs in exactly these attributes. */
  readonly type: string;
  readonly attributes: readonly string[];

  /** Attributes that also differ in those resources that set them. */
  readonly whereSet?: readonly string[];
  readonly reason: string;
}

/** All differences after a first apply, with ministack 1.5.33 and AWS provider 5.100.0. */
export const emulatorDifferences: readonly EmulatorDifference[] = [
  {
    type: "aws_glue_crawler",
    attributes: ["lineage_configuration", "tags_all"],
    reason: "CreateCrawler keeps neither the lineage configuration nor the tags; an update does",
  },
  {
    type: "aws_cloudtrail",
    attributes: ["tags_all"],
    reason: "CreateTrail does not keep the tags; an update does",
  },
  {
    type: "aws_cloudwatch_metric_alarm",
    attributes: ["actions_enabled", "alarm_description", "treat_missing_data"],
    whereSet: ["alarm_actions", "dimensions", "ok_actions", "period", "statistic"],
    reason: "DescribeAlarms leaves these out when it is asked with the query protocol, as this provider does",
  },
];
