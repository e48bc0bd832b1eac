import {
  bucketArn,
  conditions,
  trailAccount,
  trailRegion,
} from "../contracts/recorded/trail-destinations/trail-statements";
import { arn } from "../../sample-data/values";
import { BareAccount } from "./support/bare-account";
import { bareSession } from "./support/local-aws";

/** The emulator refuses the subscriptions and delivery channels that AWS refuses. Without its extensions, it accepts all of them. */

let account: BareAccount;

const bucketName = bucketArn.split(":::")[1] ?? "";

beforeAll(async () => {
  await bareSession.start();
  account = new BareAccount(bareSession.emulator.address, trailAccount, trailRegion);
  await account.createBucket(bucketName);
});

afterAll(() => bareSession.stop());

describe("a subscription of log groups", () => {
  const streamArn = arn("firehose", trailRegion, trailAccount, "deliverystream/owned");

  beforeAll(async () => {
    await account.createRole("delivers", "firehose.amazonaws.com");
    await account.ask("firehose", "CreateDeliveryStream", {
      DeliveryStreamName: "owned",
      ExtendedS3DestinationConfiguration: {
        RoleARN: arn("iam", "", trailAccount, "role/delivers"),
        BucketARN: bucketArn,
      },
    });
    await account.ask("logs", "CreateLogGroup", { logGroupName: "/owned" });
  });

  const filter = (roleArn?: string) =>
    account.ask("logs", "PutSubscriptionFilter", {
      logGroupName: "/owned",
      filterName: "owned",
      filterPattern: "",
      destinationArn: streamArn,
      roleArn,
    });
  const accountPolicy = (RoleArn: string) =>
    account.ask("logs", "PutAccountPolicy", {
      policyName: "owned",
      policyType: "SUBSCRIPTION_FILTER_POLICY",
      policyDocument: JSON.stringify({ DestinationArn: streamArn, RoleArn, FilterPattern: "" }),
    });

  test.each([
    ["that does not exist", "missing", undefined, []],
    ["that trusts another service", "distrusts", "ec2.amazonaws.com", ["firehose:PutRecord"]],
    ["that may not write", "powerless", "logs.amazonaws.com", ["firehose:DescribeDeliveryStream"]],
  ])("a subscription of log groups is refused with a role %s", async (_what, role, service, actions) => {
    if (service) await account.createRole(role, service);
    if (service) await account.allow(role, actions, streamArn);
    const roleArn = arn("iam", "", trailAccount, `role/${role}`);

    await expect(filter(roleArn)).rejects.toThrow("Could not deliver test message");
    await expect(accountPolicy(roleArn)).rejects.toThrow("Could not deliver test message");
  });

  test("a subscription of log groups is refused without a role, and accepted with a role that may write", async () => {
    const roleArn = await account.createRole("writes", "logs.amazonaws.com");
    await account.allow("writes", ["firehose:PutRecord"], streamArn);

    await expect(filter()).rejects.toThrow("cannot be used without roleArn");
    await expect(filter(roleArn)).resolves.toBeDefined();
    await expect(accountPolicy(roleArn)).resolves.toBeDefined();
  });
});

test("a delivery channel is refused without a recorder, a bucket or its policy, and accepted with all of them", async () => {
  const put = (s3BucketName: string) =>
    account.ask("config", "PutDeliveryChannel", { DeliveryChannel: { name: "default", s3BucketName } });

  await expect(put(bucketName)).rejects.toThrow("NoAvailableConfigurationRecorderException");

  const roleARN = await account.createRole("records", "config.amazonaws.com");
  await account.ask("config", "PutConfigurationRecorder", { ConfigurationRecorder: { name: "default", roleARN } });

  await expect(put("no-such-bucket")).rejects.toThrow("NoSuchBucketException");
  await expect(put(bucketName)).rejects.toThrow("InsufficientDeliveryPolicyException");

  await account.putBucketPolicy(bucketName, [
    {
      Effect: "Allow",
      Principal: { Service: "config.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `${bucketArn}/AWSLogs/${trailAccount}/Config/*`,
      Condition: { StringEquals: { "aws:SourceAccount": trailAccount, ...conditions.ownerAcl } },
    },
  ]);

  await expect(put(bucketName)).resolves.toBeDefined();
});
