import { contractConfigurations } from "../../../../dev/addresses/address-file";
import { replicaOfBuckets } from "../../../../config/derived/second-region";
import { arn } from "../../../../sample-data/values";
import { review } from "../../../../cli/review/review";
import { plansBetween } from "../../../../cli/review/reading/synthesized";
import { readStack } from "../../../../terraform-types/synthesized/stack";
import { organization } from "../../../support/organization";
import { each, output, withStatements } from "../../../support/outputs";

const stacksOf = (path: string) => [...organization(path).stacks].map(([name, { json }]) => readStack(name, json));
const summaryOf = (findings: ReturnType<typeof review>) =>
  findings.map(({ rule, address, details }) => [rule.id, address, details]);
const found = (findings: ReturnType<typeof review>) => [...new Set(findings.map(({ rule }) => rule.id))].toSorted();

describe.each(contractConfigurations)("the plan of %s", (path) => {
  const stacks = stacksOf(path);

  test("has no findings in its first deployment, except each replication to a bucket of another root", () => {
    const findings = review(plansBetween([], stacks));
    const replicas = [...replicaOfBuckets(organization(path).config).values()];

    expect(findings.map(({ rule, details }) => [rule.id, details]).toSorted()).toEqual(
      replicas
        .map((bucket) => ["replication-destination-added", [`rule: now to ${arn("s3", "", "", bucket)}`]])
        .toSorted(),
    );
  });

  test("has no findings if it is unchanged", () => {
    expect(summaryOf(review(plansBetween(stacks, stacks)))).toEqual([]);
  });

  test("has no findings if every resource is updated without a change", () => {
    const plans = plansBetween(stacks, stacks).map((plan) => {
      const changes = plan.changes.map((change) => Object.assign({}, change, { action: "update" as const }));
      return Object.assign({}, plan, { changes });
    });

    expect(plans.flatMap(({ changes }) => changes).length).toBeGreaterThan(100);
    expect(summaryOf(review(plans))).toEqual([]);
  });
});

describe("compared with everything.yaml,", () => {
  const changed = (change: Parameters<typeof output>[0]) => review(plansBetween(output(), output(change)));

  test("the removed denial of deletion of an archive is found, with the principals that gain permissions", () => {
    const findings = changed((json) =>
      withStatements(json, "aws_s3_bucket_policy", (statements) =>
        statements.filter(({ Sid }) => Sid !== "DenyDeletion"),
      ),
    );

    expect(found(findings)).toContain("bucket-policy-widened");
    expect(findings.flatMap(({ details }) => details).join("\n")).toMatch(/gains .*s3:DeleteObject/);
  });

  test("a removed prevent_destroy is found", () => {
    expect(found(changed((json) => each(json, "aws_s3_bucket").forEach((bucket) => delete bucket.lifecycle)))).toEqual([
      "prevent-destroy-lifted",
    ]);
  });

  test("a new reader of an archive is found in the access map", () => {
    const reader = { Sid: "Reader", Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };
    const findings = changed((json) =>
      withStatements(json, "aws_s3_bucket_policy", (statements) => [
        ...statements.filter(({ Sid }) => Sid !== "DenyOutsideOrganization"),
        reader,
      ]),
    );

    expect(found(findings)).toEqual(expect.arrayContaining(["bucket-policy-public", "readers-added"]));
  });

  test("policies in another order and with other ids are not a finding", () => {
    const types = ["aws_s3_bucket_policy", "aws_kms_key", "aws_iam_role_policy", "aws_sns_topic_policy"];
    const findings = changed((json) => {
      for (const type of types) {
        withStatements(json, type, (statements) =>
          statements.toReversed().map((one, i) => Object.assign({}, one, { Sid: `S${i}` })),
        );
      }
    });

    expect(summaryOf(findings)).toEqual([]);
  });

  test("a removed root leaves its resources, and destroys none", () => {
    const findings = review(
      plansBetween(
        output(),
        output().filter(({ name }) => name !== "member-payments"),
      ),
    );

    expect(found(findings).filter((id) => id !== "resource-forgotten")).toEqual([]);
  });

  test("a resource with a removed block is no longer managed, and a resource with a moved block is kept", () => {
    const findings = changed((json) => {
      const [[first = ""] = [], [second = "", bucket] = []] = Object.entries(json.resource.aws_s3_bucket);
      delete json.resource.aws_s3_bucket[first];
      delete json.resource.aws_s3_bucket[second];
      json.resource.aws_s3_bucket["Moved"] = bucket;
      json.removed = [{ from: `aws_s3_bucket.${first}`, lifecycle: { destroy: false } }];
      json.moved = [{ from: `aws_s3_bucket.${second}`, to: "aws_s3_bucket.Moved" }];
    });

    expect(found(findings)).toContain("resource-forgotten");
    expect(found(findings)).not.toContain("bucket-destroyed");
  });
});
