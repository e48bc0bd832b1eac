import { bucketsOf, keysOf, rolesOf } from "../../../../terraform-types/synthesized/policies";
import { References } from "../../../../terraform-types/synthesized/references";
import { readStack } from "../../../../terraform-types/synthesized/stack";
import { account, arn } from "../../../../sample-data/values";

const providerOf = (digit: number) => ({ aws: [{ allowed_account_ids: [account(digit)], region: "eu-west-1" }] });
const policy = (Resource: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource }] });

const owner = readStack("owner", {
  provider: providerOf(1),
  resource: {
    aws_kms_key: { Key: { description: arn("x", "", "", "y") }, Other: {} },
    aws_kms_alias: { Alias: { name: "alias/logs", target_key_id: "${aws_kms_key.Key.key_id}" } },
    aws_s3_bucket: { Logs: { bucket: "logs" } },
    aws_s3_bucket_policy: {
      Policy: {
        bucket: "${aws_s3_bucket.Logs.id}",
        policy: policy("$${aws:PrincipalAccount}").replace('"Action"', '"Principal":"*","Action"'),
      },
    },
    aws_iam_role: { Role: { name: "reader", path: "/audit/" } },
    aws_iam_role_policy: {
      Reads: { role: "${aws_iam_role.Role.id}", policy: policy("${aws_s3_bucket.Logs.arn}/*") },
      OfAnother: { role: "other", policy: policy("*") },
    },
    aws_iam_policy: { Shared: { name: "shared", policy: policy("shared") } },
    aws_iam_role_policy_attachment: {
      Shared: { role: "${aws_iam_role.Role.name}", policy_arn: "${aws_iam_policy.Shared.arn}" },
      Managed: { role: "${aws_iam_role.Role.name}", policy_arn: arn("iam", "", "aws", "policy/ReadOnlyAccess") },
    },
  },
});
const member = readStack("member", {
  provider: providerOf(2),
  data: {
    aws_kms_key: {
      ByAlias: { key_id: arn("kms", "eu-west-1", account(1), "alias/logs") },
      ByKey: { key_id: arn("kms", "eu-west-1", account(1), "key/1") },
      Unknown: { key_id: arn("kms", "eu-west-1", account(1), "alias/other") },
    },
  },
});
const references = new References([owner, member]);
const key = arn("kms", "eu-west-1", account(1), "key/Key");

test.each([
  ["${aws_kms_key.Key.arn}", key],
  ["${aws_s3_bucket.Logs.bucket}/a", "logs/a"],
  ["${aws_s3_bucket.Logs.arn}", arn("s3", "", "", "logs")],
  ["${aws_iam_role.Role.arn}", arn("iam", "", account(1), "role/audit/reader")],
  ["${aws_kms_alias.Alias.name}", "alias/logs"],
  ["$${aws:PrincipalAccount}", "${aws:PrincipalAccount}"],
  ["%%{x}", "%{x}"],
  ["${aws_sns_topic.Topic.arn}", "<aws_sns_topic.Topic.arn>"],
])("the reference %s of the resource's own account is %s", (value, expected) => {
  expect(references.text(owner, value)).toBe(expected);
});

test.each([
  ["${data.aws_kms_key.ByAlias.arn}", key],
  ["${data.aws_kms_key.ByKey.arn}", arn("kms", "eu-west-1", account(1), "key/1")],
  ["${data.aws_kms_key.Unknown.arn}", "<data.aws_kms_key.Unknown.arn>"],
])("the reference %s in a member is %s", (value, expected) => {
  expect(references.text(member, value)).toBe(expected);
});

test("buckets, keys and roles have their own policies, with resolved references", () => {
  expect(bucketsOf(references)).toMatchObject([
    { name: "logs", accountId: account(1), policy: { statements: [{ Resource: ["${aws:PrincipalAccount}"] }] } },
  ]);
  expect(keysOf(references)).toMatchObject([
    { name: "alias/logs", arn: key },
    { name: "Other", policy: undefined },
  ]);
  expect(rolesOf(references)).toMatchObject([
    {
      arn: arn("iam", "", account(1), "role/audit/reader"),
      policies: [
        { statements: [{ Resource: [arn("s3", "", "", "logs/*")] }] },
        { statements: [{ Resource: ["shared"] }] },
      ],
    },
  ]);
});

test("the id of an EMR Serverless application is unknown before apply, and differs from its name", () => {
  const stack = readStack("lake", {
    provider: providerOf(1),
    resource: { aws_emrserverless_application: { Job: { name: "acme-lakehouse" } } },
  });
  const reference = (attribute: string) => `aws_emrserverless_application.Job.${attribute}`;
  const text = (attribute: string) => new References([stack]).text(stack, `\${${reference(attribute)}}`);

  for (const attribute of ["id", "arn"]) expect(text(attribute)).toBe(`<${reference(attribute)}>`);
  expect(text("name")).toBe("acme-lakehouse");
});
