import { nextToLeaveOut } from "../../../../cli/query/unreadable";
import { tables } from "../../../support/catalog";
import { account } from "../../../../sample-data/values";

const home = `s3://acme-services/ssm-logs/AWSLogs/${account(1)}/`;
const folder = `${home}sessions/eu-west-1/`;
const message = (path: string) => `Athena reports the query as failed: HIVE_CURSOR_ERROR: Failed to read file: ${path}`;

describe("the exclusion after an unreadable object", () => {
  test.each([
    `HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split ${folder}a.log (offset=0, length=12): Access Denied`,
    `HIVE_CURSOR_ERROR: Failed to read file: ${folder}a.log`,
    `HIVE_CURSOR_ERROR: Failed to read file: '${folder}a.log': incorrect header check`,
    `HIVE_BAD_DATA: ${folder}a.log.`,
  ])("the exclusion after an unreadable object is the object in the message %j", (text) => {
    expect(nextToLeaveOut(text, tables, [])).toBe(`${folder}a.log`);
  });

  test("the exclusion after three unreadable objects of a folder is the folder, and after six objects and folders the account", () => {
    const objects = [1, 2, 3].map((i) => `${folder}${i}.log`);
    const folders = [1, 2, 3].map((i) => `${home}sessions/${i}/`);

    expect(nextToLeaveOut(message(`${folder}4.log`), tables, objects.slice(1))).toBe(`${folder}4.log`);
    expect(nextToLeaveOut(message(`${folder}4.log`), tables, objects)).toBe(folder);
    expect(nextToLeaveOut(message(`${folder}4.log`), tables, [...objects, ...folders.slice(1)])).toBe(folder);
    expect(nextToLeaveOut(message(`${folder}4.log`), tables, [...objects, folder])).toBe(home);
    expect(nextToLeaveOut(message(`${folder}4.log`), tables, [...objects, ...folders])).toBe(home);
  });

  test("the exclusion after an unreadable object is the folder if the message does not contain the full key, which its writer chose", () => {
    const text = message(`${folder}a b.log`);

    expect(nextToLeaveOut(text, tables, [])).toBe(`${folder}a`);
    expect(nextToLeaveOut(text, tables, [`${folder}a`])).toBe(folder);
    expect(nextToLeaveOut(text, tables, [`${folder}a`, folder])).toBe(home);
    expect(nextToLeaveOut(text, tables, [`${folder}a`, folder, home])).toBeUndefined();
  });

  test("the exclusion after an unreadable object is never larger than one account", () => {
    let leftOut: string[] = [];
    for (let next: string | undefined = ""; next !== undefined;) {
      next = nextToLeaveOut(message(`${folder}${leftOut.length}/x.log`), tables, leftOut);
      leftOut = next === undefined ? leftOut : [...leftOut, next];
    }

    expect(leftOut).toHaveLength(7);
    for (const path of leftOut) expect(path.startsWith(home)).toBe(true);
  });

  test.each([
    "line 1:8: column x cannot be resolved",
    "Access Denied: s3://acme-services/ssm-logs/AWSLogs/",
    `Failed to read file: s3://somebody-elses/ssm-logs/AWSLogs/${account(1)}/sessions/eu-west-1/a.log`,
    "Query exhausted resources at this scale factor",
  ])("the exclusion after an unreadable object is undefined for the message %j", (text) => {
    expect(nextToLeaveOut(text, tables, [])).toBeUndefined();
  });

  test.each(
    tables
      .filter(({ partitionPath }) => partitionPath.includes("${account}"))
      .map((table) => [table.name, table] as const),
  )("the exclusion after an unreadable object is found for %s", (_, { location, partitionPath }) => {
    const path = `${location}/${partitionPath.replace("${account}", account(1)).replaceAll(/\$\{\w+\}/g, "x")}/a.gz`;

    expect(nextToLeaveOut(message(path), tables, [])).toBe(path);
  });
});
