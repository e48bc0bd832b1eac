import { namesFor } from "../../config/names/names";
import { logTableSource } from "../../config/derived/table-locations";
import { lakehouseNames } from "../../config/names/lakehouse";
import { huntedSources } from "../../config/derived/hunt-sources";
import { allHunts } from "../../hunts/hunt";
import { inLakehouse, loadedTables } from "../../hunts/loaded-tables";
import { type SourceTables, onePass } from "../../hunts/one-pass";
import { withDefaults } from "../../hunts/tuned-hunt";
import { type SavedQuery, savedQueries } from "../../queries/saved-queries";
import { eventTables, logTables, logViews } from "../../tables/catalog";
import { lakeFacts, lakeTables } from "../../tables/lake/lake-table";
import { loadTables } from "../../local-aws/lakehouse/lake";
import { installSparkForAws } from "../../local-aws/lakehouse/spark";
import { runQuery } from "../../local-aws/saved-queries";
import { findTools } from "../../local-aws/requirements";
import type { LocalDeployment } from "../../local-aws/terraform/deployment";
import { deliverOnce } from "../../local-aws/up";
import { argumentsFor, type GivenArguments } from "../../cli/query/arguments";
import { lakeOf } from "../../cli/query/chosen-lake";
import { daysBefore } from "../../cli/query/day-number";
import { catalogOf } from "../../cli/query/dry-run";
import { type LakeDays, readLakeDays } from "../../cli/query/lake-days";
import { TrinoQueryEngine } from "../../local-aws/trino/trino-query-engine";
import { findQuery } from "../../cli/query/find-query";
import { planQuery } from "../../cli/query/query-plan";
import { scansOf } from "../../cli/query/scan";
import { dayToWrite } from "../../sample-data/events/day-of-events";
import { Random } from "../../sample-data/events/random";
import { logScene } from "../../local-aws/log-scene";
import { account } from "../../sample-data/values";
import { tables as definitions } from "../support/catalog";
import { type CaseScene, deliverEarlierCase } from "./support/earlier-case";
import { expectedAnswers } from "./support/expected-answers";
import { sortedTexts } from "./support/in-parts";
import { deployedOrganization, sharedSession } from "./support/local-aws";
import { platformAnswers } from "./support/platform-answers";
import { deliverPlatformDay, shifted } from "./support/platform-logs";

/**
 * Loads the days of both stories with the job, in real Spark, from the S3 of the local AWS into its S3 and its Glue catalog, and
 * runs the saved queries over the result. `incident-queries` and `platform-queries` expect the same rows over JSON.
 */
let deployment: LocalDeployment;
let days: readonly LakeDays[];
let attackDay: string;
let platformDay: string;
let expected: Readonly<
  Record<string, { readonly day: string; readonly given: GivenArguments; readonly rows: unknown }>
>;

/** Days from the platform's day to the newest day. */
const platformDays = 40;

beforeAll(async () => {
  deployment = await deployedOrganization();
  const { config } = deployment;
  attackDay = await deliverOnce(deployment);
  const [payments = "", website = ""] = config.accounts.members.map(({ id }) => id);
  const { management, logArchive } = config.accounts;
  const caseDay = daysBefore(attackDay, 3).replaceAll("/", "-");
  const scene: CaseScene = { management, payments, website, home: config.homeRegion, day: caseDay };
  await deliverEarlierCase(deployment, scene);
  const platform = shifted(logScene(config, dayToWrite()), -platformDays);
  platformDay = platform.day;
  await deliverPlatformDay(deployment, platformDay);
  expected = {
    ...incidentAnswers(scene, logArchive),
    ...Object.fromEntries(
      Object.entries(platformAnswers(platform)).map(([name, { given = {}, rows }]) => [
        name,
        { day: platform.day, given, rows },
      ]),
    ),
  };
  const { python, maven } = findTools(["python", "maven"]);
  const spark = await installSparkForAws(python, maven);
  await loadTables(deployment, { spark, tables: logTables(logTableSource(config)), firstDay: platform.day });
  await sharedSession.startTrino();
  const database = lakehouseNames(config).databaseName;
  days = await readLakeDays(new TrinoQueryEngine(sharedSession), database, config.lakehouse.lateDays);
});

