import { bucketGrants, grants, keyGrants, organizationId, thisBucket, trailArn } from "../support/grants";
import { account, partition } from "../../sample-data/values";

const serviceOf = ({ Principal }: (typeof keyGrants)[number]) =>
  typeof Principal === "object" ? Principal.Service : undefined;

describe("every grant of a bucket", () => {
  test("allows actions only on the bucket or its objects", () => {
    for (const { Effect, Resource } of bucketGrants) {
      expect(Effect).toBe("Allow");
      for (const resource of [Resource].flat()) {
        expect(resource === thisBucket || resource?.startsWith(`${thisBucket}/`)).toBe(true);
      }
    }
  });

  test("allows nobody to delete an object, or to change a setting of the bucket", () => {
    const actions = new Set(bucketGrants.flatMap(({ Action }) => Action));

    expect([...actions].toSorted()).toEqual([
      "s3:GetBucketAcl",
      "s3:GetBucketLocation",
      "s3:GetObject",
      "s3:GetObjectVersion",
      "s3:ListBucket",
      "s3:PutObject",
      "s3:PutObjectAcl",
    ]);
  });

  test("allows everybody only with a condition on the organization", () => {
    const open = bucketGrants.filter(({ Principal }) => typeof Principal === "object" && Principal.AWS === "*");

    expect(open).toHaveLength(2);
    for (const { Condition } of open) {
      expect(Condition?.StringEquals?.["aws:PrincipalOrgID"]).toBe(organizationId);
    }
    expect(bucketGrants.filter(({ Principal }) => Principal === "*")).toEqual([]);
  });

  test("allows an AWS service only on behalf of the trail, the organization or the account", () => {
    const services = bucketGrants.filter(({ Principal }) => typeof Principal === "object" && Principal.Service);
    const behalf = services.map(({ Condition }) =>
      Object.entries(Condition?.StringEquals ?? {}).filter(([key]) => key.startsWith("aws:Source")),
    );

    expect(services).toHaveLength(9);
    expect(new Set(behalf.map((keys) => JSON.stringify(keys)))).toEqual(
      new Set(
        [[["aws:SourceArn", trailArn]], [["aws:SourceOrgID", organizationId]], [["aws:SourceAccount", account(2)]]].map(
          (keys) => JSON.stringify(keys),
        ),
      ),
    );
  });

  test("allows log sources to write only objects that the bucket's owner owns, except S3's own access logs", () => {
    const writes = bucketGrants.filter(
      ({ Action, Sid }) => [Action].flat().includes("s3:PutObject") && !Sid.startsWith("S3Server"),
    );

    expect(writes).toHaveLength(6);
    for (const { Condition } of writes) {
      expect(Condition?.StringEquals?.["s3:x-amz-acl"]).toBe("bucket-owner-full-control");
    }
  });

  test.each(["aws-cn", "aws-us-gov"])("contains only ARNs of partition %s", (other) => {
    const conditions = [...grants.configDelivery(other), ...grants.vendedLogDelivery(other)].map(({ Condition }) =>
      JSON.stringify(Condition),
    );

    expect(conditions.join()).toContain(`arn:${other}:`);
    expect(conditions.join()).not.toContain(`arn:${partition}:`);
  });
});

describe("every grant of a key", () => {
  test("allows actions only on the key itself", () => {
    expect(keyGrants).toHaveLength(15);
    for (const { Effect, Resource } of keyGrants) {
      expect({ Effect, Resource }).toEqual({ Effect: "Allow", Resource: "*" });
    }
  });

  test("allows only the key's own account to administer it", () => {
    const using = /^kms:(Decrypt\*?|DescribeKey|Describe\*|Encrypt\*?|GenerateDataKey\*?|ReEncrypt\*)$/;
    const administrating = keyGrants.filter(({ Action }) => [Action].flat().some((action) => !using.test(action)));

    expect(administrating).toEqual([grants.accountAdministration()]);
  });

  test("allows everybody only with a condition on the organization", () => {
    const open = keyGrants.filter(({ Principal }) => typeof Principal === "object" && Principal.AWS === "*");

    expect(open.map(({ Sid }) => Sid)).toEqual(["AllowConfigRoleEncrypt", "AllowOrganizationDescribeKey"]);
    for (const { Condition } of open) {
      expect(Condition?.StringEquals?.["aws:PrincipalOrgID"]).toBe(organizationId);
    }
    expect(keyGrants.filter(({ Principal }) => Principal === "*")).toEqual([]);
  });

  test("allows an AWS service only with a condition, except EventBridge, for which AWS supports none", () => {
    const services = keyGrants.filter(serviceOf);

    expect(services).toHaveLength(10);
    expect(services.filter(({ Condition }) => !Condition).map(serviceOf)).toEqual(["events.amazonaws.com"]);
  });

  test.each(["aws-cn", "aws-us-gov"])("contains only ARNs of partition %s", (other) => {
    const encryptionContext = JSON.stringify(grants.trailEncryption(other)[0]?.Condition?.StringLike);
    const text =
      JSON.stringify([
        grants.accountAdministration(other),
        ...grants.configEncryption(other),
        grants.vendedLogEncryption(other),
      ]) + encryptionContext;

    expect(text).toContain(`arn:${other}:`);
    expect(text).not.toContain(`arn:${partition}:`);
  });
});
