import { compareDays, selectRun } from "../../../hunts/rows-of-run";
import { sampleHunt } from "../../support/sample-hunt";

const hunts = [sampleHunt("one"), sampleHunt("two")];

test("the rows of a run are those of its hunts, each once", () => {
  const { sql, parameters } = selectRun(hunts, "rows");

  expect(sql).toContain("FROM rows\n    WHERE run = ? AND hunt IN ('', 'one', 'two')");
  expect(sql).toContain("WHERE copy = 1");
  expect(parameters).toEqual(["run"]);
});

test("an identity is routine if it begins at most an hour apart on different days", () => {
  const sql = compareDays(hunts).join(",\n");

  expect(sql).toContain("min(seen) OVER (PARTITION BY hunt, json_format(CAST(identity AS json))) <> max(seen)");
  expect(sql).toMatch(/- min\(IF\(seen IS NOT NULL, minute\)\) OVER \(.+\) <= 60,/);
});
