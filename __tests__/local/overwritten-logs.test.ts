import { namesFor } from "../../config/names/names";
import { overwriteCheck } from "../../queries/overwrite-check";
import { savedQueries } from "../../queries/saved-queries";
import type { LocalDeployment } from "../../local-aws/terraform/deployment";
import { engineDatabase } from "../../local-aws/trino/engine-tables";
import { dayToWrite } from "../../sample-data/events/day-of-events";
import { putObjects } from "../../local-aws/log-delivery";
import { logScene } from "../../local-aws/log-scene";
import { type LogObject, type LogScene, lines } from "../../sample-data/logs/scene";
import { type VersionRow, versionListObjects, versionRows } from "../../sample-data/logs/version-lists";
import { deployedOrganization, sharedSession } from "./support/local-aws";
import { shifted } from "./support/platform-logs";

let deployment: LocalDeployment;

/** A day to which no other test delivers. The same is true for the days around it. */
let scene: LogScene;

beforeAll(async () => {
  deployment = await deployedOrganization();
  await sharedSession.startTrino();
  scene = shifted(logScene(deployment.config, dayToWrite()), -300);
});

/** Runs the check with the date `days` days after the scene. */
async function answerAfter(days: number) {
  const today = `DATE '${shifted(scene, days).day}'`;
  const sql = overwriteCheck(savedQueries()).replaceAll("current_date", today);
  return (await sharedSession.trino.query(sql, engineDatabase(namesFor(deployment.config).databaseName))).rows;
}

/** Delivers the lists of a day with the versions of an earlier day, as S3 does every day. */
const listAgain = async (ofDay: LogScene, rows: readonly VersionRow[]) => putObjects(deployment, listsOf(ofDay, rows));

/** Returns the lists of a day without replaced logs. */
function quietLists(ofDay: LogScene): LogObject[] {
  return listsOf(
    ofDay,
    versionRows(ofDay).filter((row) => row.is_latest),
  );
}

function listsOf(ofDay: LogScene, rows: readonly VersionRow[]): LogObject[] {
  const bodyOf = ({ key }: LogObject) => Buffer.from(lines(rows.filter(({ bucket }) => key.includes(`/${bucket}/`))));
  return versionListObjects(ofDay).map((list) => Object.assign(list, { body: bodyOf(list) }));
}

test("the daily check fails if S3 has listed no archive", async () => {
  await expect(answerAfter(1)).rejects.toThrow("archives listed in the last 2 days: 0 of 0");
});

test("the daily check succeeds if every archive with objects was listed, and no log was overwritten", async () => {
  const [withObjects, ...others] = quietLists(scene);
  await putObjects(
    deployment,
    [withObjects].filter((list) => list !== undefined),
  );
  expect(await answerAfter(1)).toEqual([[0]]);

  await putObjects(deployment, others);
  for (const days of [1, 2]) expect(await answerAfter(days)).toEqual([[0]]);
});

test.each([3, 9, 10, 87])("the daily check fails for weeks after S3 stops listing an archive: day %i", async (days) => {
  await expect(answerAfter(days)).rejects.toThrow("archives listed in the last 2 days: 0 of 3");
});

test("the daily check ignores an archive whose lists have expired", async () => {
  await expect(answerAfter(90)).rejects.toThrow("archives listed in the last 2 days: 0 of 0");
});

test("the daily check fails if one of the archives is no longer listed", async () => {
  await putObjects(deployment, quietLists(shifted(scene, 4)).slice(1));

  await expect(answerAfter(5)).rejects.toThrow("archives listed in the last 2 days: 2 of 3");
});

test("the daily check fails if a list lacks a column", async () => {
  const later = shifted(scene, 19);
  const [list] = quietLists(later);
  if (list === undefined) throw new Error("there is no list; deliver some");
  const body = Buffer.from(list.body.toString().replaceAll("version_id", "versionid"));
  await putObjects(deployment, [Object.assign(list, { body })]);

  await expect(answerAfter(20)).rejects.toThrow("archives listed in the last 2 days: 0 of 1");
});

test("The daily check fails when a log was overwritten.", async () => {
  await putObjects(deployment, versionListObjects(shifted(scene, 140)));
  await listAgain(shifted(scene, 141), versionRows(shifted(scene, 140)));

  for (const days of [141, 142]) {
    await expect(answerAfter(days)).rejects.toThrow(/overwritten logs: 1, the first is \S+\/ssm-logs\/\S+\.log/);
  }
});

test("the daily check does not report a log again that was overwritten earlier", async () => {
  for (const days of [142, 143]) await listAgain(shifted(scene, days), versionRows(shifted(scene, 140)));

  expect(await answerAfter(144)).toEqual([[0]]);
});

test("the daily check fails if a new version has an old creation time, like a replica", async () => {
  const rows = versionRows(shifted(scene, 140));
  const replaced = rows.find(({ is_latest }) => !is_latest);
  if (replaced === undefined) throw new Error("no version was replaced; add one to the scene");
  const late = {
    ...replaced,
    version_id: "older.replica",
    last_modified_date: `${shifted(scene, 1).day} 00:00:00.000`,
  };
  await listAgain(shifted(scene, 144), [...rows, late]);

  await expect(answerAfter(145)).rejects.toThrow("overwritten logs: 1,");
});

test("a thousand new versions of one key do not hide another overwritten log", async () => {
  const rows = versionRows(shifted(scene, 140));
  const replaced = rows.find(({ is_latest }) => !is_latest);
  if (replaced === undefined) throw new Error("no version was replaced; add one to the scene");
  const first = { ...replaced, key: replaced.key.replace(/[^/]+$/, "0.log") };
  const last = { ...replaced, key: replaced.key.replace(/[^/]+$/, "z.log") };
  const noise = Array.from({ length: 1001 }, (_, i) => ({ ...first, version_id: `noise-${i}` }));
  const forged = [last, { ...last, version_id: "forged" }];
  await listAgain(shifted(scene, 150), [...rows.filter(({ is_latest }) => is_latest), ...noise, ...forged]);

  await expect(answerAfter(151)).rejects.toThrow("overwritten logs: 2,");
});
