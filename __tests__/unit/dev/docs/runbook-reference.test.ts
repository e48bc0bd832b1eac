import { existsSync, readFileSync } from "node:fs";
import { documentedDetections } from "../../../../dev/docs/documented-detections";
import { relatedQueries } from "../../../../dev/docs/related-queries";
import { detectionFacts, runbookFacts, withFacts } from "../../../../dev/docs/runbook-reference";
import type { Detection } from "../../../../detections/detection";

const row: Detection = {
  id: "tested",
  title: "A trail was stopped",
  why: "Nothing is recorded.",
  severity: "page",
  track: "pager",
  controls: ["CIS 1.2: 3.5", "SOC 2 CC7.2"],
  pattern: '{$.eventName="StopLogging"}',
};

test.each(runbookFacts().map(({ page, lines }) => [page, lines] as const))(
  "the facts of %s are current; if not, run npm run docs",
  (page, lines) => {
    const text = readFileSync(page, "utf8");

    expect(text).toBe(withFacts(page, text, lines));
  },
);

test("each runbook gets the facts of one kind of rows", () => {
  const pages = runbookFacts().map(({ page }) => page);

  expect(pages.length).toBeGreaterThan(150);
  expect(new Set(pages).size).toBe(pages.length);
});

test("the facts of a detection begin with its severity, reason and controls", () => {
  expect(detectionFacts(row)[0]).toBe("Severity: page. Nothing is recorded. Controls: CIS 1.2: 3.5; SOC 2 CC7.2.");
});

test.each<[string, Partial<Detection>, string]>([
  ["one event", {}, "- **Raised:** by one matching event within 5 minutes."],
  ["a threshold", { threshold: 10, periodSeconds: 600 }, "- **Raised:** by 10 matching events within 10 minutes."],
  ["a period of a minute", { periodSeconds: 60 }, "- **Raised:** by one matching event within a minute."],
  ["severity watch", { severity: "watch" }, "- **Raised:** never. Matching events are only counted."],
])("the facts of a detection with %s describe when it is raised", (_, change, expected) => {
  expect(detectionFacts({ ...row, ...change })).toContain(expected);
});

test.each<[string, Partial<Detection>, string | undefined]>([
  ["severity page", {}, "a message with the event arrives minutes before the alarm."],
  ["severity notify", { severity: "notify" }, undefined],
  ["only an alarm", { urgentEvent: { alarmOnly: "No rule." } }, "none. No rule."],
  [
    "a wider rule",
    { urgentEvent: { widened: "It is wider." } },
    "a message with the event arrives minutes before the alarm. It is wider.",
  ],
])("the facts of a detection with %s describe its urgent event", (_, change, expected) => {
  const line = detectionFacts({ ...row, ...change }).find((text) => text.startsWith("- **Urgent event:**"));

  expect(line).toBe(expected && `- **Urgent event:** ${expected}`);
});

test("every detection with related queries has a runbook, and the queries exist", () => {
  const ids = documentedDetections.map(({ id }) => id);

  expect(Object.keys(relatedQueries).filter((id) => !ids.includes(id))).toEqual([]);
  expect(
    Object.values(relatedQueries)
      .flat()
      .filter((name) => !existsSync(`queries/${name}.sql`)),
  ).toEqual([]);
});

test("fails when a runbook has no markers", () => {
  expect(() => withFacts("docs/runbooks/tested.md", "# A trail was stopped\n", ["Severity: page."])).toThrow(
    "docs/runbooks/tested.md has no facts; add the lines <!-- facts: written by `npm run docs` -->",
  );
});
