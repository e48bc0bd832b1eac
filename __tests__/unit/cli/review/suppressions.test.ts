import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { review } from "../../../../cli/review/review";
import { readSuppressions, suppress } from "../../../../cli/review/suppressions";
import { planOf, updated } from "../../../support/plans";

const folder = mkdtempSync(join(tmpdir(), "suppressions-"));
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string) {
  const path = join(folder, "suppressions.yaml");
  writeFileSync(path, text);
  return readSuppressions(path);
}

const trail = { name: "organization", enable_logging: true, is_multi_region_trail: true };
const stopped = [updated("aws_cloudtrail", trail, { enable_logging: false, is_multi_region_trail: false })];
const findings = review([planOf(stopped, {}, "management"), planOf(stopped, {}, "other")]);
const suppression = {
  rule: "trail-stopped",
  address: "*",
  root: "*",
  reason: "moved to a new trail",
  expires: "2027-06-30",
};
const left = (more: object, today = "2027-06-30") => {
  const result = suppress(findings, [{ ...suppression, ...more }], today);
  return [result.findings.length, result.suppressed.length, result.notices[0]?.split(":")[0]];
};

test("two findings in each of two roots exist without suppressions", () => {
  expect(findings.map(({ rule, root }) => [rule.id, root])).toEqual([
    ["trail-stopped", "management"],
    ["trail-single-region", "management"],
    ["trail-stopped", "other"],
    ["trail-single-region", "other"],
  ]);
});

test.each([
  [{}, [2, 2, "suppressed until 2027-06-30"]],
  [{ root: "management" }, [3, 1, "suppressed until 2027-06-30"]],
  [{ address: "aws_cloudtrail.*" }, [2, 2, "suppressed until 2027-06-30"]],
  [{ address: "aws_cloudtrail.this_0" }, [2, 2, "suppressed until 2027-06-30"]],
  [{ address: "aws_cloudtrail.this" }, [4, 0, "matches no finding; remove this suppression"]],
  [{ address: "aws_cloudtrail.this_." }, [4, 0, "matches no finding; remove this suppression"]],
  [{ rule: "trail-moved" }, [4, 0, "matches no finding; remove this suppression"]],
])("the suppression %j suppresses the expected findings", (more, expected) => {
  expect(left(more)).toEqual(expected);
});

test("an expired suppression suppresses nothing, and is reported", () => {
  expect(left({}, "2027-07-01")).toEqual([4, 0, "expired on 2027-06-30 and has no effect"]);
});

test("a file of suppressions is read, and applies to every root by default", () => {
  const file = `suppressions:
  - { rule: trail-moved, address: "aws_cloudtrail.*", reason: new archive, expires: 2027-06-30 }`;

  expect(read(file)).toEqual([
    { rule: "trail-moved", address: "aws_cloudtrail.*", root: "*", reason: "new archive", expires: "2027-06-30" },
  ]);
});

test.each([
  ["suppressions: 1", /suppressions: .*array/],
  ["- a", /\(file\): /],
  ["suppressions:\n  - { rule: trail-stopped, address: '*', reason: x }", "suppressions.0.expires: expected a date"],
  [
    "suppressions:\n  - { rule: trail-stopped, address: '*', expires: 2027-06-30 }",
    "suppressions.0.reason: expected the reason",
  ],
  ["suppressions:\n  - { rule: trail-stopped, address: '*', reason: ' ', expires: 2027-06-30 }", "expected the reason"],
  [
    "suppressions:\n  - { rule: trail-stopped, address: '*', reason: x, expires: 2027-02-30 }",
    "expected a date, such as",
  ],
  [
    "suppressions:\n  - { rule: trail-stoped, address: '*', reason: x, expires: 2027-06-30 }",
    'unknown rule "trail-stoped"',
  ],
  ["suppressions:\n  - { rule: trail-stopped, path: '*', reason: x, expires: 2027-06-30 }", /path/],
  ["suppressions: [", /cannot read .*suppressions\.yaml/],
])("the file %j is refused", (text, message) => {
  expect(() => read(text)).toThrow(message);
});

test("a missing file is refused", () => {
  expect(() => readSuppressions(join(folder, "missing.yaml"))).toThrow(/cannot read .*missing\.yaml/);
});
