import { allHunts, parseHunt } from "../../../hunts/hunt";
import { huntQuery } from "../../../hunts/saved-query";
import { queryParameters } from "../../../queries/query-parameters";
import { parseSql } from "../../support/trino-sql";

const hunt = parseHunt(
  "asks",
  `-- Somebody who asks many things.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1580
-- row: A caller made many calls.
-- first: Ask the owner.
-- by: account
-- quiet: 7 days
-- ? least = 60: calls at least
-- ? share = 0.5: refused at least
-- ? width = 30: minutes of a window
-- match
is_reading OR length(user_agent) > ?least
-- subject
account, floor(minute(event_time) / ?width) AS bucket
-- measure
count(*) / ?least
-- when
count(*) >= ?least AND count_if(is_refused) >= ?share * count(*)
`,
);

test("the parameters are in the order of the question marks, with the numbers of the hunt as defaults", () => {
  const { sql, parameters } = huntQuery(hunt);

  expect(parameters.map(({ name, default: value }) => [name, value])).toEqual([
    ["width", "30"],
    ["least", "60"],
    ["from", undefined],
    ["to", undefined],
    ["account", undefined],
    ["least", "60"],
    ["least", "60"],
    ["share", "0.5"],
  ]);
  expect(queryParameters(sql, "the query")).toEqual(parameters);
});

test("the saved query has the conditions of the hunt, in parentheses", () => {
  const { sql } = huntQuery(hunt);

  expect(sql).toContain("WHERE (is_reading OR length(user_agent) > CAST(? AS bigint))\n");
  expect(sql).toContain(
    "HAVING (count(*) >= CAST(? AS bigint) AND count_if(is_refused) >= CAST(? AS double) * count(*))\n",
  );
  expect(sql).toContain("GROUP BY 1, 2\n");
});

test("every hunt has a saved query that is valid SQL, describes its parameters, and limits the days", () => {
  for (const one of allHunts()) {
    const { name, sql, parameters } = huntQuery(one);
    const { errors } = parseSql(sql.replace(/;\s*$/, ""));
    expect({ name, errors }).toEqual({ name: `hunt-${one.name}`, errors: [] });
    expect(queryParameters(sql, name)).toEqual(parameters);
    expect(sql).toMatch(/WHERE day BETWEEN [^]+? AND (?:f[.]aws)?account(?:id)? LIKE \?/);
  }
});

test("the saved query of a first use also reads the earlier days, and keeps the rows that they do not contain", () => {
  const one = allHunts().find(({ firstUse }) => firstUse === "region");
  const { sql, parameters } = huntQuery(one ?? hunt);

  expect(sql).toContain("min(day) OVER (PARTITION BY principal, region)");
  expect(sql).toContain("array_agg(day) OVER (PARTITION BY principal)");
  expect(parameters.map(({ name, default: value }) => [name, value])).toEqual([
    ["from", undefined],
    ["days", "90"],
    ["to", undefined],
    ["account", undefined],
    ["from", undefined],
    ["from", undefined],
    ["known", "10"],
  ]);
});
