import { UnsayableError } from "../../../../detections/event-pattern/unsayable-error";

test("an UnsayableError is known by its name and its message", () => {
  expect(String(new UnsayableError("a field has to be named"))).toBe("UnsayableError: a field has to be named");
});