function incidentAnswers(scene: CaseScene, logArchive: string) {
  const { organizationId } = deployment.config;
  const { buckets, prefixes } = namesFor(deployment.config);
  const answers = expectedAnswers(scene, {
    logArchive,
    trailBucket: buckets.trail,
    serviceBucket: buckets.serviceLogs,
    trailKey: `${prefixes.trail}/AWSLogs/${organizationId}/file.json.gz`,
    attackDay,
  });
  return Object.fromEntries(
    Object.entries(answers).map(([name, { when, given = {}, rows }]) => [
      name,
      { day: when === "attack" ? attackDay : scene.day, given, rows },
    ]),
  );
}

/** Returns the tables that a query reads, and whether the lakehouse contains them. */
function tablesOf({ sql, parameters }: SavedQuery): { readonly table: string; readonly isInLake: boolean }[] {
  const read = scansOf(
    sql,
    parameters.map(() => ""),
    { tables: definitions, views: logViews() },
  );
  return read.map(({ table: { name } }) => ({ table: name, isInLake: lakeFacts[name] !== undefined }));
}

const queries = savedQueries();
const names = queries.filter((query) => tablesOf(query).some(({ isInLake }) => isInLake)).map(({ name }) => name);

/** Returns the values of a query's parameters: the days, and its own other values. */
function valuesOf(query: SavedQuery, from: string, to: string, given: GivenArguments): string[] {
  const all: GivenArguments = { from, to, ...given };
  const own = Object.entries(all).filter(([name]) => query.parameters.some((parameter) => parameter.name === name));
  return argumentsFor(query, Object.fromEntries(own), new Date());
}

/** Returns the rows of a query with these complete days of the lakehouse, and whether its statement reads them. */
async function rowsOf(query: SavedQuery, values: readonly string[], lakeDays: readonly LakeDays[], isOnly = false) {
  const { config } = deployment;
  const { databaseName } = lakehouseNames(config);
  const read = new Set(tablesOf(query).map(({ table }) => table));
  const own = lakeDays.filter(({ table }) => read.has(table));
  const plan = planQuery({
    query,
    values,
    catalog: catalogOf(config),
    now: new Date(),
    lake: own.length === 0 ? undefined : lakeOf(databaseName, own, isOnly, config),
  });
  const sql = plan.parts[0]?.sql ?? "";
  const { rows } = await runQuery(sharedSession.trino, { sql, database: namesFor(config).databaseName }, values);
  return { rows, readsLake: sql.includes(`"${databaseName}"`) };
}

const until = (before: string) => days.map((one) => ({ ...one, first: slashed(platformDay), before }));
const slashed = (day: string) => day.replaceAll("-", "/");
const dayAfter = (day: string) => daysBefore(day, -1);

test("the job loaded the days of both stories, and parsed every line", () => {
  expect(days.map(({ table }) => table).toSorted()).toEqual(
    expect.arrayContaining(["cloudtrail", "dns_logs", "flow_logs", "load_balancer_logs", "s3_access_logs", "waf_logs"]),
  );
  // Other tests write objects that are not logs, on other days
  const ofStories = new Set([slashed(platformDay), slashed(attackDay), daysBefore(attackDay, 3)]);
  expect(days.flatMap(({ quarantined }) => quarantined.filter(({ day }) => ofStories.has(day)))).toEqual([]);
});

/**
 * Returns whether a row contains only accounts and regions of the configuration. `day-of-events` delivers events of others.
 * The tables over the archive do not show them, but the lakehouse does.
 */
const isConfigured = (row: readonly unknown[]) => !row.includes("eu-west-9") && !row.includes(account(5));

test.each(names)("%s: over the lakehouse, every saved query returns exactly the expected rows.", async (name) => {
  const query = findQuery(queries, name);
  const { day, given, rows } = expected[name] ?? { day: "", given: {}, rows: [] };
  const got = await rowsOf(query, valuesOf(query, day, day, given), until(dayAfter(day)));

  expect(got.readsLake).toBe(true);
  expect(got.rows.filter(isConfigured)).toEqual(rows);
  expect(got.rows.length).toBeGreaterThan(0);
});

