import { existsSync } from "node:fs";
import { controlsPage } from "../../../../dev/docs/controls-page";
import { huntControls } from "../../../../dev/docs/commands/hunt-controls";
import { documentedDetections as detections } from "../../../../dev/docs/documented-detections";
import { tunedDetections } from "../../../../dev/docs/tuned-detections";

const page = controlsPage();

/** Returns the rows of a section: the cells of the control, and the cells of its detections. */
function rowsOf(section: string): string[][] {
  const [, after = ""] = page.split(`## ${section}\n`);
  const lines = (after.split("\n## ")[0] ?? "").split("\n").filter((line) => line.startsWith("| "));
  return lines.slice(2).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

test.each([
  ["1.2", 15, ["1.1", "3.1", "3.14"]],
  ["1.4", 16, ["1.7", "4.1", "4.15"]],
  ["3.0", 15, ["4.1", "4.3", "4.15"]],
  ["5.0", 15, ["4.1", "4.3", "4.15"]],
  ["6.0", 15, ["5.1", "5.3", "5.15"]],
  ["7.0", 15, ["5.1", "5.3", "5.15"]],
])(
  "CIS %s has %i controls on the page, each with its exact pattern and its tuned detections",
  (version, count, some) => {
    const rows = rowsOf(`CIS AWS Foundations Benchmark ${version}`);

    expect(rows).toHaveLength(count);
    expect(rows.map(([control]) => control)).toEqual(expect.arrayContaining(some));
    for (const [, exact, tuned] of rows) {
      expect(exact).toMatch(/^\[[a-z-]+\]\(runbooks\/[a-z-]+\.md\) \(notify\)$/);
      expect(tuned).toMatch(/^\[/);
    }
  },
);

test("Security Hub has CloudWatch.1 to CloudWatch.14 on the page, in order", () => {
  const numbers = Array.from({ length: 14 }, (_, i) => `CloudWatch.${i + 1}`);

  expect(rowsOf("AWS Security Hub").map(([control]) => control)).toEqual(numbers);
});

test.each([
  ["NIST SP 800-53", "NIST 800-53 "],
  ["PCI DSS 4", "PCI DSS 4 "],
  ["SOC 2", "SOC 2 "],
])("%s has every control of the catalog on the page, with its detections", (section, prefix) => {
  const named = detections.flatMap(({ id, controls }) =>
    controls.filter((control) => control.startsWith(prefix)).map((control) => `${control.slice(prefix.length)} ${id}`),
  );
  const shown = rowsOf(section).flatMap(([control, found = ""]) =>
    [...found.matchAll(/\[([a-z-]+)\]/g)].map(([, id]) => `${control} ${id}`),
  );

  expect(shown.toSorted()).toEqual(named.toSorted());
});

test("every linked runbook exists", () => {
  const linked = [...page.matchAll(/\(runbooks\/([a-z-]+)\.md\)/g)].map(([, id = ""]) => id);

  expect(linked.filter((id) => !existsSync(`docs/runbooks/${id}.md`))).toEqual([]);
  expect(new Set(linked.filter((id) => !id.startsWith("hunt-"))).size).toBe(detections.length);
});

test("every exact pattern has existing tuned detections", () => {
  const of = (track: string) => detections.filter((row) => row.track === track).map(({ id }) => id);

  expect(Object.keys(tunedDetections)).toEqual(of("compliance"));
  expect(Object.values(tunedDetections).filter((ids) => ids.length === 0)).toEqual([]);
  expect(
    Object.values(tunedDetections)
      .flat()
      .filter((id) => !of("pager").includes(id)),
  ).toEqual([]);
});

test("hunts are evidence for controls about the review of logs, each with its runbook", () => {
  const rows = rowsOf("Hunts");
  const huntsOf = Object.fromEntries(
    rows.map(([control = "", , hunts = ""]) => [
      control,
      [...hunts.matchAll(/\[([a-z-]+)\]/g)].map(([, name]) => name),
    ]),
  );

  expect(rows.map(([control]) => control)).toEqual(huntControls.map(({ control }) => control));
  expect(huntsOf["NIST 800-53 AU-6(3)"]).toEqual(["finding-and-change", "port-opened-and-reached"]);
  expect(huntsOf["PCI DSS 4 10.7.2"]).toEqual([
    "accounts-silent-in-turn",
    "dns-logs-silent-in-turn",
    "flow-logs-silent-in-turn",
    "log-sources-stopped-in-turn",
    "sign-in-then-logs-off",
  ]);
  const runbooks = [
    ...rows
      .flat()
      .join(" ")
      .matchAll(/runbooks\/(hunt-[a-z-]+\.md)/g),
  ].map(([, file = ""]) => file);
  expect(runbooks.filter((file) => !existsSync(`docs/runbooks/${file}`))).toEqual([]);
});
