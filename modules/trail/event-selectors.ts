import type { CloudtrailAdvancedEventSelector } from "@cdktf/provider-aws/lib/cloudtrail";
import { forms } from "../../aws-semantics/values/forms";
import { type InputProblem, eachFormed, eachKnown, checkForm, notEmpty } from "../input/input";

/** Data events to record, by ARN prefix. */
export interface DataEvents {
  /** CloudTrail's resource type, such as `AWS::S3::Object`. */
  readonly resourceType: string;

  /** Prefixes of the ARNs to record. */
  readonly arnPrefixes: readonly string[];
  readonly access: "all" | "read" | "write";
}

/**
 * Records management events. For an excluded source, only read-only events are excluded: disabling a key is always recorded. The
 * selector of all management events has the same name as in the console, because security scanners look for that name.
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
 * Records data events by ARN prefix. The archive buckets are excluded, because the delivery of a log file is a data event, and
 * recording it would cause another delivery.
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

/** Services that CloudTrail can exclude from the management events of a trail. */
const excludable: readonly string[] = ["kms.amazonaws.com", "rdsdata.amazonaws.com"];

const resourceType = {
  pattern: /^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$/,
  expected: "expected a CloudTrail resource type such as AWS::S3::Object",
};

const arnPrefix = {
  pattern: /^arn:aws[a-z-]*:[^\s*?]+$/,
  expected: "expected the beginning of an ARN; CloudTrail does not accept wildcards",
};

/** Events to record. */
export interface RecordedEvents {
  readonly excludedSources: readonly string[];
  readonly dataEvents: readonly DataEvents[];
  readonly archiveBucketArns: readonly string[];
}

/** Values that CloudTrail would refuse in the events to record. */
export function recordingProblems({
  excludedSources,
  dataEvents: chosen,
  archiveBucketArns,
}: RecordedEvents): InputProblem[] {
  return [
    ...eachKnown("excludedSources", excludedSources, excludable),
    ...chosen.flatMap((events, i) => [
      checkForm(`dataEvents[${i}].resourceType`, events.resourceType, resourceType),
      notEmpty(`dataEvents[${i}].arnPrefixes`, events.arnPrefixes, "ARN prefix"),
      ...eachFormed(`dataEvents[${i}].arnPrefixes`, events.arnPrefixes, arnPrefix),
    ]),
    ...eachFormed("archiveBucketArns", archiveBucketArns, forms.bucketArn),
  ];
}
