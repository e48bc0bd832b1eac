import { readFileSync } from "node:fs";
import { lakehouseNames } from "../../../config/names/lakehouse";
import { namesFor } from "../../../config/names/names";
import { lakeFacts } from "../../../tables/lake/lake-table";
import { jobProgram } from "../../../modules/lakehouse/job";
import { readPolicy } from "../../../aws-semantics/iam/read-policy";
import { evaluate } from "../../../aws-semantics/iam/evaluate";
import { References } from "../../../terraform-types/synthesized/references";
import type { Attributes } from "../../../terraform-types/columns/attributes";
import { ofType, readStack } from "../../../terraform-types/synthesized/stack";
import { account, arn } from "../../../sample-data/values";
import { type Change, configOf, organization } from "../../support/organization";

/** The lakehouse in the root of the log archive. */
const everything = "config/examples/everything.yaml";
const { config, stacks } = organization(everything);
const rootOf = (all: typeof stacks) => readStack("log-archive", all.get("log-archive")?.json);
const root = rootOf(stacks);
const references = new References([root]);
const names = lakehouseNames(config);
const named = (type: string, name: string): Attributes =>
  ofType(root, type).find(({ attributes }) => attributes.name === name)?.attributes;

const inputIn = (from: typeof root) => {
  const schedule = ofType(from, "aws_scheduler_schedule").find(({ attributes }) => attributes.name === names.jobName);
  return JSON.parse(schedule?.attributes.target.input);
};
const run = inputIn(root).JobDriver.SparkSubmit;
const descriptionIn = (args: readonly string[]) =>
  JSON.parse(Buffer.from(args.slice(args.indexOf("--tables") + 1).join(""), "base64").toString());
const described: { tables: Attributes[] } = descriptionIn(run.EntryPointArguments);

const s3 = (bucket: string, key?: string) => arn("s3", "", "", key === undefined ? bucket : `${bucket}/${key}`);
const { buckets } = namesFor(config);

/** Returns the policies of a bucket, and of a role of the log-archive account. */
const bucketPolicy = (bucketName: string) => {
  const [id] = ofType(root, "aws_s3_bucket").flatMap(({ id: one, attributes }) =>
    attributes.bucket === bucketName ? [one] : [],
  );
  const policy = ofType(root, "aws_s3_bucket_policy").find(({ attributes }) =>
    String(attributes.bucket).includes(`.${id}.`),
  );
  return readPolicy(bucketName, "resource", references.text(root, policy?.attributes.policy));
};
const jobPolicy = readPolicy("job", "identity", named("aws_iam_role_policy", names.jobName).policy);
const administrator = readPolicy(
  "administrator",
  "identity",
  JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } }),
);

function decide(roleName: string, action: string, bucketName: string, key?: string): string {
  const identity = [roleName === names.jobName ? jobPolicy : administrator];
  const caller = {
    kind: "role",
    arn: arn("iam", "", account(2), `role/${roleName}`),
    account: account(2),
    organization: config.organizationId,
  } as const;
  const context = { "aws:SecureTransport": "true", "s3:TlsVersion": "1.3" };
  const request = { caller, action, resource: s3(bucketName, key), resourceAccount: account(2), context };
  return evaluate({ identity, resource: bucketPolicy(bucketName) }, request).effect;
}

describe("the role of the job", () => {
  const trailLog = `cloudtrail-logs/AWSLogs/o-a1b2c3d4e5/${account(3)}/CloudTrail/eu-central-1/2026/11/01/a.json.gz`;

  test.each([
    ["may read a file of the trail", "s3:GetObject", buckets.trail, trailLog],
    ["may read a flow log", "s3:GetObject", buckets.serviceLogs, "flow-logs/AWSLogs/1/vpcflowlogs/a.parquet"],
    ["may read its program", "s3:GetObject", names.bucketName, jobProgram().key],
    ["may write a table", "s3:PutObject", names.bucketName, "tables/acme_prod_lakehouse.db/cloudtrail/data/a.parquet"],
    ["may delete a file of a table", "s3:DeleteObject", names.bucketName, "tables/a"],
  ])("the role of the job %s", (_, action, bucket, key) => {
    expect(decide(names.jobName, action, bucket, key)).toBe("allow");
  });

  test.each([
    ["may not write logs", "s3:PutObject", buckets.trail, trailLog],
    ["may not delete logs", "s3:DeleteObject", buckets.trail, trailLog],
    ["may not read transcripts", "s3:GetObject", buckets.serviceLogs, "ssm-logs/AWSLogs/1/sessions/eu-central-1/a.log"],
    ["may not read logs of AWS Config", "s3:GetObject", buckets.config, "config-logs/AWSLogs/1/Config/a.json.gz"],
    ["may not read query results", "s3:GetObject", buckets.queryResults, "acme-prod-audit/a.csv"],
    ["may not replace its program", "s3:PutObject", names.bucketName, jobProgram().key],
    ["may not change policies", "s3:PutBucketPolicy", names.bucketName, undefined],
  ])("the role of the job %s", (_, action, bucket, key) => {
    expect(decide(names.jobName, action, bucket, key)).toMatch(/deny$/);
  });
});

