import {
  type ExternalTrails,
  externalTrailDelivery,
  externalTrailEncryption,
} from "../../../../../modules/iam/grants/external-trails";
import { account, arn, partition } from "../../../../support/values";

const bucketArn = arn("s3", "", "", "acme-trail-archive");
const trailArns = arn("cloudtrail", "eu-west-1", "*", "trail/acme-outside-trail");
const trails: ExternalTrails = { accountIds: [account(7), account(8)], trailArns };

const delivery = (changes: Partial<ExternalTrails> = {}) =>
  externalTrailDelivery({ ...trails, bucketArn, prefix: "cloudtrail-logs", ...changes });
const encryption = (changes: Partial<ExternalTrails> = {}) =>
  externalTrailEncryption({ ...trails, partition, ...changes });

const everyGrant = [...delivery(), ...encryption()];
const ofCloudTrail = everyGrant.filter(({ Principal }) => JSON.stringify(Principal).includes("Service"));

describe("the grants of trails outside the organization", () => {
  test("are none without accounts: an empty list would be a condition AWS refuses", () => {
    expect(delivery({ accountIds: [] })).toEqual([]);
    expect(encryption({ accountIds: [] })).toEqual([]);
  });

  test("let CloudTrail in for exactly these accounts, by a trail of exactly this name", () => {
    expect(ofCloudTrail).toHaveLength(4);
    for (const { Effect, Principal, Condition } of ofCloudTrail) {
      expect(Effect).toBe("Allow");
      expect(Principal).toEqual({ Service: "cloudtrail.amazonaws.com" });
      expect(Condition?.StringEquals?.["aws:SourceAccount"]).toEqual([account(7), account(8)]);
      expect(Condition?.ArnLike).toEqual({ "aws:SourceArn": trailArns });
    }
  });

  test("write below the folder of the account that the trail is of, and nowhere else", () => {
    const writing = delivery().filter(({ Action }) => Action === "s3:PutObject");

    expect(writing).toHaveLength(1);
    // $$ is a $ for Terraform
    expect(writing[0]?.Resource).toBe(`${bucketArn}/cloudtrail-logs/AWSLogs/$\${aws:SourceAccount}/*`);
    expect(writing[0]?.Condition?.StringEquals?.["s3:x-amz-acl"]).toBe("bucket-owner-full-control");
  });

  test("do nothing else to the bucket but look at its ACL", () => {
    expect(delivery().map(({ Action, Resource }) => [Action, Resource])).toEqual([
      ["s3:GetBucketAcl", bucketArn],
      ["s3:PutObject", expect.any(String)],
    ]);
  });

  test("encrypt in the context of the account's own trails only", () => {
    const encrypting = encryption().filter(({ Action }) => Action === "kms:GenerateDataKey*");

    expect(encrypting).toHaveLength(1);
    expect(encrypting[0]?.Condition?.StringLike).toEqual({
      "kms:EncryptionContext:aws:cloudtrail:arn": arn("cloudtrail", "*", "$${aws:SourceAccount}", "trail/*"),
    });
  });

  test("let the accounts themselves look the key up, and do nothing with it", () => {
    const [lookup, ...others] = encryption().filter(({ Principal }) => !JSON.stringify(Principal).includes("Service"));

    expect(others).toEqual([]);
    expect(lookup).toMatchObject({ Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:DescribeKey" });
    expect(lookup?.Condition).toEqual({ StringEquals: { "aws:PrincipalAccount": [account(7), account(8)] } });
  });

  test("use the key for encrypting, its check and its description", () => {
    expect(encryption().flatMap(({ Action }) => Action)).toEqual([
      "kms:GenerateDataKey*",
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:DescribeKey",
    ]);
  });

  test("name an account id twice in the bucket policy and three times in the key policy: there have to be hundreds", () => {
    const times = (statements: object) => JSON.stringify(statements).split(account(7)).length - 1;

    expect(times(delivery())).toBe(2);
    expect(times(encryption())).toBe(3);
  });

  test("are of the partition they are for", () => {
    const text = JSON.stringify(externalTrailEncryption({ ...trails, partition: "aws-cn" })[0]);

    expect(text).toContain(["arn", "aws-cn", "cloudtrail", "*", ""].join(":"));
  });
});
