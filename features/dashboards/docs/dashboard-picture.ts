import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Chart, type Sheet, activitySheet, findingsSheet, placed } from "../charts";
import { findings } from "../data-sets";
import { type Charts, loadCharts, numberText } from "../../../cli/report/charts";
import { Html, markup } from "../../../cli/report/html";
import { style } from "../../../cli/report/style";
import { type DashboardRow, activityRows, groupRows, groupsOf, sampleFindings } from "./sample-rows";
import { dayOfEvents } from "../../../sample-data/events/day-of-events";
import { account } from "../../../sample-data/values";
import { takePicture } from "../../../dev/docs/report-picture";

/** Number of rows of a table or chart that fit into its area. */
const shownRows = 8;

const days = Array.from({ length: 14 }, (_, i) => `2026-11-${String(i + 9).padStart(2, "0")}`);
/** Number of last days, in which the attack stories of the sample organization happen. */
const storyDays = 3;
const members = [account(3), account(4)];

/** Rows of each data set, from the days of the sample organization. */
function sampleRows(): Readonly<Record<string, readonly DashboardRow[]>> {
  const source = { partition: "aws", management: account(1), logArchive: account(2), members, home: "eu-central-1" };
  const rows = days.map((day) => activityRows(dayOfEvents({ ...source, day }), () => day));
  const isQuiet = (i: number) => i < days.length - storyDays;
  return {
    activity: rows.flatMap((ofDay, i) => (isQuiet(i) ? ofDay.filter(isOrdinary(ofDay)) : ofDay)),
    findings: sampleFindings(days, members, findings(days.length)),
  };
}

/** Whether a row is from a principal of ordinary work, and not only from an attack story. */
function isOrdinary(rows: readonly DashboardRow[]): (row: DashboardRow) => boolean {
  const sums = groupRows(rows, ["principal"], [{ column: "events", aggregate: "SUM" }]);
  const ordinary = new Set(sums.filter(({ events }) => Number(events) >= 20).map(({ principal }) => principal));
  return ({ principal, denied }) => ordinary.has(principal ?? null) && denied === 0;
}

/** A page with the charts of the dashboard at their positions. */
function pageOf(sheets: readonly Sheet[], rows: ReturnType<typeof sampleRows>, charts: Charts): string {
  return markup`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <style>${new Html(`${style}\n${gridStyle}`)}</style>
      <body>
        <p class="soft">Rendered from the definition of the dashboard with sample rows. It is not a screenshot of QuickSight.</p>
        ${sheets.map(
          ({ title, charts: all }) =>
            markup`<h2>${title}</h2><div class="sheet">${placed(all).map(
              ({ chart, column, row }) =>
                markup`<figure style="grid-column:${column + 1}/span ${chart.width};grid-row:${row + 1}/span ${chart.height}">
                  <h3>${chart.title}</h3>${drawn(chart, rows[chart.dataSet] ?? [], charts)}</figure>`,
            )}</div>`,
        )}
      </body>
    </html>`.text;
}

const gridStyle = `
body { padding: 16px 24px; }
.sheet { display: grid; grid-template-columns: repeat(36, 1fr); grid-auto-rows: 28px; gap: 4px; margin-bottom: 24px; }
.sheet figure { margin: 0; padding: 8px 16px; border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
.sheet h3 { margin: 0 0 8px; }
.sheet b { font-size: 40px; line-height: 1.2; }
.sheet svg { max-height: 270px; }
.sheet table { font-size: 12px; }`;

function drawn(chart: Chart, rows: readonly DashboardRow[], charts: Charts): Html {
  const { title, kind, by, color, measures } = chart;
  const last = measures.at(-1)?.column ?? "";
  const most = (all: readonly DashboardRow[]) =>
    all.toSorted((a, b) => {
      const [one, other] = [a[last] ?? 0, b[last] ?? 0];
      return typeof one === "number" && typeof other === "number"
        ? other - one
        : String(other).localeCompare(String(one));
    });
  if (kind === "number") {
    return markup`<b>${numberText(Number(groupRows(rows, [], measures)[0]?.[last] ?? 0))}</b>`;
  }
  if (kind === "table") {
    const columns = [...by, ...measures.map(({ column }) => column)];
    const shown = most(groupRows(rows, by, measures)).slice(0, shownRows);
    return markup`<table><tr>${columns.map((column) => markup`<th>${column}</th>`)}</tr>${shown.map(
      (row) => markup`<tr>${columns.map((column) => markup`<td>${row[column] ?? ""}</td>`)}</tr>`,
    )}</table>`;
  }
  const [axis = ""] = by;
  if (kind === "bars" && color === undefined) {
    const amounts = most(groupRows(rows, [axis], measures)).slice(0, shownRows);
    return charts.bars(
      title,
      amounts.map((row) => ({ name: String(row[axis]), value: Number(row[last]) })),
    );
  }
  const names = [...new Set(rows.map((row) => String(row[axis])))].toSorted();
  const series =
    color === undefined
      ? measures.map((measure) => ({ name: measure.column, rows, measure }))
      : [...groupsOf(rows, (row) => String(row[color]))]
          .toSorted(([a], [b]) => a.localeCompare(b))
          .map(([name, own]) => ({ name, rows: own, measure: { column: last, aggregate: "SUM" } as const }));
  return charts.columns(
    title,
    names.map((name) => name.replace(/^\d{4}-/, "")),
    series.map(({ name, rows: own, measure }) => {
      const sums = new Map(
        groupRows(own, [axis], [measure]).map((row) => [String(row[axis]), Number(row[measure.column])]),
      );
      return { name, values: names.map((one) => sums.get(one) ?? 0) };
    }),
  );
}

/** `npx tsx features/dashboards/docs/dashboard-picture.ts`: creates the picture of docs/dashboards.md. */
async function main(): Promise<void> {
  const at = mkdtempSync(join(tmpdir(), "trailkeeper-page-"));
  const page = join(at, "dashboard.html");
  writeFileSync(page, pageOf([activitySheet, findingsSheet], sampleRows(), await loadCharts()));
  takePicture(page, "docs/pictures/dashboard.png", { width: 1_300, height: 2_350 });
  rmSync(at, { recursive: true });
}

if (require.main === module) void main();
