import { namesFor } from "../../config/names/names";
import type { GivenArguments } from "../../cli/query/arguments";
import { runQuery, type DeployedQuery, deployedQueries, valuesFor } from "../../local-aws/saved-queries";
import { story } from "../../sample-data/logs/story";
import { deliverOnce } from "../../local-aws/up";
import { backdoorKey, type CaseScene, cast, deliverEarlierCase, keyOf } from "./support/earlier-case";
import { type Archive, type ExpectedAnswer, expectedAnswers } from "./support/expected-answers";
import { type Rows, runInParts, sortedTexts } from "./support/in-parts";
import { deployedOrganization, sharedSession } from "./support/local-aws";

const ids = { management: "", payments: "", website: "", home: "", day: "" };
const places = { logArchive: "", trailBucket: "", serviceBucket: "", trailKey: "", attackDay: "" };
/** The names of the queries. They do not depend on the deployment, but the rows do. */
const names = Object.keys(expectedAnswers(ids, places));

let queries: readonly DeployedQuery[];
let scene: CaseScene;
let archive: Archive;
let expected: Record<string, ExpectedAnswer>;

beforeAll(async () => {
  const deployment = await deployedOrganization();
  const attackDay = await deliverOnce(deployment);
  const { organizationId, homeRegion: home, accounts } = deployment.config;
  const { buckets, prefixes } = namesFor(deployment.config);
  const [payments = "", website = ""] = accounts.members.map(({ id }) => id);
  scene = { management: accounts.management, payments, website, home, day: daysBefore(attackDay, 3) };
  archive = {
    logArchive: accounts.logArchive,
    trailBucket: buckets.trail,
    serviceBucket: buckets.serviceLogs,
    trailKey: `${prefixes.trail}/AWSLogs/${organizationId}/file.json.gz`,
    attackDay,
  };
  expected = expectedAnswers(scene, archive);
  await deliverEarlierCase(deployment, scene);
  queries = await deployedQueries(deployment);
  await sharedSession.startTrino();
});

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
}

/** Returns a deployed query with its values for a day. It uses only its own parameters of the given values. */
function ofDay(name: string, day: string, given: GivenArguments = {}) {
  const query = queries.find((candidate) => candidate.name === name);
  if (query === undefined) throw new Error(`${name} is not deployed`);
  const known = (parameter: string) => query.sql.includes(`-- ? ${parameter}`);
  const all = { from: day, to: day, ...given };
  const taken = Object.fromEntries(Object.entries(all).filter(([parameter]) => known(parameter)));
  return { query, values: valuesFor(query, taken) };
}

/** Returns the rows of a query of a day. */
async function answer(name: string, day: string, given: GivenArguments = {}) {
  const { query, values } = ofDay(name, day, given);
  return (await runQuery(sharedSession.trino, query, values)).rows;
}

test("every saved query of these groups has expected rows", () => {
  const deployed = queries.map(({ name }) => name).filter((name) => /^(incident|identity|compliance)-/.test(name));

  expect(deployed).toEqual(names.toSorted());
  expect(names.length).toBeGreaterThanOrEqual(32);
});

describe.each(names)("%s", (name) => {
  let whole: Promise<Rows> | undefined;

  /** The deployed query with its expected rows and its actual rows. It runs once. */
  const answered = () => {
    const { when, given, rows } = expected[name] as ExpectedAnswer;
    const { query, values } = ofDay(name, when === "attack" ? archive.attackDay : scene.day, given);
    whole ??= runQuery(sharedSession.trino, query, values).then((got) => got.rows);
    return { values, rows, whole };
  };

  test("Every saved query returns exactly the expected rows.", async () => {
    const { rows, whole: got } = answered();

    expect(rows.length).toBeGreaterThan(0);
    expect(await got).toEqual(rows);
  });

  test("returns the same rows when it runs in parts", async () => {
    const { values, whole: got } = answered();
    const inParts = await runInParts(sharedSession, name, values);

    expect(sortedTexts(inParts)).toEqual(sortedTexts(await got));
    expect(inParts.length).toBeGreaterThan(0);
  });

  test("returns no rows for a day without an attack", async () => {
    const quiet = daysBefore(archive.attackDay, 20);
    const since = quiet.replaceAll("-", "/");
    const { given = {} } = expected[name] as ExpectedAnswer;

    expect(await answer(name, quiet, { ...given, ...(given["since"] && { since }) })).toEqual([]);
  });
});

