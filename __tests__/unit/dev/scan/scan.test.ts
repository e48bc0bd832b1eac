import { readFileSync } from "node:fs";
import { acceptedFindings } from "../../../../dev/scan/accepted-findings";
import { type CheckovReport, checkovFindings } from "../../../../dev/scan/checkov";
import { type Finding, judge } from "../../../../dev/scan/finding";
import { prowlerFindings } from "../../../../dev/scan/prowler";
import { scannersPage } from "../../../../dev/scan/scanners-page";
import { account, arn } from "../../../../sample-data/values";

const finding = (check: string, resource = "log-archive: a"): Finding => ({
  scanner: "Checkov",
  check,
  title: `Ensure ${check}`,
  resource,
});

describe("judge, for findings of scanners,", () => {
  const accepted = {
    Checkov: [
      { check: "C1", reason: "First." },
      { check: "C2", resource: /b$/, reason: "Second." },
    ],
    Prowler: [{ check: "p1", reason: "Third." }],
  };

  test("returns the reason for the scanner, check and resource of a finding", () => {
    const verdict = judge([finding("C1"), finding("C2", "log-archive: b")], accepted);

    expect(verdict.explained.map(({ reason }) => reason)).toEqual(["First.", "Second."]);
    expect(verdict.unexplained).toEqual([]);
  });

  test.each([
    ["an unknown check", finding("C3")],
    ["another resource", finding("C2", "log-archive: a")],
    ["another scanner's check", finding("p1")],
  ])("returns no reason for %s", (_, found) => {
    expect(judge([found], accepted)).toMatchObject({ explained: [], unexplained: [found] });
  });

  test("returns every reason to which no finding belongs", () => {
    expect(judge([finding("C1")], accepted).unused).toEqual(["Checkov C2", "Prowler p1"]);
  });
});

describe("checkovFindings", () => {
  const report = (parsing_errors: number): CheckovReport => ({
    summary: { parsing_errors },
    results: {
      failed_checks: [
        {
          check_id: "CKV_AWS_70",
          check_name: "Ensure that",
          file_path: "/log-archive/cdk.tf.json",
          resource: "resource.Archives_Config_Policy_7CDB7160",
        },
      ],
    },
  });

  test("checkovFindings contain the account and the address, without the hash", () => {
    expect(checkovFindings(report(0))).toEqual([
      {
        scanner: "Checkov",
        check: "CKV_AWS_70",
        title: "Ensure that",
        resource: "log-archive: Archives/Config/Policy",
      },
    ]);
  });

  test.each<[string, CheckovReport, string]>([
    ["a root could not be read", report(1), "Checkov could not read 1 of the Terraform roots"],
    ["no root was read", {}, "Checkov could not read any of the Terraform roots"],
  ])("fail when %s", (_, unread, message) => {
    expect(() => checkovFindings(unread)).toThrow(message);
  });
});

test("prowlerFindings returns the failed results, by account and name", () => {
  const result = (status_code: string) => ({
    status_code,
    metadata: { event_code: "s3_bucket_object_lock" },
    finding_info: { title: "Locked" },
    resources: [{ uid: arn("s3", "", "", `acme-access-logs-${account(2)}`) }],
  });

  expect(prowlerFindings("log-archive", ["PASS", "FAIL", "MANUAL"].map(result))).toEqual([
    { scanner: "Prowler", check: "s3_bucket_object_lock", title: "Locked", resource: "log-archive: acme-access-logs" },
  ]);
});

describe("docs/scanners.md", () => {
  const page = readFileSync("docs/scanners.md", "utf8");
  const rows = Object.values(acceptedFindings).flat();

  test("contains every reason beside its check", () => {
    for (const { check, reason } of rows) {
      const line = page.split("\n").find((text) => text.includes(`\`${check}\``) && text.includes(reason));
      expect([check, line !== undefined]).toEqual([check, true]);
    }
  });

  test("contains a row for every check", () => {
    const checks = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, check]) => check);

    expect(checks).toHaveLength(rows.length);
    expect(checks.filter((check) => !rows.some((row) => row.check === check))).toEqual([]);
  });

  test("contains the versions that are installed", () => {
    for (const name of ["checkov", "prowler"]) {
      const [, version] = readFileSync(`dev/scan/${name}.txt`, "utf8").trim().split("==");
      expect(page).toMatch(new RegExp(`^## ${name} ${version}$`, "im"));
    }
  });
});

describe("scannersPage", () => {
  const pageOf = (resources: readonly string[]) => {
    const explained = resources.map((resource) => ({ finding: finding("C1", resource), reason: "First." }));
    return scannersPage({ explained }, { Checkov: "1", Prowler: "2" });
  };

  test("contains a row for each check and reason, with all its resources", () => {
    expect(pageOf(["b", "a", "b"])).toContain("| `C1` | Ensure C1 | `a`, `b` | First. |");
  });

  test.each([
    [20, "| `r10`, `r11`, `r12`, `r13`"],
    [21, "| 21 resources, such as `r10`, `r11`, `r12` |"],
  ])("contains the names of %i resources", (count, text) => {
    expect(pageOf(Array.from({ length: count }, (_, i) => `r${i + 10}`))).toContain(text);
  });
});
