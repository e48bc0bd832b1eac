import { policyLimitBytes } from "../../aws-semantics/values/policy-limits";
import { estimate } from "../../cli/cost/estimate";
import { daysOfMonth } from "../../features/cost";
import { eventRegions } from "../../config/derived/regions";
import { listPrices as prices } from "../../cli/cost/prices";
import { savedQueries } from "../../queries/saved-queries";
import { catalogWith, planOver31Days } from "../support/large-catalog";
import { sizesOf, synthesized } from "../support/limited-sizes";

// docs/decisions/0095-ten-thousand-accounts.md has the figures
const organizations = [10, 100, 1_000, 10_000].map((accounts) => {
  const organization = synthesized(accounts);
  const { config, once, member } = organization;
  const stacks = [...once, ...Array.from({ length: accounts }, () => member)];
  const { total, usage } = estimate(config, stacks, { configItems: 1_500 * accounts }, prices);
  return {
    config,
    once,
    sizes: sizesOf(organization),
    figures: {
      roots: accounts + once.length,
      objects: Math.round(usage.trailFiles / daysOfMonth),
      partitions: (accounts + 2) * eventRegions(config).length * 31,
      cost: total,
    },
  };
});
const [smallest, small, , largest] = organizations;

test("no policy, definition or list of an organization of any size is beyond AWS's limit", () => {
  for (const { sizes } of organizations) {
    expect(sizes.length).toBeGreaterThan(6);
    expect(sizes.filter(({ size, limit }) => size > limit)).toEqual([]);
  }
});

test("an organization of 10,000 accounts has the same policies as an organization of 10 accounts", () => {
  const policies = organizations.map(({ sizes }) => sizes.filter(({ name }) => name.endsWith("policy")));

  expect(policies[0]?.length).toBeGreaterThan(4);
  expect(policies.at(-1)).toEqual(policies[0]);
});

test("the objects, partitions, roots and cost of an organization grow in proportion to its accounts", () => {
  for (const value of ["objects", "partitions", "roots", "cost"] as const) {
    const factor = (largest?.figures[value] ?? 0) / (small?.figures[value] ?? 1);
    expect(factor).toBeGreaterThan(80);
    expect(factor).toBeLessThan(105);
  }
});

test("the figures of an organization of 10 members are as calculated by hand", () => {
  // 10 members, the management account and the log archive, in four regions
  expect(smallest?.figures).toMatchObject({ objects: 12 * 4 * 53, partitions: 12 * 4 * 31 });
});

test.each([
  [10, 1],
  [1_000, 2],
  [10_000, 13],
])("a saved query over a month with %i accounts in every region has at most %i parts", (accounts, parts) => {
  const catalog = catalogWith(accounts);

  expect(Math.max(...savedQueries().map((query) => planOver31Days(query, catalog).parts.length))).toBe(parts);
});

test("the sizes are those of the largest policy of each kind and of the list of accounts", () => {
  const found = new Map(smallest?.sizes.map((one) => [one.name, one]));
  const policies = smallest?.once.flatMap(({ resources }) =>
    resources.filter(({ type }) => type === "aws_s3_bucket_policy").map(({ attributes }) => attributes.policy.length),
  );

  expect(smallest?.config.accounts.members).toHaveLength(10);
  expect(found.get("bucket policy")).toEqual({
    name: "bucket policy",
    size: Math.max(...(policies ?? [])),
    limit: policyLimitBytes["bucket policy"],
  });
  expect(found.get("table parameter")?.size).toBeGreaterThan(13 * 10);
});
