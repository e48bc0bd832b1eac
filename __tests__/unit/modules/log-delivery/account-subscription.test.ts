import { CloudwatchLogAccountPolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-account-policy";
import { AccountSubscription } from "../../../../modules/log-delivery/account-subscription";
import { subscriptionTarget as target } from "../../../support/subscription-target";
import { synth } from "../../../support/synth";

const policy = (excludedLogGroups: readonly string[], region?: string) =>
  synth((scope) => {
    new AccountSubscription(scope, "Account", {
      policyName: "acme-app-logs",
      excludedLogGroups,
      target,
      regionArguments: region === undefined ? {} : { region },
    });
  }).one(CloudwatchLogAccountPolicy);

test("the subscription delivers every log event of the account, after the role may write", () => {
  const found = policy(["/aws/kinesisfirehose/acme-app-logs"]);

  expect(found).toMatchObject({
    policy_name: "acme-app-logs",
    policy_type: "SUBSCRIPTION_FILTER_POLICY",
    depends_on: ["aws_iam_role_policy.Writes"],
  });
  expect(JSON.parse(found.policy_document)).toEqual({
    DestinationArn: target.streamArn,
    RoleArn: target.roleArn,
    FilterPattern: "",
  });
});

test("the subscription excludes log groups by the only criterion that CloudWatch Logs supports", () => {
  expect(policy(["/errors/a", "/errors/b"]).selection_criteria).toBe('LogGroupName NOT IN ["/errors/a","/errors/b"]');
});

test("the subscription is created in the given region", () => {
  expect(policy([], "us-east-1").region).toBe("us-east-1");
  expect(policy([])).not.toHaveProperty("region");
});

describe("the exclusion list", () => {
  // The length of the criterion without the name, with quotes and brackets
  const names = (bytes: number) => ["x".repeat(bytes - 'LogGroupName NOT IN [""]'.length)];

  test.each([24_999, 25_000])("the exclusion list may have %d bytes", (bytes) => {
    expect(policy(names(bytes)).selection_criteria).toHaveLength(bytes);
  });

  test("fails with 25,001 bytes", () => {
    expect(() => policy(names(25_001))).toThrow(
      "excludedLogGroups: the selection criteria can have at most 25000 bytes, got 25001",
    );
  });
});
