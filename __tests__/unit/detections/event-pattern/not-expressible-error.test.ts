import { NotExpressibleError } from "../../../../detections/event-pattern/not-expressible-error";

test("an NotExpressibleError is known by its name and its message", () => {
  expect(String(new NotExpressibleError("a field has to be named"))).toBe(
    "NotExpressibleError: a field has to be named",
  );
});
