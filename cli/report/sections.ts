import { type Amount, type Charts, type Series, numberText } from "./charts";
import { type Html, markup } from "./html";
import { daysOf } from "./period";
import type { ReportAnswer, ReportData } from "./report-data";
import { knownDays } from "./reported-queries";
import { tableOf } from "./table";

/** A number at the top of the page. */
export interface KeyNumber {
  readonly text: string;
  readonly value: string;

  /** Whether the page marks the number for review. */
  readonly isWarning: boolean;
}

type Row = Readonly<Record<string, string>>;

/** The rows of a saved query, with values by column. Empty if the query has no answer. */
function rowsOf({ answers }: ReportData, query: string): Row[] {
  const { columns, rows } = answers[query] ?? { columns: [], rows: [] };
  return rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i] ?? ""])));
}

const amountOf = (row: Row, column: string): number => Number(row[column]) || 0;

/** The sums of a column, grouped by name. */
function sums(rows: readonly Row[], nameOf: (row: Row) => string, column: string): Amount[] {
  const all = new Map<string, number>();
  for (const row of rows) all.set(nameOf(row), (all.get(nameOf(row)) ?? 0) + amountOf(row, column));
  return [...all].map(([name, value]) => ({ name, value })).toSorted((a, b) => b.value - a.value);
}

const total = (amounts: readonly Amount[]): number => amounts.reduce((sum, { value }) => sum + value, 0);

/** An account id, with the name of the account if the configuration has it. */
const accountText = ({ accounts }: ReportData, id = ""): string =>
  Object.hasOwn(accounts, id) ? `${accounts[id]} (${id})` : id;

/** The name of an account for charts, or its id. Charts have less room. */
const accountName = ({ accounts }: ReportData, id: string): string =>
  Object.hasOwn(accounts, id) ? (accounts[id] ?? id) : id;

/** Maximum number of accounts that are separate series of a chart. All other accounts are one series. */
const mostSeries = 5;

function volumeByDay(data: ReportData, charts: Charts): Html {
  const rows = rowsOf(data, "cost-events-by-day");
  const days = daysOf(data);
  const byAccount = sums(rows, ({ account = "" }) => account, "events");
  const largest = byAccount.slice(0, mostSeries).map(({ name }) => name);
  const seriesOf = (name: string, isOf: (account: string) => boolean): Series => ({
    name,
    values: days.map((day) =>
      total(
        sums(
          rows.filter((row) => row["day"]?.replaceAll("/", "-") === day && isOf(row["account"] ?? "")),
          () => name,
          "events",
        ),
      ),
    ),
  });
  const series = [
    ...largest.map((id) => seriesOf(accountName(data, id), (account) => account === id)),
    ...(byAccount.length > largest.length
      ? [seriesOf("all other accounts", (account) => !largest.includes(account))]
      : []),
  ];
  return markup`${chart(series.length > 0, () =>
    charts.columns(
      "Events by day and account",
      days.map((day) => day.slice(5)),
      series,
    ),
  )}
  ${tableOf({
    caption: "Events by day",
    columns: ["day", ...series.map(({ name }) => name), "all"],
    rows: days.map((day, i) => {
      const values = series.map((one) => one.values[i] ?? 0);
      return [day, values, values.reduce((sum, value) => sum + value, 0)].flat();
    }),
  })}`;
}

interface VolumeByOptions {
  readonly data: ReportData;
  readonly charts: Charts;
  readonly query: string;
  readonly column: string;
  readonly what: string;
}

function volumeBy({ data, charts, query, column, what }: VolumeByOptions): Html {
  const amounts = sums(rowsOf(data, query), (row) => row[column] ?? "", "events");
  return amountSection({ charts, title: `Events by ${what}`, name: what, unit: "events", amounts });
}

interface AmountSectionOptions {
  readonly charts: Charts;
  readonly title: string;
  readonly name: string;
  readonly unit: string;
  readonly amounts: readonly Amount[];
}

/** A bar chart, and a table with all numbers. */
function amountSection({ charts, title, name, unit, amounts }: AmountSectionOptions): Html {
  return markup`${chart(amounts.length > 0, () => charts.bars(title, amounts))}
  ${amounts.length === 0 ? nothing : tableOf({ caption: title, columns: [name, unit], rows: amounts.map((one) => [one.name, one.value]) })}`;
}

const nothing = markup`<p>None.</p>`;

/** A chart, if there is data to draw. */
const chart = (isDrawn: boolean, draw: () => Html): Html => (isDrawn ? markup`<figure>${draw()}</figure>` : markup``);

