import { type SavedQuery, savedQueries } from "../../queries/saved-queries";
import { expressionsOf } from "../support/sql-groups";

const queries = savedQueries();
const isOfOneAccount = ({ sql }: SavedQuery) => /\baccount = \?/.test(sql) && !/\baccount LIKE \?/.test(sql);

/** A bucket belongs to one account. The object from which a line is read also belongs to one account. */
const ofOneAccount = /\b(?:account|bucket)(?![\w.])|"\$path"/;

describe("a saved query that may be split by account", () => {
  const split = queries.filter((query) => query.notSplit === undefined && !isOfOneAccount(query));

  test.each(split.map(({ name, sql }) => [name, sql] as const))(
    "the saved query %s never combines rows of two accounts",
    (_, sql) => {
      for (const [kind, text] of expressionsOf(sql))
        expect([kind, text]).toEqual([kind, expect.stringMatching(ofOneAccount)]);
    },
  );

  test("almost every saved query may be split by account", () => {
    expect(split.length).toBeGreaterThan(90);
  });
});

test("a saved query that must not be split has a reason, and combines rows of several accounts", () => {
  const together = queries.filter(({ notSplit }) => notSplit !== undefined);

  for (const { name, notSplit, sql } of together) {
    expect([name, notSplit]).toEqual([name, expect.stringMatching(/^(a|an|the) .*\.$/)]);
    expect([name, expressionsOf(sql).some(([, text]) => !ofOneAccount.test(text))]).toEqual([name, true]);
  }
});

test.each([
  ["SELECT count(*) FROM t GROUP BY a, account", []],
  ["SELECT count(*) FROM t GROUP BY a, useridentity.accountid", ["a, useridentity.accountid"]],
  ["SELECT DISTINCT region FROM t", ["region"]],
  ["SELECT max(a) OVER (PARTITION BY region, account ORDER BY b) FROM t", []],
  ["SELECT max(a) OVER (ORDER BY b) FROM t", ["ORDER BY b"]],
  ["SELECT a FROM t JOIN u USING (region)", ["region"]],
  ["SELECT a FROM t JOIN u ON t.account = u.account AND t.a = u.a", []],
  ["SELECT a FROM t CROSS JOIN UNNEST(b) AS c", []],
  ["SELECT count(*) FROM t", ["SELECT count(*) FROM t"]],
])("the query %j combines rows of accounts by %j", (sql, expected) => {
  const found = expressionsOf(sql).filter(([, text]) => !ofOneAccount.test(text));

  expect(found.map(([, text]) => text)).toEqual(expected);
});
