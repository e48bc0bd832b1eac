import { flowLogOptions } from "../../../../log-sources/flow-logs";
import { webAclOptions } from "../../../../log-sources/web-acl-logs";
import { optionProblems, withDefaults } from "../../../../modules/input/options";

test("valid options have no problem, and other settings are not checked", () => {
  expect(optionProblems("flowLogs", flowLogOptions, { trafficType: "REJECT", vpcs: {} })).toEqual([]);
});

test("an invalid option is reported with its path, the expected value and the value", () => {
  expect(optionProblems("flowLogs", flowLogOptions, { maxAggregationSeconds: 61 })).toEqual([
    "flowLogs.maxAggregationSeconds: expected 60 or 600 seconds, got 61",
  ]);
  expect(optionProblems("webAclLogs", webAclOptions, { redactedHeaders: ["cookie", "X Y"] })).toEqual([
    'webAclLogs.redactedHeaders[1]: expected the name of a header in lower case, 1 to 40 characters, got "X Y"',
  ]);
});

test.each([
  [{ trafficType: "SOME" }, 'flowLogs.trafficType: expected one of ALL, ACCEPT, REJECT, got "SOME"'],
  [{ trafficType: 1 }, "flowLogs.trafficType: expected one of ALL, ACCEPT, REJECT, got 1"],
])("the option %j is reported with the values that are possible", (settings, problem) => {
  expect(optionProblems("flowLogs", flowLogOptions, settings)).toEqual([problem]);
});

test("a missing option has its default, and other settings are left out", () => {
  const settings = { trafficType: "ACCEPT", vpcs: {} } as const;

  expect(withDefaults(flowLogOptions, settings)).toEqual({ trafficType: "ACCEPT", maxAggregationSeconds: 600 });
});
