/** What a second plan would change although nothing changed, because the emulator does not return what was written. */
export interface EmulatorDifference {
  /** Type of resource; every resource of the type differs, in exactly these attributes. */
  readonly type: string;
  readonly attributes: readonly string[];

  /** Attributes in which those resources differ too that set them. */
  readonly whereSet?: readonly string[];
  readonly reason: string;
}

/** The whole of it after a first apply, of ministack 1.5.33 with AWS provider 5.100.0. */
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
