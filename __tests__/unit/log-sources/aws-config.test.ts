import { recorderOptions } from "../../../log-sources/aws-config";

test("every option has a default", () => {
  expect(Object.keys(recorderOptions.parse({}))).toEqual(Object.keys(recorderOptions.shape));
});

test("fails with an invalid or unknown option", () => {
  expect(recorderOptions.safeParse({ snapshotFrequency: "Daily" }).success).toBe(false);
  expect(recorderOptions.safeParse({ unknown: true }).success).toBe(false);
});
