import { NotExpressibleError } from "../../../../aws-semantics/event-pattern/not-expressible-error";

test("a NotExpressibleError has its own name and its message", () => {
  expect(String(new NotExpressibleError("a field has to be named"))).toBe(
    "NotExpressibleError: a field has to be named",
  );
});
