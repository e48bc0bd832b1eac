import { reportCodeQuality } from "../../../../../cli/review/formats/code-quality";
import { reportSarif } from "../../../../../cli/review/formats/sarif";
import { review } from "../../../../../cli/review/review";
import { planOf, updated } from "../../../../support/plans";
import { reviewCases } from "../../../../support/review-cases/all";

const report = (findings: ReturnType<typeof review>) => ({
  roots: ["log-archive"],
  findings,
  suppressed: [],
  notices: [],
});
const trail = { name: "organization", enable_logging: true };

test("every finding has the fields that GitLab requires, and the fingerprint of the SARIF result", () => {
  const all = report(review(reviewCases.map(({ flagged, more }) => planOf(flagged, more))));
  const issues: Record<string, unknown>[] = JSON.parse(reportCodeQuality(all));
  const { results } = JSON.parse(reportSarif(all)).runs[0];

  expect(issues).toHaveLength(all.findings.length);
  expect(issues.map(({ fingerprint }) => fingerprint)).toEqual(
    results.map((result: { partialFingerprints: object }) => Object.values(result.partialFingerprints)[0]),
  );
  for (const { description, check_name, severity, location } of issues) {
    expect(description).not.toContain("undefined");
    expect(check_name).toMatch(/^[a-z-]+$/);
    expect(["info", "minor", "major", "critical", "blocker"]).toContain(severity);
    expect(location).toEqual({ path: "log-archive", lines: { begin: 1 } });
  }
});

test.each([
  [{ enable_logging: false }, {}, "blocker", "stops a trail"],
  [{}, { unknown: { enable_logging: true } }, "info", "cannot be judged before apply whether it stops a trail"],
])("a change with the actions %j has its severity", (change, more, severity, what) => {
  const [issue] = JSON.parse(
    reportCodeQuality(report(review([planOf([updated("aws_cloudtrail", trail, change, more)])]))),
  );

  expect(issue.severity).toBe(severity);
  expect(issue.description).toContain(what);
});
