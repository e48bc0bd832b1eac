import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query";
import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import { TerraformOutput } from "cdktf";
import { AthenaWorkspace, type AthenaWorkspaceProps } from "../../../../modules/athena/athena-workspace";
import { synth } from "../../../support/synth";
import { account, arn } from "../../../../sample-data/values";

const kmsKeyArn = arn("kms", "eu-west-1", account(2), "key/abcd");
const workgroupName = /^\$\{aws_athena_workgroup\.Athena_[A-Z0-9]+\.name\}$/;

const athenaWorkspace = (props: Partial<AthenaWorkspaceProps> = {}) =>
  synth((scope) => {
    const workspace = new AthenaWorkspace(scope, "Athena", {
      workgroupName: "acme-audit",
      description: "Queries over the archive",
      accountId: account(2),
      resultsBucketName: "acme-query-results",
      kmsKeyArn,
      scanLimitBytes: 1_000_000_000_000,
      databaseName: "acme_audit",
      queries: [
        { name: "who", description: "Who called.", sql: "SELECT 1" },
        { name: "where", description: "From where.", sql: "SELECT 2" },
      ],
      forceDestroy: false,
      ...props,
    });
    new TerraformOutput(scope, "workgroup", { value: workspace.workgroupName, staticId: true });
  });

const query = (sql: string) => ({ queries: [{ name: "who", description: "Who called.", sql }] });

describe("AthenaWorkspace", () => {
  test("has settings that clients cannot override: encrypted results in one bucket, with its expected owner", () => {
    const { name, description, configuration } = athenaWorkspace().one(AthenaWorkgroup);

    expect(name).toBe("acme-audit");
    expect(description).toBe("Queries over the archive");
    expect(configuration).toEqual({
      enforce_workgroup_configuration: true,
      publish_cloudwatch_metrics_enabled: true,
      bytes_scanned_cutoff_per_query: 1_000_000_000_000,
      engine_version: { selected_engine_version: "Athena engine version 3" },
      result_configuration: {
        output_location: "s3://acme-query-results/acme-audit/",
        expected_bucket_owner: account(2),
        encryption_configuration: { encryption_option: "SSE_KMS", kms_key_arn: kmsKeyArn },
      },
    });
  });

  test("stores the results of each workgroup separately", () => {
    const { configuration } = athenaWorkspace({ workgroupName: "acme-responders" }).one(AthenaWorkgroup);

    expect(configuration.result_configuration.output_location).toBe("s3://acme-query-results/acme-responders/");
  });

  test("contains every saved query with its description and database", () => {
    const inPlace = { workgroup: expect.stringMatching(workgroupName), database: "acme_audit" };

    expect(athenaWorkspace().all(AthenaNamedQuery)).toEqual([
      expect.objectContaining({ ...inPlace, name: "who", description: "Who called.", query: "SELECT 1" }),
      expect.objectContaining({ ...inPlace, name: "where", description: "From where.", query: "SELECT 2" }),
    ]);
  });

  test("keeps the SQL unchanged, even if it contains Terraform templates", () => {
    const { query: kept } = athenaWorkspace(query("SELECT '${a} %{b}'")).one(AthenaNamedQuery);

    expect(kept).toBe("SELECT '$${a} %%{b}'");
  });

  test("AthenaWorkspace is created after the given resources", () => {
    expect(athenaWorkspace().one(AthenaWorkgroup)).not.toHaveProperty("depends_on");
    expect(athenaWorkspace({ dependsOn: [{ fqn: "aws_s3_bucket_policy.X" }] }).one(AthenaWorkgroup).depends_on).toEqual(
      ["aws_s3_bucket_policy.X"],
    );
  });

  test("outputs the workgroup's name on which other resources depend", () => {
    expect(athenaWorkspace().json.output.workgroup.value).toMatch(workgroupName);
  });

  test.each([true, false])("deletes its query history when it is destroyed, with forceDestroy %o", (forceDestroy) => {
    expect(athenaWorkspace({ forceDestroy }).one(AthenaWorkgroup).force_destroy).toBe(forceDestroy);
  });

  test.each([10_000_000, 10_000_001])("cancels a query that scans more than %i bytes", (scanLimitBytes) => {
    const { configuration } = athenaWorkspace({ scanLimitBytes }).one(AthenaWorkgroup);

    expect(configuration.bytes_scanned_cutoff_per_query).toBe(scanLimitBytes);
  });

  test.each([9_999_999, 0, -1, 10_000_000.5, NaN, Infinity])("fails when scanLimitBytes is %o", (scanLimitBytes) => {
    expect(() => athenaWorkspace({ scanLimitBytes })).toThrow(
      `scanLimitBytes must be a whole number, 10000000 or more, got ${scanLimitBytes}`,
    );
  });

  test.each([262_143, 262_144])("accepts a saved query of %i bytes", (bytes) => {
    expect(athenaWorkspace(query("x".repeat(bytes))).one(AthenaNamedQuery).query).toHaveLength(bytes);
  });

  test.each([
    ["x".repeat(262_145), 262_145],
    ["é".repeat(131_073), 262_146],
  ])("fails when a saved query has more bytes than Athena accepts", (sql, bytes) => {
    expect(() => athenaWorkspace(query(sql))).toThrow(
      `query who has ${bytes} bytes, but Athena accepts at most 262144`,
    );
  });
});
