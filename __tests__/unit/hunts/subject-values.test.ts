import { ownerColumns, selectIdentity, selectSubject, selectValue } from "../../../hunts/subject-values";
import { sampleHunt } from "../../support/sample-hunt";

const hunt = sampleHunt("new", { by: ["account", "principal"], firstUse: "principal" });

test("a value is at the position of its column", () => {
  expect(selectValue(hunt, "principal")).toBe("subject[2]");
  expect(selectValue(hunt, "account", "run")).toBe("run.subject[1]");
});

test("the owner of a use is identified by every column but that of the use", () => {
  expect(ownerColumns(hunt)).toEqual(["account"]);
  expect(selectSubject([hunt], "run", ownerColumns)).toBe("CASE run.hunt WHEN 'new' THEN ARRAY[run.subject[1]] END");
});

test("the array of values is empty without hunts, and without columns", () => {
  expect(selectIdentity([])).toBe("CAST(ARRAY[] AS array(varchar))");
  expect(selectSubject([hunt], "run", () => [])).toBe(
    "CASE run.hunt WHEN 'new' THEN CAST(ARRAY[] AS array(varchar)) END",
  );
});
