import { isKeyOf, keysOf } from "../../../shared/keys";

test("only keys of the record itself are its keys", () => {
  const record = { one: 1, two: 2 };

  expect(keysOf(record)).toEqual(["one", "two"]);
  expect(isKeyOf(record, "one")).toBe(true);
  expect(isKeyOf(record, "toString")).toBe(false);
});