describe("the bucket of the lakehouse", () => {
  const { key } = jobProgram();

  test.each(["audit-deploy", "release"])("allows the role %s to upload the program", (role) => {
    expect(decide(role, "s3:PutObject", names.bucketName, key)).toBe("allow");
  });

  test.each([
    ["s3:PutObject", key],
    ["s3:PutObject", "tables/acme_prod_lakehouse.db/cloudtrail/data/a.parquet"],
    ["s3:DeleteObject", key],
    ["s3:DeleteObjectVersion", "tables/a"],
    ["s3:PutBucketPolicy", undefined],
    ["s3:PutLifecycleConfiguration", undefined],
  ])("denies an administrator of the account the action %s on %s", (action, path) => {
    expect(decide("administrator", action, names.bucketName, path)).toBe("explicit deny");
  });

  test("has no lock, because its tables can be loaded again", () => {
    expect(JSON.stringify(ofType(root, "aws_s3_bucket_object_lock_configuration"))).not.toContain("Lakehouse");
  });
});

test("a run uses the program of this release, identified by its hash", () => {
  const { sha256, key } = jobProgram();

  expect(run.EntryPoint).toBe(`s3://${names.bucketName}/${key}`);
  expect(key).toBe(`job/load-${sha256}.py`);
  expect(run.EntryPointArguments.slice(0, 2)).toEqual(["--sha256", sha256]);
  expect(stacks.get("log-archive")?.json.output.lakehouse_upload.value).toBe(
    `aws s3 cp lakehouse/load.py s3://${names.bucketName}/${key}`,
  );
});

test("a run loads every table that the job supports and the archive has", () => {
  const tables = ofType(root, "aws_glue_catalog_table").map(({ attributes }) => attributes.name);

  expect(described.tables.map(({ name }) => name).toSorted()).toEqual(
    Object.keys(lakeFacts)
      .filter((name) => tables.includes(name))
      .toSorted(),
  );
  expect(described.tables.length).toBeGreaterThan(5);
});

test("rows are deleted after the lifecycle of their class deletes the log", () => {
  const change: Change = {
    archive: { retention: { flowLogs: { expireDays: 900 }, loadBalancerLogs: { expireDays: 401 } } },
  };
  const { tables } = descriptionIn(
    inputIn(rootOf(organization(everything, change).stacks)).JobDriver.SparkSubmit.EntryPointArguments,
  );
  const days = Object.fromEntries(tables.map(({ name, expireDays }: Attributes) => [name, expireDays]));

  expect(days).toMatchObject({
    cloudtrail: 3653,
    cloudtrail_outside: 3653,
    flow_logs: 900,
    dns_logs: 3653,
    s3_access_logs: 180,
    load_balancer_logs: 401,
  });
});

test("analysts and responders may only read the tables of the lakehouse", () => {
  for (const policyName of ["acme-prod-analysts", "acme-prod-responders"]) {
    const identity = [readPolicy(policyName, "identity", named("aws_iam_policy", policyName).policy)];
    const caller = { kind: "role", arn: arn("iam", "", account(2), "role/person"), account: account(2) } as const;
    const effect = (action: string, resource: string) =>
      evaluate({ identity }, { caller, action, resource, resourceAccount: account(2), context: {} }).effect;
    const table = arn("glue", "eu-central-1", account(2), `table/${names.databaseName}/cloudtrail`);

    expect(effect("glue:GetTable", table)).toBe("allow");
    expect(effect("s3:GetObject", s3(names.bucketName, "tables/a"))).toBe("allow");
    expect(effect("glue:UpdateTable", table)).toBe("implicit deny");
    expect(effect("s3:PutObject", s3(names.bucketName, "tables/a"))).toBe("implicit deny");
  }
});

test("no resource contains the name of the lakehouse if it is disabled, and its other settings have no effect", () => {
  const off = { lakehouse: { enabled: false, maximumVcpus: 64, lateDays: 9 } };
  const without = organization("config/example.yaml", { lakehouse: { enabled: false } });
  const other = organization("config/example.yaml", off);

  for (const [name, { json }] of without.stacks) {
    expect(JSON.stringify(json)).not.toMatch(/lakehouse|emr-?serverless/i);
    expect([name, JSON.stringify(other.stacks.get(name)?.json)]).toEqual([name, JSON.stringify(json)]);
  }
});

test("the configuration fails under AWS Control Tower, because this project does not own the bucket of the trail", () => {
  expect(() => configOf("config/examples/control-tower.yaml", { lakehouse: { enabled: true } })).toThrow(
    "lakehouse.enabled: the job reads only a trail archive of this project, and the bucket of the trail belongs to AWS Control Tower",
  );
});

test("the runbooks contain the log group of the job", () => {
  expect(readFileSync("docs/runbooks/lakehouse-not-loaded.md", "utf8")).toContain(
    names.logGroupName.replace(config.prefix, "<prefix>"),
  );
});
