import { marker, reportMarkdown } from "../../../../../cli/review/formats/markdown";
import type { Report } from "../../../../../cli/review/report";
import { review } from "../../../../../cli/review/review";
import { groupFindings } from "../../../../../cli/review/summary";
import { reviewCases } from "../../../../support/review-cases/all";
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

test("a review without findings has one line, which reports that there are none", () => {
  expect(reportMarkdown(reportOf([]))).toBe(
    `${marker}\n### Review of the audit logging\n\n**no findings in 1 root**\n\n\n`,
  );
});

test("a review of 1,000 roots with the same change has one row and one collapsible part", () => {
  const text = reportMarkdown(
    reportOf(review(Array.from({ length: 1_000 }, (_, i) => planOf([stopped()], {}, `member-${i}`)))),
  );

  expect(text.match(/trail-stopped/g)).toHaveLength(2);
  expect(text.match(/<details>/g)).toHaveLength(1);
  expect(text).toContain("1000 roots &#40;member-0, member-1, member-10 and 997 more&#41;");
});

test("a review with findings of one rule has one row with the number of resources, and a collapsible part for each change", () => {
  const plans = ["a", "b"].map((root) => planOf([stopped("aws_cloudtrail.x"), stopped("aws_cloudtrail.y")], {}, root));
  const text = reportMarkdown(reportOf(review(plans)));

  expect(text.match(/^\| critical .*$/gm)).toEqual([
    "| critical | stops a trail<br><code>trail-stopped</code> | 4 | a, b |",
  ]);
  expect(text.match(/<details>/g)).toHaveLength(2);
});

test("a review with very many findings is below the limit of GitHub, and contains the number of omitted findings", () => {
  // Every rule, in roots with long names, and one of the rules very often
  const roots = ["a", "b", "c"].map((letter) => letter.repeat(200));
  const rules = roots.flatMap((root) => review(reviewCases.map(({ flagged, more }) => planOf(flagged, more, root))));
  const plan = planOf(Array.from({ length: 3_000 }, (_, i) => stopped(`aws_cloudtrail.number_${i}_${"x".repeat(40)}`)));
  const notices = Array.from({ length: 500 }, () => "n".repeat(5_000));
  const report = reportOf([...review([plan]), ...rules], notices);
  const text = reportMarkdown(report);
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const [rows, parts] = [count(/^\| (?:critical|high|medium|low|unknown)/gm), count(/^<details>/gm)];
  const keys = new Set(report.findings.map(({ rule, isUnknown }) => `${rule.id} ${isUnknown}`));

  expect(text.length).toBeLessThan(65_536);
  expect(rows).toBeGreaterThan(20);
  expect(parts).toBeGreaterThan(20);
  expect(text).toContain(`${keys.size - rows} more rows are omitted`);
  expect(text).toContain(`${groupFindings(report.findings).length - parts} more findings are omitted`);
  expect(text).toContain("and 490 more notices");
  expect(count(/<\/details>/g)).toBe(parts);
});

test("an address cannot close a collapsible part, start a cell or mention anybody", () => {
  const hostile = 'aws_cloudtrail.a["</code></details> | @everyone `x` **b** [l](https://example.com)\n# title"]';
  const text = reportMarkdown(reportOf(review([planOf([stopped(hostile)])])));

  expect(text).not.toContain("@everyone");
  expect(text).not.toContain("</code></details>");
  expect(text).not.toMatch(/\n# title/);
  expect(text.match(/^\| critical .*$/m)?.[0].split("|")).toHaveLength(6);
});