test("a principal that called earlier is not new", async () => {
  const given = { account: scene.management, since: scene.day.replaceAll("-", "/") };
  const fresh = (await answer("identity-new-principals", archive.attackDay, given)).map((row) => row[1]);

  expect(fresh).toContainEqual(expect.stringMatching(/role\/deploy-pipeline$/));
  // Its only calls of this day are the calls of mallory, who created an account three days earlier
  expect(fresh).not.toContainEqual(expect.stringMatching(/role\/Admin$/));
});

describe("an investigation of the attack, from its first alarm,", () => {
  const column = (rows: readonly (readonly unknown[])[], i: number) => rows.map((row) => row[i]);

  test("finds the caller, the next calls, the remaining access, and the stolen data", async () => {
    const day = archive.attackDay;

    // An alarm reports a new administrator. Who created it, and with which key?
    const made = await answer("identity-new-administrators", day);
    const principal = String(made[0]?.[2]);
    const calls = await answer("incident-actions-of-principal", day, { principal });
    const [key] = new Set(column(calls, 4));
    expect([made.length, principal.endsWith(`user/${story.userName}`), new Set(column(calls, 4)).size]).toEqual([
      1,
      true,
      1,
    ]);

    // From which address was the key used, and is the address new?
    const origins = await answer("incident-origins-of-access-key", day, { key: String(key) });
    const address = String(origins[0]?.[0]);
    const since = scene.day.replaceAll("-", "/");
    const firsts = await answer("incident-first-seen-for-principal", day, { since, principal });
    expect(origins).toHaveLength(1);
    expect(firsts).toContainEqual(["address", address, expect.any(String), calls.length]);

    // Who else used this address, and what did the first caller leave behind?
    const fromThere = await answer("incident-actions-from-address", day, { address });
    const left = await answer("incident-left-behind", day, { principal });
    expect([...new Set(column(fromThere, 4))].map((arn) => String(arn).split("/").at(-1))).toEqual([
      story.userName,
      "support-2",
    ]);
    expect(column(left, 3)).toEqual(["CreateUser", "AttachUserPolicy", "CreateAccessKey"]);

    // On which instance was a shell opened, and what was typed?
    const sessions = await answer("incident-sessions-opened", day);
    const [session, machine] = [String(sessions[0]?.[7]), sessions[0]?.[6]];
    const lines = column(await answer("incident-session-commands", day, { session }), 7);
    expect([sessions.length, machine]).toEqual([1, story.instanceId]);
    expect(lines).toContain("# tar czf - /srv/customers | /tmp/.a send");

    // Which data left the instance, and which findings of Security Hub are about it?
    const timeline = await answer("incident-timeline-of-address", day, { address, vpc: story.vpcId });
    expect(column(timeline, 4).filter((what) => String(what).endsWith(`bytes ${story.sentBytes}`))).toHaveLength(1);
    expect(await answer("incident-findings-about", day, { about: String(machine) })).toHaveLength(1);

    // Then the caller tried to read the archive, and was denied
    const readers = await answer("compliance-archive-readers", day);
    expect(readers.find((row) => row[2] === address)?.slice(3, 6)).toEqual([2, 0, 2]);
  });

  test("finds who uses a key of another account, and all later calls", async () => {
    const { ada, deployer, support } = cast(scene);

    const behind = await answer("incident-roles-behind-access-key", scene.day, { key: backdoorKey });
    const reached = await answer("incident-sessions-from-access-key", scene.day, { key: keyOf(ada) });

    expect(column(behind, 2)).toEqual([keyOf(support), keyOf(deployer), keyOf(ada)]);
    expect(column(behind, 4)).toEqual([scene.website, scene.payments, scene.payments]);
    expect(column(reached, 0)).toEqual([keyOf(deployer), keyOf(support), backdoorKey]);
  });
});