describe("the rows over all days equal those of the archive, wherever the complete days end:", () => {
  // Queries that count and group over all days. LAKE_QUERIES=all runs every query
  const some = ["cost-events-by-day", "network-largest-transfers"];
  const chosen = process.env["LAKE_QUERIES"] === "all" ? names : some;

  test.each(chosen)("%s", async (name) => {
    const query = findQuery(queries, name);
    const { given } = expected[name] ?? { given: {} };
    const values = valuesOf(query, platformDay, attackDay, given);
    const { rows } = await rowsOf(query, values, []);
    const random = new Random(`${name} ${new Date().toISOString().slice(0, 10)}`);
    const boundaries = [0, platformDays, 1 + random.below(platformDays)];

    for (const left of boundaries) {
      const got = await rowsOf(query, values, until(daysBefore(slashed(attackDay), left)));
      expect([left, sortedTexts(got.rows)]).toEqual([left, sortedTexts(rows)]);
    }
    expect(rows.length).toBeGreaterThan(0);
  });
});

describe("hunts", () => {
  const hunts = allHunts().map(withDefaults);
  const caseDay = () => daysBefore(attackDay, 3);

  /** Returns the rows of the hunts of a source on a day: the hunt, the subject, the day, the number of events, and the measure. */
  async function rowsOfHunts(source: SourceTables, day: string) {
    const statement = onePass(hunts, source);
    const sql = statement.sql.replace(/^INSERT INTO .*\n/, "");
    const values = statement.parameters.map((name) => (name === "run" ? "run" : slashed(day)));
    const database = namesFor(deployment.config).databaseName;
    const { columns, rows } = await runQuery(sharedSession.trino, { sql, database }, values);
    const compared = ["hunt", "subject", "seen", "events", "measure"].map((name) => columns.indexOf(name));
    return sortedTexts(rows.map((row) => compared.map((i) => row[i])));
  }

  test.each([
    ["cloudtrail", caseDay],
    ["flow-logs", () => platformDay],
  ])("find the same rows of %s in the columns as in the archive", async (wanted, day) => {
    const { config } = deployment;
    const tables = eventTables(logTableSource(config)).flat();
    const found = huntedSources(config, tables).find(({ source }) => source === wanted);
    if (found === undefined || !("tables" in found)) throw new Error(`the local AWS has no logs of ${wanted}`);
    const { databaseName } = lakehouseNames(config);
    const inColumns = found.tables.map((table) =>
      lakeFacts[table] === undefined ? table : inLakehouse(databaseName, table),
    );
    const ofArchive = await rowsOfHunts(found, day());

    expect(inColumns).not.toEqual(found.tables);
    // One row records that the day was read
    expect(ofArchive.length).toBeGreaterThan(1);
    expect(await rowsOfHunts({ ...found, tables: inColumns }, day())).toEqual(ofArchive);
  });

  test("read a table of the lakehouse if it has logs of the day of the run, and otherwise the archive", async () => {
    const { config } = deployment;
    const database = lakehouseNames(config).databaseName;
    const described = lakeTables(logTables(logTableSource(config)), {
      expireDays: () => undefined,
      firstDay: config.query.firstDay,
    }).filter(({ name }) => name === "cloudtrail" || name === "flow_logs");
    const loadedOn = async (today: string, name: string) => {
      const tables = described.filter((table) => table.name === name);
      const run = { today, from: caseDay(), to: caseDay() };
      const { sql, parameters } = loadedTables(database, tables);
      const values = parameters.map((one) => run[one]);
      return (await runQuery(sharedSession.trino, { sql, database }, values)).rows;
    };

    expect(await loadedOn(slashed(attackDay), "cloudtrail")).toEqual([["cloudtrail"]]);
    expect(await loadedOn(slashed(platformDay), "flow_logs")).toEqual([["flow_logs"]]);
    // Other tests deliver events of later days, but none so late
    expect(await loadedOn(daysBefore(attackDay, -30), "cloudtrail")).toEqual([]);
  });
});
