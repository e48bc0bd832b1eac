import { allHunts } from "../../hunts/hunt";
import { onePass, rowFields, type TunedHunt, withDefaults } from "../../hunts/one-pass";
import type { CloudTrailEvent } from "../../tools/sample-data/events/event";
import { huntStories } from "../../tools/sample-data/hunts/all";
import { monthAccounts, monthDays, ordinaryDay, partitionOf } from "../../tools/sample-data/hunts/ordinary-month";
import { roleArn } from "../../tools/sample-data/hunts/story";
import { hostileEvents } from "../support/hostile-events";
import { EventsInTrino } from "./support/events-in-trino";

const hunts = allHunts().map(withDefaults);
const trino = new EventsInTrino("hunts");

/** Names of the tables. In that of the stories, each story has a day of its own, which has the name of the hunt. */
let stories: string;
let hostile: string;
let month: string;

const stated = Object.entries(huntStories).flatMap(([hunt, { found, alsoFound = {}, nearMisses }]) => {
  const also = Object.entries(alsoFound).map(([what, events]) => [`${hunt}: found: ${what}`, events] as const);
  const missed = Object.entries(nearMisses).map(([what, events]) => [`${hunt}: missed: ${what}`, events] as const);
  return [[hunt, found] as const].concat(also, missed);
});

beforeAll(async () => {
  await trino.start();
  stories = await trino.table("stories", Object.fromEntries(stated));
  hostile = await trino.table("hostile", {
    "2026/01/15": [...Object.values(huntStories).flatMap(({ found }) => found), ...allHostile()],
  });
  month = await trino.table(
    "month",
    Object.fromEntries(Array.from({ length: monthDays }, (_, day) => [partitionOf(day), ordinaryDay(day)])),
  );
});
afterAll(() => trino.stop());

/** What a statement found: the rows of each hunt, as text. */
async function rowsOf(statement: string, from: string, to: string): Promise<Record<string, string[][]>> {
  const rows = await trino.query(statement, [from, to]);
  return Object.fromEntries(rows.map(([hunt, list]) => [hunt, JSON.parse(String(list)) as string[][]]));
}

/** The hunt, with events of different days counted apart, as if each day were alone. */
const eachDay = (hunt: TunedHunt): TunedHunt => ({
  ...hunt,
  subject: [...hunt.subject, { name: "day", sql: "day" }],
  by: [...hunt.by, "day"],
});

