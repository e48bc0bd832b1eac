import { countryColumn, noRanges } from "../../hunts/countries";
import { type Hunt, type HuntPart, type HuntSource, allHunts, huntSources, isHistory, partsOf } from "../../hunts/hunt";
import { onePass } from "../../hunts/one-pass";
import { rowFields } from "../../hunts/message-rows";
import { selectRows } from "../../hunts/selection";
import { type TunedHunt, withDefaults } from "../../hunts/tuned-hunt";
import { huntQuery } from "../../hunts/saved-query";
import { cloudTrailEventsView } from "../../tables/cloudtrail-events";
import { dnsLogsTable } from "../../tables/dns-logs";
import { flowLogsTable } from "../../tables/flow-logs";
import { s3AccessLogsTable } from "../../tables/s3-access-logs";
import { securityHubFindingsTable } from "../../tables/securityhub-findings";
import type { CloudTrailEvent } from "../../sample-data/events/event";
import { countryRanges } from "../support/hunt-stories/first-uses";
import { huntStories } from "../support/hunt-stories/all";
import { monthAccounts, monthDays, ordinaryDay, partitionOf } from "../support/hunt-stories/ordinary-month";
import { type LogRecord, roleArn, storyDay } from "../support/hunt-stories/story";
import { hostileEvents } from "../support/hostile-events";
import { EventsInTrino } from "./support/events-in-trino";
import { type HuntRun, HuntsInTrino } from "./support/hunts-in-trino";

const hunts = allHunts().map(withDefaults);
const ofCloudTrail = hunts.filter(({ source }) => source === "cloudtrail");
const isReading = (hunt: Hunt, wanted: HuntSource) => partsOf(hunt).some(({ source }) => source === wanted);
const isOfFirstUse = ({ firstUse }: Hunt) => firstUse !== undefined;
const trino = new EventsInTrino();

/** The two days of the stories, and the days before, which an earlier run read. */
const run: HuntRun = { run: "run", from: "2026/01/14", to: "2026/01/15" };
const earlier: HuntRun = { run: "earlier", from: "2025/10/01", to: "2026/01/13" };

type Log = CloudTrailEvent | LogRecord;

/** Returns every story of a hunt, by the name of the hunt and its difference. */
function storiesOf({ name }: Hunt): [string, readonly Log[]][] {
  const { found, alsoFound = {}, nearMisses } = huntStories[name] ?? { found: [], nearMisses: {} };
  const labelled = (kind: string, given: Readonly<Record<string, readonly Log[]>>) =>
    Object.entries(given).map(([what, events]): [string, readonly Log[]] => [`${name}: ${kind}: ${what}`, events]);
  return [[name, found], ...labelled("found", alsoFound), ...labelled("missed", nearMisses)];
}

/** Returns the records of the stories of all hunts in a source. */
function scenarios(source: HuntSource): [string, readonly Log[]][] {
  const isIn = (log: Log, hunt: Hunt) => hunt.with === undefined || "eventSource" in log === (source === "cloudtrail");
  return hunts
    .filter((hunt) => isReading(hunt, source))
    .flatMap((hunt) =>
      storiesOf(hunt).map(([what, logs]): [string, readonly Log[]] => [what, logs.filter((log) => isIn(log, hunt))]),
    );
}

/** The column with the scenario of each record. */
const scenarioOf = (source: HuntSource) => (source === "cloudtrail" ? "split_part(event_id, '|', 1)" : "region");

/** Returns a hunt that reads only its own scenarios, and counts each scenario separately. */
function eachScenario(hunt: TunedHunt): TunedHunt {
  const inScenarios = <Part extends HuntPart>(part: Part): Part => {
    const sql = scenarioOf(part.source);
    return {
      ...part,
      match: `(${sql} = '${hunt.name}' OR ${sql} LIKE '${hunt.name}: %') AND (${part.match})`,
      subject: [...part.subject, { name: "scenario", sql }],
    };
  };
  const both = { ...inScenarios(hunt), by: [...hunt.by, "scenario"] };
  return hunt.with === undefined ? both : { ...both, with: inScenarios(hunt.with) };
}

