import { partitionRegions } from "../../../../config/derived/regions";
import { parseFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-pattern";
import { compileFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-predicate";
import { checkFilterPatternLimits } from "../../../../aws-semantics/filter-pattern/limits";
import { unusualRegion } from "../../../../detections/catalog/unusual-region";
import { needlessConditions } from "../../../support/mutants";
import { account, arn } from "../../../../sample-data/values";

const change = {
  eventSource: "ec2.amazonaws.com",
  eventName: "RunInstances",
  awsRegion: "ap-southeast-3",
  readOnly: false,
  sourceIPAddress: "198.51.100.7",
  recipientAccountId: account(3),
  userIdentity: { type: "AssumedRole", arn: arn("sts", "", account(3), "assumed-role/Developer/ana") },
};

const fires = {
  "somebody starts an instance in it": change,
  "somebody creates a key pair in another unused region": {
    ...change,
    eventName: "CreateKeyPair",
    awsRegion: "eu-north-1",
  },
  "CloudFormation creates a resource in it": { ...change, sourceIPAddress: "cloudformation.amazonaws.com" },
  "a user creates a function in it": {
    ...change,
    eventSource: "lambda.amazonaws.com",
    eventName: "CreateFunction20150331",
    userIdentity: { type: "IAMUser", arn: arn("iam", "", account(3), "user/ci") },
  },
};

const quiet = {
  "the region is the home region": { ...change, awsRegion: "eu-west-1" },
  "the region is that of global services": { ...change, awsRegion: "us-east-1" },
  "the call only reads": { ...change, eventName: "DescribeInstances", readOnly: true },
  "the call is refused": { ...change, errorCode: "Client.UnauthorizedOperation" },
  "AWS Config calls": { ...change, sourceIPAddress: "config.amazonaws.com" },
  "Security Hub calls": { ...change, sourceIPAddress: "securityhub.amazonaws.com" },
  "a service calls for itself": { ...change, userIdentity: { type: "AWSService", invokedBy: "kms.amazonaws.com" } },
};

const few = { inUse: ["eu-west-1", "us-east-1"], unused: ["eu-north-1", "ap-southeast-3"] };
const most = { inUse: ["eu-west-1", "us-east-1", "eu-central-1"], unused: ["eu-north-1", "ap-southeast-3"] };

describe.each([
  ["few regions are in use", few],
  ["most regions are in use", most],
])("the detection unusual-region, if %s,", (_situation, regions) => {
  const { pattern } = unusualRegion(regions);
  const isNoticed = compileFilterPattern(parseFilterPattern(pattern));

  test.each(Object.entries(fires))("matches when %s", (_, event) => {
    expect(isNoticed(event)).toBe(true);
  });

  test.each(Object.entries(quiet))("does not match when %s", (_, event) => {
    expect(isNoticed(event)).toBe(false);
  });

  test("has only necessary conditions", () => {
    expect(needlessConditions(pattern, Object.values(fires), Object.values(quiet))).toEqual([]);
  });
});

test("matches a region that AWS opens later, if few regions are in use", () => {
  const { pattern } = unusualRegion(few);

  expect(compileFilterPattern(parseFilterPattern(pattern))({ ...change, awsRegion: "xx-new-1" })).toBe(true);
});

describe.each(["aws", "aws-us-gov"] as const)("in partition %s", (partition) => {
  const every = partitionRegions({ partition });

  test.each(every.slice(1).map((_, i) => i + 1))(
    "has a pattern that fits into a metric filter with %i regions in use",
    (count) => {
      const { pattern } = unusualRegion({ inUse: every.slice(0, count), unused: every.slice(count) });

      expect(checkFilterPatternLimits([pattern])).toEqual([]);
    },
  );
});
