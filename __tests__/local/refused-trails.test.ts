import { digests, ownedBucket, principalType } from "../contracts/recorded/trail-destinations/bucket-policies";
import { groupArn, logs, streams } from "../contracts/recorded/trail-destinations/other-destinations";
import {
  aclCheck,
  bucketArn,
  conditions,
  trailAccount,
  trailArn,
  trailRegion,
  write,
} from "../contracts/recorded/trail-destinations/trail-statements";
import { arn } from "../../sample-data/values";
import { BareAccount } from "./support/bare-account";
import { bareSession } from "./support/local-aws";

/** The emulator responds as CloudTrail is recorded to respond. Without its extensions, it accepts every trail. */

let account: BareAccount;

const bucketName = bucketArn.split(":::")[1] ?? "";

beforeAll(async () => {
  await bareSession.start();
  account = new BareAccount(bareSession.emulator.address, trailAccount, trailRegion);
  await account.createBucket(bucketName);
});

afterAll(() => bareSession.stop());

/** Creates the trail of the recordings, and deletes it again. */
async function createTrail(change: object = {}): Promise<string> {
  const Name = trailArn.split("/")[1];
  const request = { Name, S3BucketName: bucketName, S3KeyPrefix: "owned", EnableLogFileValidation: false, ...change };
  const answer = await account.ask("cloudtrail", "CreateTrail", request).then(() => "accepted", String);
  await account.ask("cloudtrail", "DeleteTrail", { Name }).catch(() => undefined);
  return answer;
}

const allowDelivery = () =>
  account.putBucketPolicy(bucketName, [aclCheck(conditions.source), write(conditions.source)]);

test.each([ownedBucket, digests, principalType].flatMap(({ rows }) => rows))(
  "the bucket policy decides whether a trail is accepted: $what, $accepted",
  async ({ statements, prefix = "owned", validatesFiles = false, accepted }) => {
    await account.putBucketPolicy(bucketName, statements);
    const answer = await createTrail({ S3KeyPrefix: prefix, EnableLogFileValidation: validatesFiles });

    expect(answer).toContain(accepted ? "accepted" : "InsufficientS3BucketPolicyException");
  },
);

test("a trail is refused without an existing bucket", async () => {
  expect(await createTrail({ S3BucketName: "no-such-bucket" })).toContain("S3BucketDoesNotExistException");
});

test("a trail is refused with a key that does not allow CloudTrail to encrypt, and accepted with GenerateDataKey", async () => {
  const grant = {
    Effect: "Allow",
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action: "kms:GenerateDataKey*",
    Resource: "*",
    Condition: { StringEquals: conditions.sourceArn },
  };
  await allowDelivery();

  expect(await createTrail({ KmsKeyId: await account.createKey() })).toContain("InsufficientEncryptionPolicyException");
  expect(await createTrail({ KmsKeyId: await account.createKey(grant) })).toBe("accepted");
});

test("a trail is refused with a topic that does not allow CloudTrail to publish", async () => {
  await allowDelivery();
  await account.form("sns", { Action: "CreateTopic", Version: "2010-03-31", Name: "notices" });

  expect(await createTrail({ SnsTopicName: "no-such-topic" })).toContain("InsufficientSnsTopicPolicyException");
  expect(await createTrail({ SnsTopicName: "notices" })).toContain("InsufficientSnsTopicPolicyException");

  await account.setTopicPolicy("notices", "cloudtrail.amazonaws.com");

  expect(await createTrail({ SnsTopicName: "notices" })).toBe("accepted");
});

test.each(logs.rows)("a trail with the role of $what has the answer $answer", async ({ what, actions, answer }) => {
  await allowDelivery();
  const name = `logs-${what}`;
  if (actions) await account.createRole(name, "cloudtrail.amazonaws.com");
  if (actions?.length) await account.allow(name, actions, streams);
  const delivery = {
    CloudWatchLogsLogGroupArn: `${groupArn}:*`,
    CloudWatchLogsRoleArn: arn("iam", "", trailAccount, `role/${name}`),
  };

  expect(await createTrail(delivery)).toContain(answer ?? "accepted");
});

test("a trail cannot be changed after the policy of its bucket is removed", async () => {
  const Name = "updated";
  const Condition = { StringEquals: { "aws:SourceArn": account.arn("cloudtrail", `trail/${Name}`) } };
  await account.putBucketPolicy(bucketName, [
    { ...aclCheck({}), Condition },
    { ...write({}), Condition },
  ]);
  await account.ask("cloudtrail", "CreateTrail", { Name, S3BucketName: bucketName, S3KeyPrefix: "owned" });
  await account.putBucketPolicy(bucketName, []);

  await expect(account.ask("cloudtrail", "UpdateTrail", { Name, S3KeyPrefix: "owned" })).rejects.toThrow(
    "InsufficientS3BucketPolicyException",
  );
});
