import { readFileSync } from "node:fs";
import { savedQueries } from "../../../../queries/saved-queries";
import { catalogWith, mostOf, partitionReference, planOver31Days } from "../../../../dev/docs/partition-reference";
import { partitionLimit } from "../../../../cli/query/query-plan";

const catalog = catalogWith(5_000);

test("docs/partitions.md is current; if not, run npm run docs", () => {
  expect(readFileSync("docs/partitions.md", "utf8")).toBe(partitionReference());
});

describe("for 31 days of 5,000 accounts in every region", () => {
  test.each(savedQueries().map((query) => [query.name, query] as const))(
    "the saved query %s plans no more partitions than the engine allows",
    (_, query) => {
      const { parts } = planOver31Days(query, catalog);

      expect(parts.length).toBeGreaterThan(0);
      for (const part of parts) expect(mostOf(part)).toBeLessThanOrEqual(partitionLimit);
    },
  );

  test("most saved queries would exceed the limit in a single statement", () => {
    const refused = savedQueries().filter((query) => mostOf(planOver31Days(query, catalog)) > partitionLimit);

    expect(refused.length).toBeGreaterThan(80);
  });
});
