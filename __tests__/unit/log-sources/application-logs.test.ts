import { applicationLogOptions } from "../../../log-sources/application-logs";

test("every option has a default", () => {
  expect(Object.keys(applicationLogOptions.parse({}))).toEqual(Object.keys(applicationLogOptions.shape));
});

test("fails with an invalid or unknown option", () => {
  expect(applicationLogOptions.safeParse({ bufferMegabytes: 0 }).success).toBe(false);
  expect(applicationLogOptions.safeParse({ unknown: true }).success).toBe(false);
});
