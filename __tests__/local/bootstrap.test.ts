import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  GetBucketEncryptionCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  PutBucketPolicyCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { create, missingOf } from "../../cli/bootstrap/bootstrap";
import { safeguards } from "../../cli/bootstrap/safeguards";
import { rootUserCredentials, s3Config } from "../../local-aws/clients";
import { account, partition } from "../../sample-data/values";
import { bareSession } from "./support/local-aws";

const region = "eu-west-1";
const constraint = { CreateBucketConfiguration: { LocationConstraint: region } } as const;
const clientOf = (digit: number) =>
  new S3Client(s3Config(bareSession.emulator.address, region, rootUserCredentials(account(digit))));
const bucketOf = (Bucket: string) => ({
  Bucket,
  partition,
  ExpectedBucketOwner: account(1),
  kmsKeyArn: undefined,
});
const namesOf = (missing: { readonly safeguards: readonly { readonly name: string }[] }) =>
  missing.safeguards.map(({ name }) => name);

let s3: S3Client;
beforeAll(async () => {
  await bareSession.start();
  s3 = clientOf(1);
});
afterAll(() => bareSession.stop());

test("bootstrap creates a missing bucket with all safeguards, and a second run changes nothing", async () => {
  const bucket = bucketOf("acme-state");
  const missing = await missingOf(s3, bucket);
  expect([missing.bucket, missing.safeguards]).toEqual([true, safeguards]);

  await create(s3, bucket, region, missing);
  const { Bucket } = bucket;
  const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket }));
  const { PublicAccessBlockConfiguration: blocked } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
  const { ServerSideEncryptionConfiguration: encryption } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));

  expect(Status).toBe("Enabled");
  expect(Object.values(blocked ?? {})).toEqual([true, true, true, true]);
  expect(encryption?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm).toBe("AES256");
  expect(await missingOf(s3, bucket)).toEqual({ bucket: false, safeguards: [] });
});

test("bootstrap adds only the missing settings of an existing bucket", async () => {
  const bucket = bucketOf("acme-state-lacking");
  await create(s3, bucket, region, await missingOf(s3, bucket));
  await s3.send(new DeletePublicAccessBlockCommand({ Bucket: bucket.Bucket }));

  const missing = await missingOf(s3, bucket);
  expect([missing.bucket, namesOf(missing)]).toEqual([false, ["public access blocked"]]);
  await create(s3, bucket, region, missing);
  expect(namesOf(await missingOf(s3, bucket))).toEqual([]);
});

test("bootstrap fails for a bucket of another account, even if its policy allows this account everything", async () => {
  const Bucket = "state-of-others";
  const others = clientOf(2);
  await others.send(new CreateBucketCommand({ Bucket, ...constraint }));
  const Resource = [Bucket, `${Bucket}/*`].map((name) => `arn:${partition}:s3:::${name}`);
  const Statement = { Effect: "Allow", Principal: { AWS: account(1) }, Action: "s3:*", Resource };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
  await others.send(new PutBucketPolicyCommand({ Bucket, Policy }));

  await expect(missingOf(s3, bucketOf(Bucket))).rejects.toThrow(/does not belong to account 1{12}/);
});

test("bootstrap fails for a bucket with a default retention", async () => {
  const Bucket = "acme-locked-state";
  await s3.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true, ...constraint }));
  const Rule = { DefaultRetention: { Mode: "GOVERNANCE", Days: 1 } } as const;
  const ObjectLockConfiguration = { ObjectLockEnabled: "Enabled", Rule } as const;
  await s3.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }));

  await expect(missingOf(s3, bucketOf(Bucket))).rejects.toThrow(/has a default retention/);
});

test("bootstrap fails for a bucket whose own policy allows requests without TLS, and keeps the policy", async () => {
  const bucket = bucketOf("acme-state-with-policy");
  const { Bucket } = bucket;
  await s3.send(new CreateBucketCommand({ Bucket, ...constraint }));
  const Resource = `arn:${partition}:s3:::${Bucket}`;
  const Statement = { Effect: "Allow", Principal: { AWS: account(1) }, Action: "s3:ListBucket", Resource };
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: "2012-10-17", Statement }) }));

  await expect(missingOf(s3, bucket)).rejects.toThrow(
    /does not replace policies; add this statement to the policy: .*DenyWithoutTls/,
  );
});
