import { dryRun, dryRunText } from "../../cli/query/dry-run";
import { partitionLimit, planQuery } from "../../cli/query/query-plan";
import { savedQueries } from "../../queries/saved-queries";
import { catalogWith, largestNumberOfPartitions, over31Days, planOver31Days } from "../support/large-catalog";

const catalog = catalogWith(5_000);

describe("for 31 days of 5,000 accounts in every region", () => {
  test.each(savedQueries().map((query) => [query.name, query] as const))(
    "the saved query %s plans no more partitions than the engine allows",
    (_, query) => {
      const { parts } = planOver31Days(query, catalog);

      expect(parts.length).toBeGreaterThan(0);
      for (const part of parts) expect(largestNumberOfPartitions(part)).toBeLessThanOrEqual(partitionLimit);
    },
  );

  test("most saved queries would exceed the limit in a single statement", () => {
    const refused = savedQueries().filter(
      (query) => largestNumberOfPartitions(planOver31Days(query, catalog)) > partitionLimit,
    );

    expect(refused.length).toBeGreaterThan(80);
  });

  test.each(savedQueries().map((query) => [query.name, query] as const))(
    "the dry run of the saved query %s prints its partitions, and how it stays within the limit",
    (_, query) => {
      const planned = over31Days(query, catalog);
      const plan = planQuery(planned);
      const text = dryRunText(dryRun(planned, plan));

      for (const { table, partitions } of plan.reads)
        expect(text).toContain(`reads ${partitions?.toLocaleString("en-US")} partitions of ${table}: `);
      expect(text).toContain("the engine plans at most 1,000,000 partitions for each table");
      if (plan.mode === "accounts") expect(text).toContain(`the query runs in ${plan.parts.length} parts by account`);
      if (plan.mode === "months") expect(text).toContain("the query uses monthly partitions instead");
    },
  );
});