/** A table of some columns of a query, with the names of accounts. */
function rowsTable(data: ReportData, query: string, caption: string, columns: readonly string[]): Html {
  const rows = rowsOf(data, query);
  if (rows.length === 0) return nothing;
  const numeric = new Set(columns.filter((column) => rows.every((row) => /^\d+(\.\d+)?$/.test(row[column] ?? ""))));
  return tableOf({
    caption,
    columns: columns.map((column) => column.replaceAll("_", " ")),
    rows: rows.map((row) =>
      columns.map((column) => {
        if (column === "account") return accountText(data, row[column]);
        return numeric.has(column) ? Number(row[column]) : (row[column] ?? "");
      }),
    ),
  });
}

function signIns(data: ReportData, charts: Charts): Html {
  const amounts = sums(rowsOf(data, "identity-sign-ins"), (row) => row["principal_type"] ?? "", "sign_ins");
  return markup`${amountSection({ charts, title: "Console sign-ins by kind of caller", name: "caller", unit: "sign-ins", amounts })}
    <h3>Who signed in</h3>
    ${rowsTable(data, "identity-sign-ins", "Sign-ins that succeeded", ["account", "principal_name", "role", "source_address", "sign_ins"])}
    <h3>Failed sign-ins</h3>
    ${problemsOf(data, ["identity-failed-sign-ins"])}
    ${rowsTable(data, "identity-failed-sign-ins", "Sign-ins that failed", ["account", "principal_name", "source_address", "failures", "successes"])}`;
}

function deniedSection(data: ReportData, charts: Charts): Html {
  const query = "identity-denied-calls-by-principal";
  const amounts = sums(rowsOf(data, query), (row) => row["event_name"] ?? "", "denied");
  return markup`${chart(amounts.length > 0, () => charts.bars("Denied calls by call", amounts))}
  ${rowsTable(data, query, "Denied calls", ["account", "principal_arn", "event_source", "event_name", "denied"])}`;
}

function silence(data: ReportData): Html {
  return markup`<h3>Accounts</h3>
    ${rowsTable(data, "health-silent-accounts", "Accounts that delivered events in the week before the report, and none since", ["account", "events_before", "last_event"])}
    <h3>Hours</h3>
    ${problemsOf(data, ["health-silent-hours"])}
    ${rowsTable(data, "health-silent-hours", "Hours without events, for accounts and regions with events in other hours", ["account", "region", "silent_hours", "first_silent_hour", "last_silent_hour"])}`;
}

/** The configured accounts, with the logs that each delivered. */
function coverage(data: ReportData): Html {
  const rows = rowsOf(data, "health-events-by-account-and-region");
  const missing = rowsOf(data, "compliance-config-coverage");
  const ids = [...new Set([...Object.keys(data.accounts), ...rows.map(({ account = "" }) => account)])];
  return tableOf({
    caption: "Accounts, and the logs that each delivered",
    columns: ["account", "events", "regions with events", "regions without a snapshot of AWS Config"],
    rows: ids.map((id) => {
      const own = rows.filter(({ account }) => account === id);
      const without = missing.filter(({ account }) => account === id).map(({ region = "" }) => region);
      return [
        accountText(data, id),
        own.reduce((sum, row) => sum + amountOf(row, "events"), 0),
        own
          .map(({ region = "" }) => region)
          .toSorted()
          .join(", ") || "none",
        without.toSorted().join(", ") || "none",
      ];
    }),
  });
}

function alarms({ alarms: changes }: ReportData, charts: Charts): Html {
  if (changes === undefined) {
    return markup`<p class="problem">Not read. Add the history of the alarms with --alarms.</p>`;
  }
  const raised = changes.filter(({ state }) => state === "ALARM");
  const counted = raised.map(({ name }) => ({ name, count: "1" }));
  const amounts = sums(counted, ({ name = "" }) => name, "count");
  return markup`${amountSection({ charts, title: "Number of times that each alarm was raised", name: "alarm", unit: "times", amounts })}
  ${
    raised.length === 0
      ? markup``
      : tableOf({
          caption: "Times at which alarms were raised",
          columns: ["alarm", "time"],
          rows: raised.toSorted((a, b) => a.time.localeCompare(b.time)).map(({ name, time }) => [name, time]),
        })
  }`;
}

function cost(data: ReportData, charts: Charts): Html {
  const read = markup`<p>
    This report read ${numberText(data.scannedBytes / 1e9)} GB of the archive, for about
    $${data.scanDollars.toFixed(2)}.
  </p>`;
  if (data.cost === undefined) {
    return markup`${read}
      <p class="problem">There is no estimate of a month. Add it with --cost.</p>`;
  }
  const amounts = data.cost.lines.map(({ item, amount }) => ({ name: item, value: amount }));
  return markup`<p>An estimate of a month: $${numberText(data.cost.total)}.</p>
    ${amountSection({ charts, title: "Estimated dollars of a month", name: "what", unit: "dollars", amounts })} ${read}`;
}

