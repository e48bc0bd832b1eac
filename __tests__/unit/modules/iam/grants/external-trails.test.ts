import {
  type ExternalTrails,
  externalTrailDelivery,
  externalTrailEncryption,
} from "../../../../../modules/iam/grants/external-trails";
import { account, arn, partition } from "../../../../../sample-data/values";

const bucketArn = arn("s3", "", "", "acme-trail-archive");
const trailArns = arn("cloudtrail", "eu-west-1", "*", "trail/acme-outside-trail");
const trails: ExternalTrails = { accountIds: [account(7), account(8)], trailArns };

const delivery = (changes: Partial<ExternalTrails> = {}) =>
  externalTrailDelivery({ ...trails, bucketArn, prefix: "cloudtrail-logs", ...changes });
const encryption = (changes: Partial<ExternalTrails> = {}) =>
  externalTrailEncryption({ ...trails, partition, ...changes });

const everyGrant = [...delivery(), ...encryption()];
const ofCloudTrail = everyGrant.filter(({ Principal }) => JSON.stringify(Principal).includes("Service"));

describe("the grants of external trails", () => {
  test("the grants of external trails are empty if there are no accounts, because AWS refuses an empty list in a condition", () => {
    expect(delivery({ accountIds: [] })).toEqual([]);
    expect(encryption({ accountIds: [] })).toEqual([]);
  });

  test("allow CloudTrail only for exactly these accounts, and for trails with exactly this name", () => {
    expect(ofCloudTrail).toHaveLength(4);
    for (const { Effect, Principal, Condition } of ofCloudTrail) {
      expect(Effect).toBe("Allow");
      expect(Principal).toEqual({ Service: "cloudtrail.amazonaws.com" });
      expect(Condition?.StringEquals?.["aws:SourceAccount"]).toEqual([account(7), account(8)]);
      expect(Condition?.ArnLike).toEqual({ "aws:SourceArn": trailArns });
    }
  });

  test("allow writing only below the folder of the trail's account", () => {
    const writing = delivery().filter(({ Action }) => Action === "s3:PutObject");

    expect(writing).toHaveLength(1);
    // Terraform escapes $ as $$
    expect(writing[0]?.Resource).toBe(`${bucketArn}/cloudtrail-logs/AWSLogs/$\${aws:SourceAccount}/*`);
    expect(writing[0]?.Condition?.StringEquals?.["s3:x-amz-acl"]).toBe("bucket-owner-full-control");
  });

  test("allow on the bucket only writing and reading its ACL", () => {
    expect(delivery().map(({ Action, Resource }) => [Action, Resource])).toEqual([
      ["s3:GetBucketAcl", bucketArn],
      ["s3:PutObject", expect.any(String)],
    ]);
  });

  test("allow encryption only with the context of the account's own trails", () => {
    const encrypting = encryption().filter(({ Action }) => Action === "kms:GenerateDataKey*");

    expect(encrypting).toHaveLength(1);
    expect(encrypting[0]?.Condition?.StringLike).toEqual({
      "kms:EncryptionContext:aws:cloudtrail:arn": arn("cloudtrail", "*", "$${aws:SourceAccount}", "trail/*"),
    });
  });

  test("allow the accounts to describe the key, but not to use it", () => {
    const [lookup, ...others] = encryption().filter(({ Principal }) => !JSON.stringify(Principal).includes("Service"));

    expect(others).toEqual([]);
    expect(lookup).toMatchObject({ Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:DescribeKey" });
    expect(lookup?.Condition).toEqual({ StringEquals: { "aws:PrincipalAccount": [account(7), account(8)] } });
  });

  test("allow only encryption, decryption as its check, and the description of the key", () => {
    expect(encryption().flatMap(({ Action }) => Action)).toEqual([
      "kms:GenerateDataKey*",
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:DescribeKey",
    ]);
  });

  test("the grants of external trails contain an account id twice in the bucket policy and three times in the key policy, because there may be hundreds", () => {
    const times = (statements: object) => JSON.stringify(statements).split(account(7)).length - 1;

    expect(times(delivery())).toBe(2);
    expect(times(encryption())).toBe(3);
  });

  test("use the given partition", () => {
    const text = JSON.stringify(externalTrailEncryption({ ...trails, partition: "aws-cn" })[0]);

    expect(text).toContain(["arn", "aws-cn", "cloudtrail", "*", ""].join(":"));
  });
});
