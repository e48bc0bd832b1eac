import { reportSarif } from "../../../../../tools/review/formats/sarif";
import { review } from "../../../../../tools/review/review";
import { rules } from "../../../../../tools/review/rules";
import { planOf, updated } from "../../../../support/plans";
import { reviewCases } from "../../../../support/review-cases/all";

const trail = { name: "organization", enable_logging: true, s3_bucket_name: "archive" };
const stopped = updated("aws_cloudtrail", trail, { enable_logging: false });
const findings = review([planOf([stopped])]);
const suppression = { rule: "trail-stopped", address: "*", root: "*", reason: "moved", expires: "2027-06-30" };
const sarif = (more: object = {}) =>
  JSON.parse(reportSarif({ roots: ["log-archive"], findings, suppressed: [], notices: [], ...more })).runs[0];

test("every rule is described, and every result names its rule", () => {
  const all = review(reviewCases.map(({ flagged, more }) => planOf(flagged, more)));
  const { tool, results } = sarif({ findings: all });

  expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(rules.map(({ id }) => id));
  expect(results.length).toBeGreaterThan(rules.length);
  for (const { ruleId, ruleIndex, message, locations } of results) {
    expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
    expect(message.text).not.toContain("undefined");
    expect(locations[0].physicalLocation.artifactLocation.uri).toBe("log-archive");
  }
});

test("the same finding has the same fingerprint, whatever its values", () => {
  const fingerprintOf = (bucket: string) => {
    const moved = updated("aws_cloudtrail", trail, { s3_bucket_name: bucket });
    return sarif({ findings: review([planOf([moved])]) }).results[0].partialFingerprints;
  };

  expect(fingerprintOf("a")).toEqual(fingerprintOf("b"));
  expect(fingerprintOf("a")).not.toEqual(sarif().results[0].partialFingerprints);
});

test("a suppressed finding has its reason, and one that cannot be judged has no level", () => {
  const unknown = updated("aws_cloudtrail", trail, {}, { unknown: { enable_logging: true } });
  const [first, second] = sarif({
    findings: review([planOf([unknown])]),
    suppressed: findings.map((finding) => ({ finding, suppression })),
  }).results;

  expect(first).toMatchObject({ kind: "open", level: "none" });
  expect(second).toMatchObject({
    level: "error",
    suppressions: [{ kind: "external", justification: "moved (until 2027-06-30)" }],
  });
});
