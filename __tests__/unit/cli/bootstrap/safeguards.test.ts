import type { S3Client } from "@aws-sdk/client-s3";
import { policyOf, safeguards } from "../../../../cli/bootstrap/safeguards";
import { account, partition } from "../../../../sample-data/values";

const bucket = { Bucket: "acme-state", partition, ExpectedBucketOwner: account(1), kmsKeyArn: undefined };
const [own] = policyOf(bucket).Statement;
const [arn, objects] = own?.Resource ?? [];
const tls = "aws:SecureTransport";

/** Whether requests without TLS count as denied in a bucket with these statements. */
async function isDenied(...statements: readonly unknown[]): Promise<boolean> {
  const Statement = statements.length === 1 ? statements[0] : statements;
  const s3 = { send: () => Promise.resolve({ Policy: JSON.stringify({ Version: "2012-10-17", Statement }) }) };
  const safeguard = safeguards.find(({ name }) => name === "requests without TLS denied");
  return (await safeguard?.isSet(s3 as unknown as S3Client, bucket)) ?? false;
}

describe("requests without TLS are denied by a statement", () => {
  test.each([
    ["that bootstrap writes", {}],
    ["with another id", { Sid: "Own" }],
    ["with lists of one value", { Action: ["s3:*"], Condition: { Bool: { [tls]: ["false"] } } }],
    ["with a boolean", { Condition: { Bool: { [tls]: false } } }],
    ["with the condition key in another case", { Condition: { Bool: { "AWS:securetransport": "false" } } }],
    ["for all accounts", { Principal: { AWS: "*" } }],
    ["for a list of all accounts", { Principal: { AWS: ["*"] } }],
    ["with the resources in another order", { Resource: [objects, arn] }],
    ["with more resources", { Resource: [arn, `${arn}/a/*`, objects] }],
  ])("requests without TLS are denied by a statement %s", async (_, changes) => {
    expect(await isDenied({ ...own, ...changes })).toBe(true);
    expect(await isDenied({ Effect: "Allow", Principal: "*" }, { ...own, ...changes })).toBe(true);
  });

  test("a statement denies requests without TLS for the bucket, and another statement for its objects", async () => {
    expect(await isDenied({ ...own, Resource: arn }, { ...own, Resource: objects })).toBe(true);
  });
});

describe("requests without TLS are not denied by a statement", () => {
  test.each([
    ["that allows them", { Effect: "Allow" }],
    ["only for the bucket", { Resource: arn }],
    ["only for a list of the bucket", { Resource: [arn] }],
    ["only for the objects", { Resource: [objects] }],
    ["for all other resources", { Resource: undefined, NotResource: [arn, objects] }],
    ["for one kind of request", { Action: "s3:GetObject" }],
    ["for one account", { Principal: { AWS: account(1) } }],
    ["for all services", { Principal: { Service: "*" } }],
    ["with TLS", { Condition: { Bool: { [tls]: "true" } } }],
    ["without condition", { Condition: undefined }],
    ["with a further operator", { Condition: { ...own?.Condition, StringEquals: { "aws:PrincipalTag/a": "b" } } }],
    ["with a further key", { Condition: { Bool: { [tls]: "false", "aws:ViaAWSService": "false" } } }],
  ])("requests without TLS are not denied by a statement %s", async (_, changes) => {
    await expect(isDenied({ ...own, ...changes })).rejects.toThrow(
      /^bucket acme-state has a policy that allows requests without TLS, .*add this statement to the policy: .*DenyWithoutTls/,
    );
  });

  test("a statement for the bucket and another statement for its objects under another condition do not deny requests without TLS", async () => {
    const further = { Condition: { Bool: { [tls]: "false", "aws:ViaAWSService": "false" } } };

    await expect(isDenied({ ...own, Resource: arn }, { ...own, Resource: objects, ...further })).rejects.toThrow(
      "bootstrap does not replace policies",
    );
  });
});
