import type { CloudtrailAdvancedEventSelector } from "@cdktf/provider-aws/lib/cloudtrail";

/** Data events to record, by ARN prefix. */
export interface DataEvents {
  /** CloudTrail's resource type, such as `AWS::S3::Object`. */
  readonly resourceType: string;

  /** Prefixes of the ARNs to record. */
  readonly arnPrefixes: readonly string[];
  readonly access: "all" | "read" | "write";
}

/**
 * Records management events. For an excluded source, only its read-only events are not recorded: disabling a key is always
 * recorded. Security scanners find the selector of all management events by its name, which is the one of the console.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html
 */
export function managementEvents(excludedSources: readonly string[]): CloudtrailAdvancedEventSelector[] {
  const category = { field: "eventCategory", equalTo: ["Management"] };
  if (excludedSources.length === 0) return [{ name: "Management events selector", fieldSelector: [category] }];
  return [
    {
      name: "Writing management events",
      fieldSelector: [category, { field: "readOnly", equalTo: ["false"] }],
    },
    {
      name: "Reading management events of all but the excluded sources",
      fieldSelector: [
        category,
        { field: "readOnly", equalTo: ["true"] },
        { field: "eventSource", notEquals: [...excludedSources] },
      ],
    },
  ];
}

/**
 * Records data events by ARN prefix. The archive's own buckets are excluded: the delivery of a log file is itself a data
 * event, and recording it would cause another delivery.
 */
export function dataEvents(
  allowed: readonly DataEvents[],
  archiveBucketArns: readonly string[],
): CloudtrailAdvancedEventSelector[] {
  return allowed.map(({ resourceType, arnPrefixes, access }, i) => ({
    name: `Data events ${i + 1}: ${resourceType}`,
    fieldSelector: [
      { field: "eventCategory", equalTo: ["Data"] },
      { field: "resources.type", equalTo: [resourceType] },
      ...(access === "all" ? [] : [{ field: "readOnly", equalTo: [String(access === "read")] }]),
      {
        field: "resources.ARN",
        startsWith: [...arnPrefixes],
        ...(resourceType === "AWS::S3::Object" && { notStartsWith: archiveBucketArns.map((arn) => `${arn}/`) }),
      },
    ],
  }));
}
