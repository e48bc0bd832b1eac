import { z } from "zod";
import { reportSarif } from "../../../../../cli/review/formats/sarif";
import { review } from "../../../../../cli/review/review";
import { rules } from "../../../../../cli/review/rules";
import { planOf, updated } from "../../../../support/plans";
import { reviewCases } from "../../../../support/review-cases/all";

const trail = { name: "organization", enable_logging: true, s3_bucket_name: "archive" };
const stopped = updated("aws_cloudtrail", trail, { enable_logging: false });
const findings = review([planOf([stopped])]);
const suppression = { rule: "trail-stopped", address: "*", root: "*", reason: "moved", expires: "2027-06-30" };
const sarif = (more: object = {}) =>
  JSON.parse(reportSarif({ roots: ["log-archive"], findings, suppressed: [], notices: [], ...more })).runs[0];

test("every rule is described, and every result contains the id of its rule", () => {
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

test("a suppressed finding has its reason, and an unknown finding has no level", () => {
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

const message = z.strictObject({ text: z.string().min(1) });
const level = z.enum(["none", "note", "warning", "error"]);
const location = z.strictObject({
  physicalLocation: z.strictObject({
    artifactLocation: z.strictObject({ uri: z.string().regex(/^[\w.~!*'();:@&=+$,/?#%-]+$/) }),
    region: z.strictObject({ startLine: z.int().min(1) }),
  }),
  logicalLocations: z.array(z.strictObject({ fullyQualifiedName: z.string(), kind: z.string() })).max(1),
});
const rule = z.strictObject({
  id: z.string(),
  shortDescription: message,
  fullDescription: message,
  help: message,
  defaultConfiguration: z.strictObject({ level }),
  properties: z.looseObject({ tags: z.array(z.string()) }),
});
const result = z.strictObject({
  ruleId: z.string(),
  ruleIndex: z.int().min(0),
  kind: z.enum(["notApplicable", "pass", "fail", "review", "open", "informational"]).optional(),
  level,
  message,
  locations: z.array(location).length(1),
  partialFingerprints: z.record(z.string(), z.string()),
  suppressions: z
    .array(z.strictObject({ kind: z.enum(["inSource", "external"]), justification: z.string() }))
    .optional(),
});

/** The properties of SARIF 2.1.0 that the result uses. The JSON schema allows other properties only in property bags. */
const sarifLog = z.strictObject({
  $schema: z.literal("https://json.schemastore.org/sarif-2.1.0.json"),
  version: z.literal("2.1.0"),
  runs: z
    .array(
      z.strictObject({
        tool: z.strictObject({ driver: z.strictObject({ name: z.string(), rules: z.array(rule) }) }),
        columnKind: z.enum(["utf16CodeUnits", "unicodeCodePoints"]),
        results: z.array(result),
      }),
    )
    .length(1),
});

test("every finding is valid SARIF 2.1.0, including a suppressed finding and a finding with an unknown value", () => {
  const all = review(reviewCases.map(({ flagged, more }) => planOf(flagged, more)));
  const unknown = review([planOf([updated("aws_cloudtrail", trail, {}, { unknown: { enable_logging: true } })])]);
  const suppressed = findings.map((finding) => ({ finding, suppression }));
  // A plan is named after its file, which may have any name
  const spaced = review([planOf([stopped], {}, "my plan [1] ü")]);
  const report = { roots: [], findings: [...all, ...unknown, ...spaced], suppressed, notices: [] };
  const log: unknown = JSON.parse(reportSarif(report));

  expect(sarifLog.safeParse(log).error?.issues ?? []).toEqual([]);
});
