import { NotExactError } from "../../../../aws-semantics/filter-sql/not-exact-error";

test("a NotExactError has its own name, so that callers can distinguish it", () => {
  const error = new NotExactError("no column");

  expect(error).toBeInstanceOf(Error);
  expect([error.name, error.message]).toEqual(["NotExactError", "no column"]);
});
