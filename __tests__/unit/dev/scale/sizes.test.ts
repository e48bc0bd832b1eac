import { policyLimitBytes } from "../../../../aws-semantics/values/policy-limits";
import { sizesOf, synthesized } from "../../../../dev/scale/sizes";

const organization = synthesized(3);

test("the measured sample contains the roots that exist once, and one member", () => {
  expect(organization.once.map(({ name }) => name)).toEqual(expect.arrayContaining(["log-archive", "management"]));
  expect(organization.member.name).toMatch(/^member-/);
  expect(organization.config.accounts.members).toHaveLength(3);
  expect(Math.min(...Object.values(organization.bytes))).toBeGreaterThan(10_000);
});

test("the largest of each kind is measured with its limit", () => {
  const found = new Map(sizesOf(organization).map((one) => [one.name, one]));
  const policies = organization.once.flatMap(({ resources }) =>
    resources.filter(({ type }) => type === "aws_s3_bucket_policy").map(({ attributes }) => attributes.policy.length),
  );

  expect(found.get("bucket policy")).toEqual({
    name: "bucket policy",
    size: Math.max(...policies),
    limit: policyLimitBytes["bucket policy"],
  });
  expect(found.get("table parameter")?.size).toBeGreaterThan(13 * 3);
});
