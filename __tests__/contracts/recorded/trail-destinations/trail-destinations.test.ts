import { selectorsRefusal } from "../../../../aws-semantics/deliveries/event-selectors";
import { type Trail, trailRefusal } from "../../../../aws-semantics/deliveries/trail";
import type { Policy, Statement } from "../../../../aws-semantics/iam/document";
import { readPolicy } from "../../../../aws-semantics/iam/read-policy";
import { arn } from "../../../../sample-data/values";
import { type BucketPolicyFact, digests, ownedBucket, principalType } from "./bucket-policies";
import { groupArn, keys, logs, selectors, streams, topics } from "./other-destinations";
import {
  aclCheck,
  bucketArn,
  conditions,
  trailAccount,
  trailArn,
  trailPrefix,
  trailRegion,
  write,
} from "./trail-statements";

const policy = (kind: Policy["kind"], Statement: readonly Statement[]): Policy =>
  readPolicy(kind, kind, JSON.stringify({ Version: "2012-10-17", Statement }));

const destination = (itsArn: string, statements: readonly Statement[]) => ({
  arn: itsArn,
  accountId: trailAccount,
  policy: policy("resource", statements),
});

/** The trail of the recordings. Its destinations accept it, except after a change. */
const trail = (change: Partial<Trail> = {}): Trail => ({
  arn: trailArn,
  accountId: trailAccount,
  region: trailRegion,
  prefix: trailPrefix,
  validatesFiles: false,
  bucket: destination(bucketArn, [aclCheck(conditions.source), write(conditions.source)]),
  context: { "aws:PrincipalType": "AssumedRole" },
  ...change,
});

describe("CloudTrail accepts a trail according to its bucket policy, as recorded", () => {
  test.each([ownedBucket, digests, principalType].flatMap(({ rows }) => rows))(
    "CloudTrail accepts a trail according to its bucket policy with $what, as recorded: $accepted",
    ({ statements, accepted, prefix, validatesFiles, context }: BucketPolicyFact) => {
      const answer = trailRefusal(
        trail({
          bucket: destination(bucketArn, statements),
          ...(prefix !== undefined && { prefix }),
          ...(validatesFiles !== undefined && { validatesFiles }),
          ...(context && { context }),
        }),
      );

      expect(answer).toBe(accepted ? undefined : "InsufficientS3BucketPolicyException");
    },
  );
});

const keyArn = arn("kms", trailRegion, trailAccount, "key/owned");
const topicArn = arn("sns", trailRegion, trailAccount, "owned");

test.each(keys.rows)("the policy of the key accepts a trail with $what: $accepted", ({ statements, accepted }) => {
  expect(trailRefusal(trail({ key: destination(keyArn, statements) }))).toBe(
    accepted ? undefined : "InsufficientEncryptionPolicyException",
  );
});

test.each(topics.rows)("the policy of the topic accepts a trail with $what: $accepted", ({ statements, accepted }) => {
  expect(trailRefusal(trail({ topic: destination(topicArn, statements) }))).toBe(
    accepted ? undefined : "InsufficientSnsTopicPolicyException",
  );
});

const trust = readPolicy(
  "trust",
  "trust",
  JSON.stringify({
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" }, Action: "sts:AssumeRole" },
  }),
);

test.each(logs.rows)("the log group with $what is answered as recorded: $answer", ({ actions, answer }) => {
  const policies = actions?.length
    ? [policy("identity", [{ Effect: "Allow", Action: actions, Resource: streams }])]
    : [];
  const role = actions && { arn: arn("iam", "", trailAccount, "role/owned"), trust, policies };

  expect(trailRefusal(trail({ logs: { groupArn, role } }))).toBe(answer);
});

test.each(selectors.rows)(
  "the event selectors with $what are answered as recorded: $answer",
  ({ selectors: fields, answer }) => {
    expect(selectorsRefusal(fields.map((one) => ({ fields: one })))).toBe(answer);
  },
);
