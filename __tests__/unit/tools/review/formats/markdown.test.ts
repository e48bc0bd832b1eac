import { marker, reportMarkdown } from "../../../../../tools/review/formats/markdown";
import type { Report } from "../../../../../tools/review/report";
import { review } from "../../../../../tools/review/review";
import { planOf, updated } from "../../../../support/plans";

const trail = { name: "organization", enable_logging: true, s3_bucket_name: "archive" };
const stopped = (address?: string) =>
  updated("aws_cloudtrail", trail, { enable_logging: false }, address === undefined ? {} : { address });
const reportOf = (findings: Report["findings"], notices: readonly string[] = []): Report => ({
  roots: ["a"],
  findings,
  suppressed: [],
  notices,
});

test("without findings has a line about it", () => {
  expect(reportMarkdown(reportOf([]))).toBe(
    `${marker}\n### Review of the audit logging\n\n**no findings in 1 root**\n\n\n`,
  );
});

test("of 1,000 roots with the same change has one row, and one part that folds", () => {
  const text = reportMarkdown(
    reportOf(review(Array.from({ length: 1_000 }, (_, i) => planOf([stopped()], {}, `member-${i}`)))),
  );

  expect(text.match(/trail-stopped/g)).toHaveLength(2);
  expect(text.match(/<details>/g)).toHaveLength(1);
  expect(text).toContain("1000 roots &#40;member-0, member-1, member-10 and 997 more&#41;");
});

test("of very many findings stays below the limit of GitHub, and counts what it leaves out", () => {
  const plan = planOf(Array.from({ length: 3_000 }, (_, i) => stopped(`aws_cloudtrail.number_${i}_${"x".repeat(40)}`)));
  const text = reportMarkdown(
    reportOf(
      review([plan]),
      Array.from({ length: 500 }, () => "n".repeat(5_000)),
    ),
  );
  const rows = text.match(/^\| critical/gm)?.length ?? 0;
  const parts = text.match(/^<details>/gm)?.length ?? 0;

  expect(text.length).toBeLessThan(65_536);
  expect(rows).toBeGreaterThan(50);
  expect(parts).toBeGreaterThan(20);
  expect(text).toContain(`${3_000 - rows} more rows are left out here`);
  expect(text).toContain(`${3_000 - parts} more findings are left out here`);
  expect(text).toContain("and 490 more notices");
  expect(text.match(/<\/details>/g)).toHaveLength(parts);
});

test("an address cannot close a fold, start a cell or mention anybody", () => {
  const hostile = 'aws_cloudtrail.a["</code></details> | @everyone `x` **b** [l](https://example.com)\n# title"]';
  const text = reportMarkdown(reportOf(review([planOf([stopped(hostile)])])));

  expect(text).not.toContain("@everyone");
  expect(text).not.toContain("</code></details>");
  expect(text).not.toMatch(/\n# title/);
  expect(text.match(/^\| critical .*$/m)?.[0].split("|")).toHaveLength(6);
});
