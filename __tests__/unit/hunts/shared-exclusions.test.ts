import { onePass as statementOf } from "../../../hunts/one-pass";
import { type TunedHunt } from "../../../hunts/tuned-hunt";
import { account, arn } from "../../../sample-data/values";
import { sampleHunt as hunt } from "../../support/sample-hunt";
import { parseSql } from "../../support/trino-sql";

const onePass = (list: readonly TunedHunt[], tables: readonly string[]) =>
  statementOf(list, { source: "cloudtrail", tables }).sql;

test("exclusions compare only the whole role and the account, and no value that a caller chooses", () => {
  const principalArn = arn("iam", "", account(3), "role/it's-a-scanner");
  const exclusions = [{ principalArn }, { account: account(4) }];
  const sql = onePass([hunt("one", { exclusions }), hunt("two")], ["cloudtrail"]);

  expect(sql).toContain(`AND coalesce(principal, '') NOT IN ('${principalArn.replace("'", "''")}')`);
  expect(sql).toContain(`AND coalesce(account, '') NOT IN ('${account(4)}')`);
  expect(sql.match(/NOT IN/g)).toHaveLength(2);
});

test("exclusions that several hunts have are in the statement once, and every such hunt compares them", () => {
  const exclusions = [{ principalArn: arn("iam", "", account(3), "role/known") }, { account: account(4) }];
  const own = [{ account: account(5) }];
  const sql = onePass(
    [hunt("one", { exclusions }), hunt("two", { exclusions }), hunt("three", { exclusions: own })],
    ["cloudtrail"],
  );

  expect(parseSql(sql).errors).toEqual([]);
  expect(sql.match(/NOT IN/g)).toHaveLength(3);
  expect(sql).toContain(`coalesce(account, '') NOT IN ('${account(4)}') AS is_counted_1`);
  expect(sql.match(/AND is_counted_0\s+AND is_counted_1,/g)).toHaveLength(2);
  expect(sql).toContain(`AND coalesce(account, '') NOT IN ('${account(5)}'),`);
});

test("all exclusions of a hunt are one condition for each column", () => {
  const exclusions = [1, 2, 3, 4, 5].flatMap((digit) => [
    { principalArn: arn("iam", "", account(digit), "role/scanner") },
    { account: account(digit) },
  ]);

  expect(onePass([hunt("one", { exclusions })], ["cloudtrail"]).match(/NOT IN/g)).toHaveLength(2);
});
