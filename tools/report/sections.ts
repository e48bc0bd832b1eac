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

  /** Whether somebody should look into it. */
  readonly isWarning: boolean;
}

type Row = Readonly<Record<string, string>>;

/** The rows of a saved query, with values by column. None if it has no answer. */
function rowsOf({ answers }: ReportData, query: string): Row[] {
  const { columns, rows } = answers[query] ?? { columns: [], rows: [] };
  return rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i] ?? ""])));
}

const amountOf = (row: Row, column: string): number => Number(row[column]) || 0;

/** The sum of a column, by name. */
function sums(rows: readonly Row[], nameOf: (row: Row) => string, column: string): Amount[] {
  const all = new Map<string, number>();
  for (const row of rows) all.set(nameOf(row), (all.get(nameOf(row)) ?? 0) + amountOf(row, column));
  return [...all].map(([name, value]) => ({ name, value })).toSorted((a, b) => b.value - a.value);
}

const total = (amounts: readonly Amount[]): number => amounts.reduce((sum, { value }) => sum + value, 0);

/** Account with its name, if the configuration has one. */
const accountText = ({ accounts }: ReportData, id = ""): string =>
  Object.hasOwn(accounts, id) ? `${accounts[id]} (${id})` : id;

/** The same in a chart, where there is less room. */
const accountName = ({ accounts }: ReportData, id: string): string =>
  Object.hasOwn(accounts, id) ? (accounts[id] ?? id) : id;

/** Accounts with a column of their own; the others are one together. */
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

function volumeBy(data: ReportData, charts: Charts, query: string, column: string, what: string): Html {
  const amounts = sums(rowsOf(data, query), (row) => row[column] ?? "", "events");
  return amountSection(charts, `Events by ${what}`, what, "events", amounts);
}

/** Bars, and all their numbers in a table. */
function amountSection(charts: Charts, title: string, name: string, unit: string, amounts: readonly Amount[]): Html {
  return markup`${chart(amounts.length > 0, () => charts.bars(title, amounts))}
  ${amounts.length === 0 ? nothing : tableOf({ caption: title, columns: [name, unit], rows: amounts.map((one) => [one.name, one.value]) })}`;
}

const nothing = markup`<p>None.</p>`;

/** A chart, if there is something to draw. */
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
  return markup`${amountSection(charts, "Console sign-ins by kind of caller", "caller", "sign-ins", amounts)}
    <h3>Who signed in</h3>
    ${rowsTable(data, "identity-sign-ins", "Sign-ins that succeeded", ["account", "principal_name", "role", "source_address", "sign_ins"])}
    <h3>Failed sign-ins</h3>
    ${problemsOf(data, ["identity-failed-sign-ins"])}
    ${rowsTable(data, "identity-failed-sign-ins", "Sign-ins that failed", ["account", "principal_name", "source_address", "failures", "successes"])}`;
}

function denied(data: ReportData, charts: Charts): Html {
  const query = "identity-denied-calls-by-principal";
  const amounts = sums(rowsOf(data, query), (row) => row["event_name"] ?? "", "denied");
  return markup`${chart(amounts.length > 0, () => charts.bars("Denied calls by call", amounts))}
  ${rowsTable(data, query, "Denied calls", ["account", "principal_arn", "event_source", "event_name", "denied"])}`;
}

function silence(data: ReportData): Html {
  return markup`<h3>Accounts</h3>
    ${rowsTable(data, "health-silent-accounts", "Accounts that delivered in the week before, and not since", ["account", "events_before", "last_event"])}
    <h3>Hours</h3>
    ${problemsOf(data, ["health-silent-hours"])}
    ${rowsTable(data, "health-silent-hours", "Hours without an event, of accounts and regions with events in other hours", ["account", "region", "silent_hours", "first_silent_hour", "last_silent_hour"])}`;
}

/** The configured accounts, with what each delivered. */
function coverage(data: ReportData): Html {
  const rows = rowsOf(data, "health-events-by-account-and-region");
  const missing = rowsOf(data, "compliance-config-coverage");
  const ids = [...new Set([...Object.keys(data.accounts), ...rows.map(({ account = "" }) => account)])];
  return tableOf({
    caption: "Accounts, and what was delivered of each",
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
    return markup`<p class="problem">Not read: give the history of the alarms with --alarms.</p>`;
  }
  const raised = changes.filter(({ state }) => state === "ALARM");
  const counted = raised.map(({ name }) => ({ name, count: "1" }));
  const amounts = sums(counted, ({ name = "" }) => name, "count");
  return markup`${amountSection(charts, "Alarms by how often they were raised", "alarm", "times", amounts)}
  ${
    raised.length === 0
      ? markup``
      : tableOf({
          caption: "When an alarm was raised",
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
      <p class="problem">No estimate of a month: give it with --cost.</p>`;
  }
  const amounts = data.cost.lines.map(({ item, amount }) => ({ name: item, value: amount }));
  return markup`<p>An estimate of a month: $${numberText(data.cost.total)}.</p>
    ${amountSection(charts, "Estimated dollars of a month", "what", "dollars", amounts)} ${read}`;
}

/** The reasons of queries without an answer, and objects that could not be read. */
export function problemsOf({ answers }: ReportData, queries: readonly string[]): Html {
  const found = queries.flatMap((query) => problemTexts(query, answers[query]));
  return markup`${found.map((text) => markup`<p class="problem">${text}</p>`)}`;
}

function problemTexts(query: string, answer: ReportAnswer | undefined): string[] {
  if (answer === undefined) return [`No answer of the saved query ${query}.`];
  const { problem, unreadable } = answer;
  return [
    ...(problem === undefined ? [] : [`No answer of the saved query ${query}: ${problem}`]),
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

/** The sections of the page, in its order. */
export const sectionRows: readonly SectionRow[] = [
  {
    id: "volume",
    title: "Volume by account",
    about: "Events of CloudTrail. A jump, or a day without events, has a reason.",
    queries: ["cost-events-by-day"],
    body: volumeByDay,
  },
  {
    id: "regions",
    title: "Volume by region",
    about: "A region that nobody uses should have few events.",
    queries: ["health-events-by-account-and-region"],
    body: (data, charts) => volumeBy(data, charts, "health-events-by-account-and-region", "region", "region"),
  },
  {
    id: "sources",
    title: "Volume by source",
    about: "Services of AWS that were called. The query returns the 200 largest of account and service.",
    queries: ["cost-events-by-service"],
    body: (data, charts) => volumeBy(data, charts, "cost-events-by-service", "eventsource", "service"),
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
      "Who was denied most often, and which calls. A mistake in a policy looks the same as somebody who tries doors.",
    queries: ["identity-denied-calls-by-principal"],
    body: denied,
  },
  {
    id: "new-principals",
    title: "New principals",
    about: `Users and roles that called, and had not called in the ${knownDays} days before.`,
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
    about: "What was expected and did not come.",
    queries: ["health-silent-accounts"],
    body: silence,
  },
  {
    id: "coverage",
    title: "Coverage",
    about: "Every configured account, and what was delivered of it. AWS Config: snapshots of the last day.",
    queries: ["health-events-by-account-and-region", "compliance-config-coverage"],
    body: coverage,
  },
  { id: "cost", title: "Cost", about: "List prices.", queries: [], body: cost },
];

/** The numbers at the top of the page. */
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
