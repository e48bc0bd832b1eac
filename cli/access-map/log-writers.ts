import type { References } from "../../terraform-types/synthesized/references";
import { knownTypes } from "../../terraform-types/known-types";
import type { Resource, Stack } from "../../terraform-types/synthesized/stack";
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

/** Every resource of an output that writes logs. */
export function logWriters(references: References): LogWriter[] {
  return references.stacks.flatMap((stack) =>
    stack.resources.flatMap((resource) => writersOf(references, stack, resource)),
  );
}

function writersOf(references: References, stack: Stack, resource: Resource): LogWriter[] {
  const { type, attributes } = resource;
  const logs = knownTypes.get(type)?.logs ?? "none";
  if (logs === "none") return [];
  const trailArn = type === "aws_cloudtrail" ? references.arnOf(stack, resource) : undefined;
  return logs.to(attributes).flatMap(([first, key]): LogWriter[] => {
    const found = first === undefined ? undefined : destination(references, stack, first, key);
    if (found === undefined) return [];
    return [
      {
        location: found.prefix === "" ? s3Location(found.bucket, logs.folder) : found,
        accountId: stack.accountId,
        what: logs.writer,
        isOfOrganization: attributes.is_organization_trail === true,
        ...(trailArn && { trailArn }),
      },
    ];
  });
}

function destination(references: References, stack: Stack, first: string, key = ""): S3Location | undefined {
  const text = references.text(stack, first);
  const prefix = references.text(stack, key);
  if (!text.startsWith("s3://") && !text.startsWith("arn:")) return s3Location(text, prefix);
  const location = parseLocation(text);
  return location && prefix !== "" ? s3Location(location.bucket, prefix) : location;
}
