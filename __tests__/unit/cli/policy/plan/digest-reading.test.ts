import { readStack } from "../../../../../terraform-types/synthesized/stack";
import { digestReading } from "../../../../../cli/policy/plan/digest-reading";
import { readPolicy } from "../../../../../aws-semantics/iam/read-policy";
import { evaluate } from "../../../../../aws-semantics/iam/evaluate";
import { managementTrail } from "../../../../../config/names/management-trail";
import { arn } from "../../../../../sample-data/values";
import { organization } from "../../../../support/organization";

const examples = ["config/example.yaml", "config/examples/control-tower.yaml", "config/examples/second-region.yaml"];

describe.each(examples)("the statements for digests, with %s", (example) => {
  const { config, stacks } = organization(example);
  const roots = [...stacks].map(([name, { json }]) => readStack(name, json));
  const text = JSON.stringify({ Version: "2012-10-17", Statement: digestReading(roots) });
  const policy = readPolicy("digests", "identity", text);
  const { bucketName, location } = managementTrail(config);
  const folder = location.slice(`s3://${bucketName}/`.length);
  const { logArchive } = config.accounts;
  const caller = {
    kind: "role",
    arn: arn("iam", "", logArchive, "role/auditor"),
    account: logArchive,
    organization: config.organizationId,
  } as const;
  const bucket = ["arn", config.partition, "s3", "", "", bucketName].join(":");
  const key = arn("kms", config.homeRegion, logArchive, "key/1234");
  const account = { AWS: arn("iam", "", logArchive, "root") };
  const statement = { Effect: "Allow", Principal: account, Action: "kms:*", Resource: "*" };
  const keyPolicy = readPolicy("key", "resource", JSON.stringify({ Version: "2012-10-17", Statement: statement }));
  const throughS3 = { "kms:ViaService": `s3.${config.homeRegion}.amazonaws.com` };

  test.each([
    ["s3:ListBucket", bucket, {}, "allow"],
    ["s3:GetObject", `${bucket}/${folder}/1/CloudTrail-Digest/a.json.gz`, {}, "allow"],
    ["kms:Decrypt", key, throughS3, "allow"],
    ["cloudtrail:ListPublicKeys", "*", {}, "allow"],
    ["kms:Decrypt", key, {}, "implicit deny"],
    ["kms:Decrypt", key, { "kms:ViaService": `secretsmanager.${config.homeRegion}.amazonaws.com` }, "implicit deny"],
    ["s3:GetObject", `${bucket}/other/a.json.gz`, {}, "implicit deny"],
    ["s3:GetObject", `${bucket}-of-somebody/${folder}/a.json.gz`, {}, "implicit deny"],
    ["s3:PutObject", `${bucket}/${folder}/1/CloudTrail/a.json.gz`, {}, "implicit deny"],
    ["s3:DeleteObject", `${bucket}/${folder}/1/CloudTrail/a.json.gz`, {}, "implicit deny"],
  ])("evaluate %s of %s, sent with %o: %s", (action, resource, context, effect) => {
    const request = { caller, action, resource, resourceAccount: logArchive, context };

    expect(evaluate({ identity: [policy], ...(resource === key && { resource: keyPolicy }) }, request).effect).toBe(
      effect,
    );
  });
});

test("fail without the root of the log archive", () => {
  expect(() => digestReading([])).toThrow(
    "none of the named roots has the trail archive; also name the root log-archive",
  );
});