/** The reasons why queries have no answer, and the objects that could not be read. */
export function problemsOf({ answers }: ReportData, queries: readonly string[]): Html {
  const found = queries.flatMap((query) => problemTexts(query, answers[query]));
  return markup`${found.map((text) => markup`<p class="problem">${text}</p>`)}`;
}

function problemTexts(query: string, answer: ReportAnswer | undefined): string[] {
  if (answer === undefined) return [`The saved query ${query} has no answer.`];
  const { problem, unreadable } = answer;
  return [
    ...(problem === undefined ? [] : [`The saved query ${query} has no answer: ${problem}`]),
    ...(unreadable.length === 0
      ? []
      : [`${query} could not read these objects, so their rows are missing: ${unreadable.join(", ")}`]),
  ];
}

/** A part of the page. */
interface SectionRow {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly queries: readonly string[];
  readonly body: (data: ReportData, charts: Charts) => Html;
}

/** The sections of the page, in order. */
export const sectionRows: readonly SectionRow[] = [
  {
    id: "volume",
    title: "Volume by account",
    about: "Events of CloudTrail. Find the reason for a sudden change, or for a day without events.",
    queries: ["cost-events-by-day"],
    body: volumeByDay,
  },
  {
    id: "regions",
    title: "Volume by region",
    about: "A region that no one uses should have few events.",
    queries: ["health-events-by-account-and-region"],
    body: (data, charts) =>
      volumeBy({ data, charts, query: "health-events-by-account-and-region", column: "region", what: "region" }),
  },
  {
    id: "sources",
    title: "Volume by source",
    about:
      "AWS services that were called. The query returns the 200 pairs of account and service with the most events.",
    queries: ["cost-events-by-service"],
    body: (data, charts) =>
      volumeBy({ data, charts, query: "cost-events-by-service", column: "eventsource", what: "service" }),
  },
  { id: "alarms", title: "Alarms", about: "How often each alarm was raised.", queries: [], body: alarms },
  {
    id: "sign-ins",
    title: "Sign-ins",
    about: "Sign-ins to the console.",
    queries: ["identity-sign-ins"],
    body: signIns,
  },
  {
    id: "denied",
    title: "Denied calls",
    about:
      "The callers and calls that AWS denied most often. The cause is a mistake in a policy, or someone who searches for permissions.",
    queries: ["identity-denied-calls-by-principal"],
    body: deniedSection,
  },
  {
    id: "new-principals",
    title: "New principals",
    about: `Users and roles that made calls, and made none in the ${knownDays} days before.`,
    queries: ["identity-new-principals"],
    body: (data) =>
      rowsTable(data, "identity-new-principals", "New principals", [
        "account",
        "principal",
        "first_seen",
        "first_address",
        "first_call",
        "calls",
      ]),
  },
  {
    id: "silence",
    title: "Silence",
    about: "Accounts and regions that did not deliver the expected events.",
    queries: ["health-silent-accounts"],
    body: silence,
  },
  {
    id: "coverage",
    title: "Coverage",
    about:
      "Every configured account, and the logs that it delivered. For AWS Config, the table counts snapshots of the last day.",
    queries: ["health-events-by-account-and-region", "compliance-config-coverage"],
    body: coverage,
  },
  { id: "cost", title: "Cost", about: "List prices.", queries: [], body: cost },
];

/** Computes the numbers at the top of the page. */
export function keyNumbers(data: ReportData): KeyNumber[] {
  const sum = (query: string, column: string) => total(sums(rowsOf(data, query), () => "", column));
  const count = (query: string) => rowsOf(data, query).length;
  const has = (query: string) => data.answers[query]?.problem === undefined && data.answers[query] !== undefined;
  const number = (text: string, query: string, value: number, isBad: boolean): KeyNumber => ({
    text,
    value: has(query) ? numberText(value) : "unknown",
    isWarning: isBad && (!has(query) || value > 0),
  });
  const raised = data.alarms?.filter(({ state }) => state === "ALARM").length;
  const volume = "health-events-by-account-and-region";
  const silent = count("health-silent-accounts");
  return [
    number("events", volume, sum(volume, "events"), false),
    {
      text: "alarms raised",
      value: raised === undefined ? "not read" : numberText(raised),
      isWarning: (raised ?? 0) > 0,
    },
    number("failed sign-ins", "identity-failed-sign-ins", sum("identity-failed-sign-ins", "failures"), true),
    number(
      "denied calls",
      "identity-denied-calls-by-principal",
      sum("identity-denied-calls-by-principal", "denied"),
      false,
    ),
    number("new principals", "identity-new-principals", count("identity-new-principals"), false),
    number("silent accounts", "health-silent-accounts", silent, true),
  ];
}