const place = { location: "", accountIds: [], regions: [], firstDay: "2026/01/01" };
const tablesOfSources = {
  "flow-logs": flowLogsTable(place),
  "dns-logs": dnsLogsTable(place),
  "access-logs": s3AccessLogsTable({ ...place, bucketNames: [] }),
  findings: securityHubFindingsTable(place),
};

/** Returns a record with its scenario. */
function inScenario(scenario: string, record: CloudTrailEvent | LogRecord): LogRecord {
  const { detail } = record as { readonly detail?: { readonly findings: readonly object[] } };
  if (detail === undefined) return { ...record, region: scenario };
  return {
    ...record,
    detail: { findings: detail.findings.map((one) => Object.assign({}, one, { region: scenario })) },
  };
}

/** Names of the tables. */
const stories = new Map<HuntSource, string>();
let hostile: string;
let countries: string;
let rowsOfStories: string;

/** Returns the scenarios of the stories that hunts found, by hunt. */
const found = new Map<string, string[]>();

beforeAll(async () => {
  await trino.start();
  const events = scenarios("cloudtrail").flatMap(([scenario, list]) =>
    (list as readonly CloudTrailEvent[]).map((event) =>
      Object.assign({}, event, { eventID: `${scenario}|${event.eventID}` }),
    ),
  );
  const dayOf = ({ eventTime }: CloudTrailEvent) => eventTime.slice(0, 10).replaceAll("-", "/");
  const days = [...new Set(events.map(dayOf))];
  const byDay = Object.fromEntries(days.map((day) => [day, events.filter((event) => dayOf(event) === day)]));
  stories.set("cloudtrail", await trino.table("stories", byDay));
  for (const [source, table] of Object.entries(tablesOfSources) as [keyof typeof tablesOfSources, never][]) {
    const records = scenarios(source).flatMap(([scenario, list]) => list.map((record) => inScenario(scenario, record)));
    stories.set(source, await trino.tableOf(source.replaceAll("-", "_"), table, records));
  }
  const inTrino = await HuntsInTrino.create(trino, "rows_of_stories", countryRanges);
  countries = inTrino.countries;
  rowsOfStories = inTrino.rows;
  const each = hunts.map(eachScenario);
  for (const [source, table] of stories) {
    const own = each.filter((hunt) => isReading(hunt, source));
    const history = own.filter(isHistory);
    if (history.length > 0) await inTrino.pass(history, { source, tables: [table] }, earlier);
    await inTrino.pass(own, { source, tables: [table] }, run);
  }
  for (const [name, rows] of Object.entries(await inTrino.select(each, run))) {
    found.set(
      name,
      rows.map((row) => row.at(-1) ?? ""),
    );
  }
  hostile = await trino.table("hostile", {
    [storyDay.replaceAll("-", "/")]: [
      ...ofCloudTrail.filter((hunt) => !isHistory(hunt)).flatMap(({ name }) => huntStories[name]?.found ?? []),
      ...allHostile(),
    ],
  });
});
afterAll(() => trino.removeTables());

