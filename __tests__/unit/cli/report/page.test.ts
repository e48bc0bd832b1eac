import { createHash } from "node:crypto";
import { type Charts, loadCharts } from "../../../../cli/report/charts";
import { pageOf } from "../../../../cli/report/page";
import type { ReportData } from "../../../../cli/report/report-data";
import { mostRows } from "../../../../cli/report/table";
import { hostileTexts, sampleReport } from "../../../../dev/docs/pictures/sample-report";
import { account } from "../../../../sample-data/values";

let charts: Charts;
beforeAll(async () => {
  charts = await loadCharts();
});
const page = (data: ReportData = sampleReport()) => pageOf(data, charts);

/** Returns every element of a page by name, with the names of its attributes. */
function elementsOf(text: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [, name = "", rest = ""] of text.matchAll(/<([a-zA-Z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/g)) {
    const attributes = found.get(name) ?? new Set();
    for (const [, attribute = ""] of rest.replaceAll(/="[^"]*"/g, "").matchAll(/\s([\w:-]+)/g))
      attributes.add(attribute);
    found.set(name, attributes);
  }
  return found;
}

/** The data of a report with this string in every value that a caller of AWS, or a file, can choose. */
function poisoned(text: string): ReportData {
  const sample = sampleReport(text);
  const answers = Object.fromEntries(
    Object.entries(sample.answers).map(([name, { columns, rows }]) => [
      name,
      {
        columns,
        rows: rows.map((row) => row.map((value) => (/^\d+$/.test(value ?? "") ? value : `${text}${value}`))),
        unreadable: [text],
        problem: text,
      },
    ]),
  );
  return {
    ...sample,
    organization: text,
    madeAt: text,
    accounts: { [account(3)]: text, [text]: text },
    answers,
    alarms: [{ name: text, time: text, state: "ALARM" }],
    cost: { total: 1, lines: [{ item: text, amount: 1 }] },
  };
}

describe("the page of the report", () => {
  let plainPage: string;
  beforeAll(() => {
    plainPage = page(poisoned("plain"));
  });

  test.each(hostileTexts)("has no additional element or attribute because of %s", (text) => {
    const hostilePage = page(poisoned(text));
    const [plain, hostile] = [elementsOf(plainPage), elementsOf(hostilePage)];

    for (const [name, attributes] of hostile) {
      expect([...plain.keys()]).toContain(name);
      expect([...attributes].filter((one) => !plain.get(name)?.has(one))).toEqual([]);
    }
    expect(hostilePage.match(/</g)?.length).toBe(plainPage.match(/</g)?.length);
    expect(hostilePage).not.toContain("\u202E");
  });

  test("has no script, no event handler, no inline style and no URL to load", () => {
    const text = page();

    expect(
      [...elementsOf(text).keys()].filter((name) => /script|iframe|object|embed|img|link|base|form/.test(name)),
    ).toEqual([]);
    for (const [, attributes] of elementsOf(text)) {
      expect([...attributes].filter((name) => /^on|^style$|^src|^srcset$/.test(name))).toEqual([]);
    }
    const urls = [...text.matchAll(/(?:href|url)[=(]["']?([^"')\s>]*)/g)].map(([, url]) => url);
    expect(urls.filter((url) => url?.startsWith("#") !== true)).toEqual([]);
    expect(urls.length).toBeGreaterThan(10);
  });

  test("has a content security policy that allows only its own style sheet", () => {
    const text = page();
    const [, policy = ""] = /Content-Security-Policy" content="([^"]*)"/.exec(text) ?? [];
    const [, style = ""] = /<style>([\s\S]*?)<\/style>/.exec(text) ?? [];

    expect(text.match(/<style/g)).toHaveLength(1);
    expect(policy).toBe(
      `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; base-uri 'none'; form-action 'none'`,
    );
  });

  test("has a table with the numbers beside every chart, and an accessible name on each chart", () => {
    const text = page();
    const figures = text.split("<figure>").slice(1);

    expect(figures.length).toBeGreaterThan(5);
    for (const figure of figures) {
      expect(figure).toMatch(/^<svg role="img" aria-label="[^"]+"/);
      expect(figure.slice(figure.indexOf("</figure>"))).toMatch(
        /^<\/figure>\s*<div class="table"[^>]*>\s*<table>\s*<caption>[^<]+<\/caption>/,
      );
    }
    expect(text.match(/<th scope="(?:row|col)"/g)?.length).toBeGreaterThan(50);
  });

  test("draws a different pattern for each series, so that colours are not required", () => {
    const [chart = ""] = page().split("<figure>").slice(1);

    expect(new Set(chart.match(/<pattern[^>]*id="[^"]+"/g)).size).toBeGreaterThanOrEqual(5);
  });

  test("has a light and a dark theme, and rules for printing", () => {
    expect(page()).toMatch(/@media \(prefers-color-scheme: dark\)[\s\S]*@media print/);
    expect(page()).not.toMatch(/#01020[345]/);
  });

  test("lists the missing results, and shows no number in their place", () => {
    const sample = sampleReport();
    const failed = { columns: [], rows: [], unreadable: [], problem: "the workgroup is gone" };
    const text = page({
      ...sample,
      answers: { ...sample.answers, "identity-failed-sign-ins": failed },
      alarms: undefined,
    });

    expect(text).toContain("The saved query identity-failed-sign-ins has no answer: the workgroup is gone");
    expect(text).toMatch(/<li class="warn"><b>unknown<\/b>failed sign-ins/);
    expect(text).toContain("<b>not read</b>alarms raised");
  });

  test.each([mostRows, mostRows + 1])(
    "has at most 50 rows in a table, and prints the number of omitted rows if there are %d",
    (count) => {
      const sample = sampleReport();
      const rows = Array.from({ length: count }, (_, i) => [account(3), `arn-${i}`, "", "", "", "1"]);
      const columns = ["account", "principal", "first_seen", "first_address", "first_call", "calls"];
      const text = page({
        ...sample,
        answers: { ...sample.answers, "identity-new-principals": { columns, rows, unreadable: [] } },
      });

      expect(text.match(/arn-\d+/g)).toHaveLength(mostRows);
      expect(text.includes("The first 50 of 51 rows.")).toBe(count > mostRows);
    },
  );

  test("contains the sums of the results", () => {
    const { answers } = sampleReport();
    const events = answers["health-events-by-account-and-region"]?.rows.reduce((sum, row) => sum + Number(row[2]), 0);

    expect(page()).toContain(`<b>${new Intl.NumberFormat("en-US").format(events ?? 0)}</b>events`);
    expect(page()).toContain(`<b>4</b>alarms raised`);
  });

  test("the page of the report is the same for the same data", async () => {
    const withoutIds = (text: string) => text.replaceAll(/zr\d+-/g, "");

    expect(withoutIds(pageOf(sampleReport(), await loadCharts()))).toBe(withoutIds(page()));
  });
});
