import { z } from "zod";
import type { ServiceRole } from "../../../aws-semantics/deliveries/service-role";
import { subscriptionRefusal, unreachableStream } from "../../../aws-semantics/deliveries/subscription";
import { type Destination, trailRefusal } from "../../../aws-semantics/deliveries/trail";
import { readPolicy } from "../../../aws-semantics/iam/read-policy";
import { operation } from "./operation";

/** A bucket, key or topic. The policy is empty if it has none. */
const destination = z.object({ arn: z.string(), accountId: z.string(), policy: z.string() });

/** A role with its policies as texts. */
const role = z.object({ arn: z.string(), trust: z.string(), policies: z.array(z.string()) });

const trail = z.object({
  arn: z.string(),
  accountId: z.string(),
  region: z.string(),
  /** Organization of the account. Empty for none. */
  organizationId: z.string(),
  isOrganizationTrail: z.boolean(),
  prefix: z.string(),
  validatesFiles: z.boolean(),
  bucket: destination,
  key: destination.nullable(),
  topic: destination.extend({ key: destination.nullable() }).nullable(),
  logs: z.object({ groupArn: z.string().nullable(), role: role.nullable() }).nullable(),
});

const subscription = z.object({
  accountId: z.string(),
  sourceArn: z.string(),
  streamArn: z.string(),
  isStreamThere: z.boolean(),
  role: role.nullable(),
});

/** The error code of CloudTrail for a new or changed trail. */
export const trailOperation = operation(trail, (facts) => {
  const { organizationId, isOrganizationTrail, bucket, key, topic, logs, ...rest } = facts;
  const refusal = trailRefusal({
    ...rest,
    ...(isOrganizationTrail && { organizationId }),
    bucket: destinationOf(bucket),
    key: key === null ? undefined : destinationOf(key),
    topic:
      topic === null ? undefined : { ...destinationOf(topic), key: topic.key ? destinationOf(topic.key) : undefined },
    logs: logs === null ? undefined : { groupArn: logs.groupArn ?? undefined, role: roleOf(logs.role) },
    context: {
      // Recorded: CloudTrail sends the requests as an assumed role of its own account
      "aws:PrincipalType": "AssumedRole",
      "aws:RequestedRegion": facts.region,
      "s3:TlsVersion": "1.3",
      ...(organizationId !== "" && { "aws:SourceOrgID": organizationId }),
    },
  });
  return refusal ?? null;
});

/** The error message of CloudWatch Logs for a subscription that writes to Firehose. */
export const subscriptionOperation = operation(subscription, ({ isStreamThere, role: given, ...rest }) =>
  isStreamThere
    ? (subscriptionRefusal({ ...rest, action: "firehose:PutRecord", role: roleOf(given) }) ?? null)
    : unreachableStream,
);

const destinationOf = ({ arn, accountId, policy }: z.infer<typeof destination>): Destination => ({
  arn,
  accountId,
  policy: policy === "" ? undefined : readPolicy(arn, "resource", policy),
});

const roleOf = (given: z.infer<typeof role> | null): ServiceRole | undefined =>
  given === null
    ? undefined
    : {
        arn: given.arn,
        trust: readPolicy(given.arn, "trust", given.trust),
        policies: given.policies.map((policy) => readPolicy(given.arn, "identity", policy)),
      };