test.each(hunts)("$name finds its stories, and none of its near misses", (hunt) => {
  const { name } = hunt;
  // Rows do not keep dots, quotation marks and similar characters
  const plain = (text: string) => text.replaceAll(/[^ !#-;=?-[\]-~]/g, "?");

  expect((found.get(name) ?? []).toSorted()).toEqual(foundOf(hunt).map(plain).toSorted());
});

/** Returns the scenario of each row that a hunt must find. */
function foundOf(hunt: Hunt): string[] {
  const all = storiesOf(hunt).map(([scenario]) => scenario);
  const isFound = (scenario: string) => scenario === hunt.name || scenario.startsWith(`${hunt.name}: found: `);
  return all.filter(isFound).flatMap((scenario) => Array<string>(huntStories[hunt.name]?.rows ?? 1).fill(scenario));
}

test.each(hunts.filter((hunt) => isHistory(hunt) || hunt.with !== undefined))(
  "the saved query of $name finds the same stories in the logs",
  async (hunt) => {
    const { sql, parameters } = huntQuery(eachScenario(hunt));
    const values = { ...run, account: "%" } as Readonly<Record<string, string>>;
    const rows = await trino.answer(
      overStories(sql),
      parameters.map(({ name, default: value }) => values[name] ?? value ?? ""),
    );
    const column = rows.columns.indexOf("scenario");

    expect(rows.rows.map((row) => row[column]).toSorted()).toEqual(foundOf(hunt).toSorted());
  },
);

test("the hunt for countries returns one row without ranges of addresses, which reports that they are missing", async () => {
  const inTrino = await HuntsInTrino.create(trino, "rows_without_ranges");
  const ofCountries = hunts.filter((hunt) => countryColumn(hunt) !== undefined);
  const rows = await inTrino.run(ofCountries, { source: "cloudtrail", tables: [stories.get("cloudtrail") ?? ""] }, run);

  expect(Object.values(rows).map((list) => list.map((row) => row.slice(rowFields.length)))).toEqual([
    [["", "", noRanges]],
  ]);
});

/** Returns a saved query over the tables of the stories. */
function overStories(sql: string): string {
  const tablesOf: Readonly<Record<string, string | undefined>> = {
    cloudtrail_events: `(${cloudTrailEventsView([[stories.get("cloudtrail") ?? ""]]).sql})`,
    flow_logs: stories.get("flow-logs"),
    securityhub_findings: stories.get("findings"),
    address_countries: countries,
    hunt_rows: rowsOfStories,
  };
  return sql.replace(/;\s*$/, "").replaceAll(/(?<=FROM )\w+/g, (name) => tablesOf[name] ?? name);
}

test.each([...new Set(hunts.map(({ source }) => source))])(
  "one statement reads the table of %s only once",
  async (source) => {
    const own = hunts.filter((hunt) => isReading(hunt, source));
    const { sql: statement } = onePass(
      own,
      { source, tables: [stories.get(source) ?? ""] },
      "events.sample.rows_of_stories",
    );
    const withDays = statement.replaceAll(/'(?:[^']|'')*'|--.*$|\?/gm, (text) => (text === "?" ? `'${run.to}'` : text));
    const [[plan = ""] = []] = await trino.query(`EXPLAIN (TYPE LOGICAL) ${withDays}`);

    expect(String(plan).match(/Scan\w*\[table = /g)).toHaveLength(1);
  },
);

test("every hunt finds its story between hostile events, also together with the other hunts", async () => {
  const inTrino = await HuntsInTrino.create(trino, "rows_of_hostile", countryRanges);
  const others = ofCloudTrail.filter((hunt) => !isHistory(hunt) && hunt.with === undefined);
  const all = hunts.filter((hunt) => isReading(hunt, "cloudtrail"));
  const rows = await inTrino.run(all, { source: "cloudtrail", tables: [hostile] }, run);

  expect(Object.keys(rows).toSorted()).toEqual(others.map(({ name }) => name));
});

test("all hunts of a run, of every source, read at most a tenth more bytes than a plain scan of each source", async () => {
  const inTrino = await HuntsInTrino.create(trino, "rows_of_bytes", countryRanges);
  let plain = 0;
  let read = 0;
  for (const [source, table] of stories) {
    // The tables of this engine have no partitions, so both read every day
    const scan = await trino.answer(`SELECT max(account) FROM ${table}`);
    const own = hunts.filter((hunt) => isReading(hunt, source));
    const { scannedBytes } = await inTrino.pass(own, { source, tables: [table] }, run);

    expect(scan.scannedBytes).toBeGreaterThan(0);
    expect(scannedBytes).toBeLessThanOrEqual(1.1 * scan.scannedBytes);
    plain += scan.scannedBytes;
    read += scannedBytes;
  }
  const { sql, parameters } = selectRows(hunts, inTrino.rows, inTrino.countries);
  const selection = await trino.answer(
    sql,
    parameters.map((name) => run[name]),
  );

  // First uses, two sources, silences and countries are compared in what the run wrote
  expect(selection.scannedBytes).toBeGreaterThan(0);
  expect(read + selection.scannedBytes).toBeLessThanOrEqual(1.1 * plain);
  expect(stories.size).toBe(huntSources.length);
});

/** Returns the events of the stories with a missing field, or with a field of a type that CloudTrail does not document. */
function allHostile(): (CloudTrailEvent | Readonly<Record<string, unknown>>)[] {
  const values = [null, 5, true, "", "{", "[]", '{"a":', ["x"], { a: { b: [1] } }, "\u0000'\"\\", "9".repeat(400)];
  const fields = ["eventTime", "eventSource", "eventName", "requestParameters", "responseElements", "eventID"].concat([
    "additionalEventData",
    "sourceIPAddress",
    "errorCode",
    "readOnly",
    "eventType",
    "awsRegion",
  ]);
  const firsts = ofCloudTrail.flatMap(({ name }) => (huntStories[name]?.found ?? []).slice(0, 1)) as CloudTrailEvent[];
  const broken = firsts.flatMap((event, i) =>
    fields.map((field, j) => changed(event, `hostile-${i}-${j}`, { [field]: values[(i + j) % values.length] })),
  );
  // The reader of the tables refuses an identity that is not an object, so that no such event reaches a hunt
  const nobody = firsts.map((event, i) => changed(event, `nobody-${i}`, { userIdentity: i % 2 === 0 ? null : {} }));
  return [...Object.values(hostileEvents), ...broken, ...nobody];
}

const changed = (event: CloudTrailEvent, eventID: string, change: object) =>
  Object.assign({}, event, { eventID }, change);

const pages = hunts.filter(({ severity }) => severity === "page").map(({ name }) => name);

/** Roles that an organization excludes from a hunt after it checked their work, by hunt. */
const known: Readonly<Record<string, readonly string[]>> = {
  "reading-burst": ["security-scanner"],
  "roles-of-many-accounts": ["security-scanner", "ci-runner"],
  "secrets-read-by-one": ["external-secrets"],
  "sessions-on-many-instances": ["patch-window"],
  "snapshots-made-in-bulk": ["backup"],
  "user-data-read-in-bulk": ["security-scanner"],
};

/** The number of messages in a month: one for each hunt and run with a row that is new within the quiet days of the hunt. */
class Messages {
  public readonly count: Record<string, number> = {};
  private readonly notified = new Map<string, number>();

  take(day: number, { name, quietDays }: TunedHunt, rows: readonly (readonly string[])[]): void {
    const notices = rows.map((row) => row[rowFields.indexOf("notice")] ?? "");
    const fresh = notices.filter((notice) => day - (this.notified.get(notice) ?? -Infinity) >= quietDays);
    for (const notice of fresh) this.notified.set(notice, day);
    if (fresh.length > 0) this.count[name] = (this.count[name] ?? 0) + 1;
  }
}

/** The number of runs in one statement. */
const batch = 5;

/**
 * Returns the rows of each run of a month, from a few statements. Each event exists for both runs that read its day, and its
 * id begins with the run. The rows are then selected for each run.
 */
async function runsOfMonth(of: readonly TunedHunt[]): Promise<Record<string, string[][]>[]> {
  const runs = Array.from({ length: monthDays - 1 }, (_, i) => i + 1);
  const inTrino = await HuntsInTrino.create(trino, "rows_of_month");
  const inRuns = of.map((hunt) => ({
    ...hunt,
    subject: [...hunt.subject, { name: "run", sql: "split_part(event_id, '|', 1)" }],
  }));
  // All runs together would exceed the memory of this engine
  for (const first of runs.filter((one) => one % batch === 1)) {
    const ofBatch = runs.slice(first - 1, first - 1 + batch);
    const days = [first - 1, ...ofBatch].map((day) => [
      partitionOf(day),
      [day, day + 1]
        .filter((reading) => ofBatch.includes(reading))
        .flatMap((reading) =>
          ordinaryDay(day).map((event) => Object.assign({}, event, { eventID: `${reading}|${event.eventID}` })),
        ),
    ]);
    const table = await trino.table(`month_from_${first}`, Object.fromEntries(days));
    const read = { run: "month", from: partitionOf(first - 1), to: partitionOf(ofBatch.at(-1) ?? first) };
    await inTrino.pass(inRuns, { source: "cloudtrail", tables: [table] }, read);
  }
  const split = await inTrino.splitByRun("rows_of_runs");
  const huntsByRun = await split.huntsByRun();
  const rows: Record<string, string[][]>[] = [];
  for (const one of runs) {
    const read = { run: String(one), from: partitionOf(one - 1), to: partitionOf(one) };
    // A statement of few hunts is planned faster. A hunt without a row selects nothing
    const own = inRuns.filter(({ name }) => huntsByRun.get(read.run)?.includes(name));
    rows.push(own.length === 0 ? {} : await split.select(own, read));
  }
  return rows;
}

const suffix = "-tuned";

test("nobody is paged in a month of ordinary work in twenty accounts, and few messages are sent", async () => {
  const others = ofCloudTrail.filter((hunt) => !isHistory(hunt));
  const excluded = others
    .filter(({ name }) => name in known)
    .map((hunt) => Object.assign(excluding(hunt), { name: `${hunt.name}${suffix}` }));
  const first = new Messages();
  const tuned = new Messages();
  for (const [i, rows] of (await runsOfMonth([...others, ...excluded])).entries()) {
    for (const hunt of others) {
      first.take(i + 1, hunt, rows[hunt.name] ?? []);
      tuned.take(i + 1, hunt, rows[hunt.name in known ? `${hunt.name}${suffix}` : hunt.name] ?? []);
    }
  }

  // Without exclusions, people are also notified once of programs that do not run every day
  expect(first.count).toEqual({ ...weekly, ...rare });
  expect(tuned.count).toEqual(rare);
  expect(Object.values(first.count).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(5);
  expect(Object.keys(first.count).filter((name) => pages.includes(name))).toEqual([]);
});

/** Messages of the month about programs that pause: pipelines at the weekend, and patches on all days but one. */
const weekly = { "roles-of-many-accounts": 1, "sessions-on-many-instances": 1 };

/** Messages of the month about rare activities: a night with an incident, a new account, a key for a vendor. */
const rare = { "changes-by-hand-at-night": 1, "role-opened-then-assumed": 1, "sign-in-then-new-key": 1 };

function excluding(hunt: TunedHunt): TunedHunt {
  const arns = (known[hunt.name] ?? []).flatMap((role) => monthAccounts.map((account) => roleArn(account, role)));
  return { ...hunt, exclusions: arns.map((principalArn) => ({ principalArn })) };
}

describe("in a month of ordinary work", () => {
  let month: string;
  let inTrino: HuntsInTrino;
  const lastDays = { run: "all", from: partitionOf(monthDays - 10), to: partitionOf(monthDays - 1) };
  const firstUses = ofCloudTrail
    .filter(isOfFirstUse)
    .map((hunt) => Object.assign({}, hunt, { values: { days: 18, known: 5 } }));

  beforeAll(async () => {
    month = await trino.table(
      "month",
      Object.fromEntries(Array.from({ length: monthDays }, (_, day) => [partitionOf(day), ordinaryDay(day)])),
    );
    inTrino = await HuntsInTrino.create(trino, "first_uses_of_month", countryRanges);
    const tables = { source: "cloudtrail", tables: [month] } as const;
    await inTrino.pass(firstUses, tables, { ...lastDays, from: partitionOf(0) });
  });

  test("the hunts for first uses find few rows in 18 days", async () => {
    const rows = await inTrino.select(firstUses, lastDays);

    expect(Object.values(rows).flat().length).toBeLessThanOrEqual(5);
  });

  test("no use counts as the first if the history has too few days", async () => {
    const early = { ...lastDays, from: partitionOf(10) };

    expect(await inTrino.select(firstUses, early)).toEqual({});
  });

  test("a statement in which every hunt has a hundred exclusions runs, and excludes their principals", async () => {
    const roles = [...new Set(Object.values(known).flat())].flatMap((role) =>
      monthAccounts.map((id) => roleArn(id, role)),
    );
    const exclusions = roles.map((principalArn) => ({ principalArn }));
    const all = ofCloudTrail.map((hunt) => Object.assign({}, hunt, { exclusions }));
    const day = { run: "excluded", from: partitionOf(1), to: partitionOf(2) };

    expect(roles.length).toBeGreaterThanOrEqual(100);
    expect(await inTrino.run(all, { source: "cloudtrail", tables: [month] }, day)).toEqual({});
  });
});

test("the month contains the work of twenty accounts", () => {
  const events: CloudTrailEvent[] = Array.from({ length: monthDays }, (_, day) => ordinaryDay(day)).flat();

  expect(events.length).toBeGreaterThan(60_000);
  expect(new Set(events.map(({ recipientAccountId }) => recipientAccountId)).size).toBe(20);
  expect(ordinaryDay(3)).toEqual(ordinaryDay(3));
});
