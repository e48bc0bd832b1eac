import { archiveBuckets } from "../../../../config/names/names";
import type { SavedQuery } from "../../../../queries/saved-queries";
import { catalogOf } from "../../../../cli/query/dry-run";
import { glacierProblem } from "../../../../cli/query/glacier";
import { scansOf } from "../../../../cli/query/scan";
import { parse } from "../../config/configuration";
import { account } from "../../../../sample-data/values";

const now = new Date("2026-03-05T12:00:00Z");
const classical = parse({ "archive.lifecycle.preset": "classical" });

/** With the preset classical, logs move to Glacier after 90 days: the first readable day on 2026-03-05 is 2025-12-06. */
const problem = (config: ReturnType<typeof parse>, from: string, { table = "cloudtrail_events", id = "%" } = {}) => {
  const sql: SavedQuery["sql"] = `SELECT x FROM ${table} WHERE day BETWEEN ? AND ? AND account LIKE ?`;
  return glacierProblem(
    scansOf(sql, [from, "2026/03/05", id], catalogOf(config)),
    { config, buckets: archiveBuckets(config) },
    now,
  );
};

describe("a query of logs in Glacier", () => {
  test.each([
    ["2025/12/05", true],
    ["2025/12/06", false],
    ["2025/12/07", false],
  ])("a query of logs in Glacier from %s is refused: %s", (from, isRefused) => {
    expect(problem(classical, from) !== undefined).toBe(isRefused);
  });

  test("a query of logs in Glacier is refused with the first readable day, and with the commands that restore the earlier logs", () => {
    const text = problem(classical, "2025/11/01", { id: account(3) });

    expect(text).toContain("the query reads logs since 2025-11-01, but S3 moves logs to Glacier after 90 days");
    expect(text).toContain("use --from 2025-12-06 or later");
    expect(text).toMatch(
      /aws s3api list-objects-v2 --bucket \S+ --prefix cloudtrail-logs\/AWSLogs\/o-\w+\/\d{12}\/CloudTrail\/ /,
    );
    expect(text).toContain(`/${account(3)}/CloudTrail/ `);
    expect(text).toMatch(
      /xargs -I\{\} aws s3api restore-object --bucket \S+ --key \{\} --restore-request '\{"Days":7,/,
    );
  });

  test("prints the folders of all accounts if no account is given", () => {
    expect(problem(classical, "2025/11/01")).toMatch(/--prefix cloudtrail-logs\/AWSLogs\/o-\w+\/ --output/);
  });

  test("a query of logs in Glacier is not refused if the lifecycle keeps logs readable, or for access logs", () => {
    expect(problem(parse(), "2025/01/01")).toBeUndefined();
    expect(problem(classical, "2025/11/01", { table: "s3_access_logs" })).toBeUndefined();
    expect(problem(classical, "2025/11/01", { table: "flow_logs" })).toContain("flow-logs/AWSLogs/");
  });
});
