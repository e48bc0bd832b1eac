import { parseFilterPattern } from "../../detections/filter-pattern/filter-pattern";
import { compileFilterPattern } from "../../detections/filter-pattern/filter-predicate";
import { checkFilterPatternLimits } from "../../detections/filter-pattern/limits";
import { unusualRegion } from "../../detections/unusual-region";
import { needlessConditions } from "../support/mutants";
import { account, arn } from "../support/values";

const change = {
  eventSource: "ec2.amazonaws.com",
  eventName: "RunInstances",
  awsRegion: "ap-south-1",
  readOnly: false,
  sourceIPAddress: "198.51.100.7",
  recipientAccountId: account(3),
  userIdentity: { type: "AssumedRole", arn: arn("sts", "", account(3), "assumed-role/Developer/ana") },
};

const fires = {
  "a machine is started there": change,
  "a key is made in another one": { ...change, eventName: "CreateKeyPair", awsRegion: "sa-east-1" },
  "a function is made by a user": {
    ...change,
    eventSource: "lambda.amazonaws.com",
    eventName: "CreateFunction20150331",
    userIdentity: { type: "IAMUser", arn: arn("iam", "", account(3), "user/ci") },
  },
};

const quiet = {
  "the same at home": { ...change, awsRegion: "eu-west-1" },
  "where global events are": { ...change, awsRegion: "us-east-1" },
  "a look around": { ...change, eventName: "DescribeInstances", readOnly: true },
  "a refused attempt": { ...change, errorCode: "Client.UnauthorizedOperation" },
  "a service on somebody's behalf": {
    ...change,
    userIdentity: { ...change.userIdentity, invokedBy: "autoscaling.amazonaws.com" },
  },
  "a service with its own role": { ...change, sourceIPAddress: "config.amazonaws.com" },
};

const { pattern } = unusualRegion(["eu-west-1", "us-east-1"]);
const isNoticed = compileFilterPattern(parseFilterPattern(pattern));

describe("unusual-region", () => {
  test.each(Object.entries(fires))("fires when %s", (_, event) => {
    expect(isNoticed(event)).toBe(true);
  });

  test.each(Object.entries(quiet))("is quiet when it is %s", (_, event) => {
    expect(isNoticed(event)).toBe(false);
  });

  test("needs every one of its conditions", () => {
    expect(needlessConditions(pattern, Object.values(fires), Object.values(quiet))).toEqual([]);
  });

  test.each([
    [20, true],
    [35, false],
  ])("fits into a filter pattern with %i regions: %s", (count, fits) => {
    const regions = Array.from({ length: count }, (_, i) => `ap-southeast-${i + 10}`);

    expect(checkFilterPatternLimits([unusualRegion(regions).pattern]).length === 0).toBe(fits);
  });
});
