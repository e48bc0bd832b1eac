import { flowLogOptions } from "../../../log-sources/flow-logs";

test("every option has a default", () => {
  expect(Object.keys(flowLogOptions.parse({}))).toEqual(Object.keys(flowLogOptions.shape));
});

test("fails with an invalid or unknown option", () => {
  expect(flowLogOptions.safeParse({ maxAggregationSeconds: 61 }).success).toBe(false);
  expect(flowLogOptions.safeParse({ unknown: true }).success).toBe(false);
});
