import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { ConfigConfigRule } from "@cdktf/provider-aws/lib/config-config-rule";
import { type Change, organization } from "../../support/organization";

const rule = "cw-loggroup-retention-period-check";
const checked = { logSources: { awsConfig: { recorder: "create", recorderByAccount: {}, rules: [rule] } } };

/** Configurations with the rule. In each of them, another log group has the shortest retention. */
const configurations: [string, string, Change, number][] = [
  ["the example", "config/example.yaml", checked, 365],
  ["every setting", "config/examples/everything.yaml", {}, 30],
  [
    "streams",
    "config/example.yaml",
    { logSources: { ...checked.logSources, applicationLogs: { enabled: true, subscription: { mode: "all" } } } },
    90,
  ],
  [
    "streamed sessions",
    "config/example.yaml",
    {
      logSources: {
        ...checked.logSources,
        sessions: { enabled: true, cloudWatchLogs: { enabled: true, retentionDays: 60 } },
      },
    },
    60,
  ],
];

describe.each(configurations)("with %s", (_, file, change, expected) => {
  const { stacks } = organization(file, change);
  const all = [...stacks.values()];
  const least = all
    .flatMap((resources) => resources.all(ConfigConfigRule))
    .filter(({ name }) => name.endsWith(rule))
    .map(({ input_parameters }) => Number(JSON.parse(input_parameters).MinRetentionTime));

  test("the retention rule accepts every log group of this project, but no shorter retention", () => {
    const retentions = all
      .flatMap((resources) => resources.all(CloudwatchLogGroup))
      .map((group) => group.retention_in_days);

    expect(new Set(least)).toEqual(new Set([expected]));
    expect(Math.min(...retentions)).toBeGreaterThanOrEqual(expected);
    expect(retentions.filter((days) => typeof days !== "number")).toEqual([]);
  });
});
