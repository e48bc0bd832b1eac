import { type DataSetDefinition, activity, findings, inDatabase } from "../../features/dashboards/data-sets";
import { logTables } from "../../tables/catalog";
import { cloudTrailEventsView } from "../../tables/cloudtrail-events";
import { type DaySource, dayOfEvents } from "../../sample-data/events/day-of-events";
import { activityRows } from "../../features/dashboards/docs/sample-rows";
import { account } from "../../sample-data/values";
import { catalogSource } from "../support/catalog";
import { inlineTable } from "../support/inline-table";
import { EventsInTrino } from "./support/events-in-trino";

const trino = new EventsInTrino();
const days = 3;

/** A day in UTC before today, and the partition of its logs. */
const dayBefore = (count: number) => new Date(Date.now() - count * 86_400_000).toISOString().slice(0, 10);
const partition = (count: number) => dayBefore(count).replaceAll("-", "/");

const source: DaySource = {
  day: dayBefore(1),
  partition: "aws",
  management: account(1),
  logArchive: account(2),
  members: [account(3), account(4)],
  home: "eu-central-1",
};
const events = dayOfEvents(source);
const oldest = dayOfEvents({ ...source, day: dayBefore(days - 1) }).slice(0, 50);
const tooOld = dayOfEvents({ ...source, day: dayBefore(days) }).slice(0, 50);

const findingsTable = logTables(catalogSource()).find(({ name }) => name === "securityhub_findings");
const finding = (id: string, updated: string, changes: object = {}) => ({
  id,
  awsaccountid: account(3),
  productname: "GuardDuty",
  severity: { label: "HIGH" },
  workflow: { status: "NEW" },
  recordstate: "ACTIVE",
  updatedat: `${updated}T06:00:00Z`,
  ...changes,
});
const delivered = (count: number, ...list: object[]) => ({ day: partition(count), detail: { findings: list } });
const deliveries = [
  delivered(0, finding("a", dayBefore(1)), finding("b", dayBefore(1), { severity: { label: "LOW" } })),
  // A second version of the finding, now resolved, and two findings in one event
  delivered(0, finding("a", dayBefore(0), { workflow: { status: "RESOLVED" } })),
  delivered(
    2,
    finding("c", dayBefore(2)),
    finding("d", dayBefore(2)),
    finding("e", dayBefore(2), { recordstate: "ARCHIVED" }),
  ),
  delivered(3, finding("f", dayBefore(3))),
];

let trail: string;

beforeAll(async () => {
  await trino.start();
  trail = await trino.table("trail", {
    // The first event is delivered twice
    [partition(1)]: [...events, ...events.slice(0, 1)],
    [partition(2)]: oldest,
    [partition(3)]: tooOld,
  });
});
afterAll(() => trino.removeTables());

/** Returns the rows of a data set by its columns. A SELECT replaces its view or table. */
async function rowsOf(definition: DataSetDefinition): Promise<Record<string, unknown>[]> {
  const view = cloudTrailEventsView([[trail]]).sql;
  const sql = inDatabase(definition.sql, "acme_audit")
    .replace('FROM "acme_audit"."cloudtrail_events"', () => `FROM (\n${view}\n)`)
    .replace('FROM "acme_audit"."securityhub_findings"', () =>
      findingsTable === undefined ? "" : `FROM (\n${inlineTable(findingsTable, deliveries)}\n)`,
    );
  const rows = await trino.query(sql);
  const names = Object.keys(definition.columns);
  expect(rows.every((row) => row.length === names.length)).toBe(true);
  return rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]])));
}

const midnight = (count: number) => `${dayBefore(count)} 00:00:00.000`;
const total = (rows: readonly Record<string, unknown>[], column: string) =>
  rows.reduce((sum, row) => sum + Number(row[column]), 0);

describe("the data set of calls", () => {
  let rows: Record<string, unknown>[];
  beforeAll(async () => {
    rows = await rowsOf(activity(days));
  });

  test("counts each event once, and only events of the given days", () => {
    expect(total(rows, "events")).toBe(events.length + oldest.length);
    expect([...new Set(rows.map(({ day }) => day))].toSorted()).toEqual([midnight(2), midnight(1)]);
  });

  test("contains exactly the rows that are computed from the events", () => {
    const daysAgo = new Set(oldest);
    const expected = activityRows([...oldest, ...events], (event) => midnight(daysAgo.has(event) ? 2 : 1));
    const sorted = (all: readonly object[]) =>
      all.map((row) => JSON.stringify(row)).toSorted((a, b) => a.localeCompare(b));

    expect(sorted(rows)).toEqual(sorted(expected));
  });

  test("contains the number of denied calls, and their names", () => {
    const denied = [...events, ...oldest].filter(({ errorCode = "" }) =>
      /^AccessDenied|UnauthorizedOperation$/.test(errorCode),
    );

    expect(denied.length).toBeGreaterThan(0);
    expect(total(rows, "denied")).toBe(denied.length);
    expect([...new Set(rows.map((row) => row["denied_call"] ?? ""))].toSorted()).toEqual(
      [...new Set(denied.map(({ eventName }) => eventName)), ""].toSorted(),
    );
  });

  test("counts successful and failed sign-ins", () => {
    const answered = (answer: string) =>
      [...events, ...oldest].filter(
        ({ eventName, responseElements }) =>
          eventName === "ConsoleLogin" && responseElements?.["ConsoleLogin"] === answer,
      ).length;

    expect(answered("Failure")).toBeGreaterThan(0);
    expect([total(rows, "sign_ins"), total(rows, "failed_sign_ins")]).toEqual([
      answered("Success"),
      answered("Failure"),
    ]);
  });

  test("contains a role instead of its sessions, and one principal for all AWS services", () => {
    const principals = new Set(rows.map(({ principal }) => String(principal)));

    expect(principals).toContain("services of AWS");
    expect([...principals].filter((one) => one.includes("assumed-role") || one.includes("aws-service-role"))).toEqual(
      [],
    );
  });
});

test("the data set of findings contains the latest version of each finding, only of the given days", async () => {
  const row = (count: number, severity: string, state: string, number: number) => ({
    day: midnight(count),
    account: account(3),
    product: "GuardDuty",
    severity,
    state,
    findings: number,
  });
  const rows = await rowsOf(findings(days));

  expect(rows.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))).toEqual(
    [
      row(2, "HIGH", "ARCHIVED", 1),
      row(2, "HIGH", "NEW", 2),
      row(1, "LOW", "NEW", 1),
      row(0, "HIGH", "RESOLVED", 1),
    ].toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
  );
});