test.each(hunts)("$name finds its stories, and none of its near misses", async (hunt) => {
  const { name } = hunt;
  const rows = await rowsOf(onePass([eachDay(hunt)], [stories]), name, `${name}:~`);
  // Dots, quotes and the like are no part of a row
  const plain = (text: string) => text.replaceAll(/[^ !#-;=?-[\]-~]/g, "?");
  const expected = stated.map(([day]) => day).filter((day) => day === name || day.startsWith(`${name}: found: `));

  expect((rows[name] ?? []).map((row) => row.at(-1)).toSorted()).toEqual(expected.map(plain).toSorted());
});

test("one statement reads the table once, and every hunt finds its story with it, between hostile events", async () => {
  const statement = onePass(hunts, [hostile]);
  const [[plan = ""] = []] = await trino.query(
    `EXPLAIN (TYPE LOGICAL) ${statement.replaceAll("BETWEEN ? AND ?", "BETWEEN 'x' AND 'y'")}`,
  );
  const rows = await rowsOf(statement, "2026/01/15", "2026/01/15");

  expect(String(plan).match(/\[table = /g)).toHaveLength(1);
  expect(Object.keys(rows).toSorted()).toEqual(hunts.map(({ name }) => name));
});

/** The events of the stories with a field that is missing, or has another type than CloudTrail documents. */
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
  const firsts = Object.values(huntStories).flatMap(({ found: events }) => events.slice(0, 1));
  const broken = firsts.flatMap((event, i) =>
    fields.map((field, j) => changed(event, `hostile-${i}-${j}`, { [field]: values[(i + j) % values.length] })),
  );
  // The reader of the tables refuses an identity that is no object, so no such event reaches a hunt
  const nobody = firsts.map((event, i) => changed(event, `nobody-${i}`, { userIdentity: i % 2 === 0 ? null : {} }));
  return [...Object.values(hostileEvents), ...broken, ...nobody];
}

const changed = (event: CloudTrailEvent, eventID: string, change: object) =>
  Object.assign({}, event, { eventID }, change);

const pages = hunts.filter(({ severity }) => severity === "page").map(({ name }) => name);

/** Roles that an organization leaves out of a hunt once it knows what they do, by the hunt. */
const known: Readonly<Record<string, readonly string[]>> = {
  "reading-burst": ["security-scanner"],
  "roles-of-many-accounts": ["security-scanner", "ci-runner"],
  "secrets-read-by-one": ["external-secrets"],
  "sessions-on-many-instances": ["patch-window"],
  "snapshots-made-in-bulk": ["backup"],
  "user-data-read-in-bulk": ["security-scanner"],
};

/** Messages of a month: once for each hunt and run with a row that notified nobody within the quiet days of the hunt. */
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

test("in a month of ordinary work of twenty accounts nobody is paged, and few messages are sent", async () => {
  const statement = onePass(hunts, [month]);
  const tunedStatement = onePass(hunts.filter(({ name }) => name in known).map(excluding), [month]);
  const first = new Messages();
  const tuned = new Messages();
  for (let day = 1; day < monthDays; day++) {
    const rows = await rowsOf(statement, partitionOf(day - 1), partitionOf(day));
    const tunedRows = await rowsOf(tunedStatement, partitionOf(day - 1), partitionOf(day));
    for (const hunt of hunts) {
      first.take(day, hunt, rows[hunt.name] ?? []);
      tuned.take(day, hunt, (hunt.name in known ? tunedRows : rows)[hunt.name] ?? []);
    }
  }

  // Without exclusions, programs that do not run every day are named once as well
  expect(first.count).toEqual({ ...weekly, ...rare });
  expect(tuned.count).toEqual(rare);
  expect(Object.values(first.count).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(5);
  expect(Object.keys(first.count).filter((name) => pages.includes(name))).toEqual([]);
});

/** Messages of the month about programs that rest: pipelines at the weekend, and patches on all days but one. */
const weekly = { "roles-of-many-accounts": 1, "sessions-on-many-instances": 1 };

/** Messages of the month about what happens rarely: a night with an incident, a new account, a key for a vendor. */
const rare = { "changes-by-hand-at-night": 1, "role-opened-then-assumed": 1, "sign-in-then-new-key": 1 };

function excluding(hunt: TunedHunt): TunedHunt {
  const arns = (known[hunt.name] ?? []).flatMap((role) => monthAccounts.map((account) => roleArn(account, role)));
  return { ...hunt, exclusions: arns.map((principalArn) => ({ principalArn })) };
}

test("a statement in which every hunt has a hundred exclusions runs, and leaves out their principals", async () => {
  const roles = [...new Set(Object.values(known).flat())].flatMap((role) =>
    monthAccounts.map((id) => roleArn(id, role)),
  );
  const exclusions = roles.map((principalArn) => ({ principalArn }));
  const all = hunts.map((hunt) => Object.assign({}, hunt, { exclusions }));

  expect(roles.length).toBeGreaterThanOrEqual(100);
  expect(await rowsOf(onePass(all, [month]), partitionOf(1), partitionOf(2))).toEqual({});
});

test("the month has the work of twenty accounts", () => {
  const events: CloudTrailEvent[] = Array.from({ length: monthDays }, (_, day) => ordinaryDay(day)).flat();

  expect(events.length).toBeGreaterThan(60_000);
  expect(new Set(events.map(({ recipientAccountId }) => recipientAccountId)).size).toBe(20);
  expect(ordinaryDay(3)).toEqual(ordinaryDay(3));
});
