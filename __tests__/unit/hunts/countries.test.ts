import { countryColumn, withCountry } from "../../../hunts/countries";
import { allHunts, parseHunt } from "../../../hunts/hunt";
import { onePass } from "../../../hunts/one-pass";
import { huntQuery } from "../../../hunts/saved-query";
import { selectRows } from "../../../hunts/selection";
import { withDefaults } from "../../../hunts/tuned-hunt";
import { parseSql } from "../../support/trino-sql";

const text = (subject: string, by = "principal, country", use = "country") => `-- Finds it.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1580
-- row: It is there.
-- first: Look.
-- by: ${by}
-- new: ${use}
-- quiet: 90 days
-- ? days = 90: days
-- ? known = 10: days
-- match
is_public
-- subject
${subject}
-- measure
count(*)
-- when
count(*) > 0
`;
const hunt = withDefaults(
  parseHunt("one", text("principal, source_network AS network, country_of(network) AS country")),
);
const others = allHunts()
  .map(withDefaults)
  .filter((one) => countryColumn(one) === undefined);

test("a column is the country of another column", () => {
  expect(countryColumn(hunt)).toEqual({ name: "country", network: "network" });
  expect(others.length).toBe(allHunts().length - 1);
});

test.each([
  [
    "the network is no column",
    text("principal, country_of(network) AS country"),
    "country is the country of network, which is not a column of subject; add it",
  ],
  [
    "the country is not what is new",
    text("principal, source_network AS network, country_of(network) AS country", "principal, network", "network"),
    "country is a country, so the line new must be country",
  ],
])("a hunt fails if %s", (_, content, message) => {
  expect(() => parseHunt("one", content)).toThrow(message);
});

test("runs write no country, because a network may belong to another country when rows are compared", () => {
  const { sql } = onePass([hunt], { source: "cloudtrail", tables: ["cloudtrail"] });

  expect(sql).toContain("CAST(CAST(NULL AS varchar) AS varchar)");
  expect(sql).not.toContain("country");
});

test("only a statement with a hunt for countries reads the ranges", () => {
  const tablesOf = (sql: string) => {
    const { errors, selects } = parseSql(sql);
    expect(errors).toEqual([]);
    return selects.flatMap(({ tables }) => tables.map(({ name }) => name));
  };

  expect(tablesOf(selectRows([hunt, ...others]).sql)).toContain("address_countries");
  expect(tablesOf(selectRows(others).sql)).not.toContain("address_countries");
  expect(tablesOf(withCountry("SELECT network FROM rows", ["network"], "network", "ranges"))).toEqual([
    "rows",
    "ranges",
  ]);
  expect(huntQuery(hunt).sql).toContain("FROM address_countries");
});
