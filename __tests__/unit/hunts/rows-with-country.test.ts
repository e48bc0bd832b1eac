import { addCountries, huntsOfCountries, isWithoutRanges } from "../../../hunts/rows-with-country";
import { sampleHunt } from "../../support/sample-hunt";

const hunt = sampleHunt("abroad", {
  subject: [
    { name: "principal", sql: "principal" },
    { name: "network", sql: "source_network" },
    { name: "country", sql: "country_of(network)" },
  ],
});

test("only rows of hunts for countries get a country, and the other rows stay as they are", () => {
  const sql = addCountries(huntsOfCountries([hunt, sampleHunt("one")]), "rows", "ranges");

  expect(sql).toContain("CASE hunt WHEN 'abroad' THEN subject[2] END AS network FROM rows WHERE hunt IN ('abroad')");
  expect(sql).toContain("ARRAY[subject[1], subject[2], country])");
  expect(sql).toContain("FROM rows\n  WHERE hunt NOT IN ('abroad')");
});

test("a row reports that no ranges exist, and has no other values", () => {
  const sql = addCountries(huntsOfCountries([hunt]), "rows", "ranges");

  expect(sql).toContain("IF(country = 'no address ranges', ARRAY[NULL, NULL, country], ");
  expect(isWithoutRanges(hunt)).toContain("(run.hunt = 'abroad' AND run.subject[3] = 'no address ranges')");
  expect(isWithoutRanges(sampleHunt("one"))).toBe("");
});
