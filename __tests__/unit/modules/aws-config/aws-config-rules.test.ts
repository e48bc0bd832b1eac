import { ConfigConfigRule } from "@cdktf/provider-aws/lib/config-config-rule";
import type { AwsConfigRule } from "../../../../detections/aws-config-rules";
import { AwsConfigRules } from "../../../../modules/aws-config/aws-config-rules";
import { synth } from "../../../support/synth";

const rule = (id: string, other: Partial<AwsConfigRule> = {}): AwsConfigRule => ({
  id,
  identifier: id.toUpperCase(),
  why: `${id} is wrong.`,
  accounts: "every",
  regions: "every",
  trigger: "periodic",
  ...other,
});
const regions = ["eu-west-1", "us-east-1"];

const rulesOf = (...rules: AwsConfigRule[]) =>
  synth((scope) => {
    new AwsConfigRules(scope, "LoggingHealth", {
      homeRegion: "eu-west-1",
      recorders: new Map(regions.map((region) => [region, { fqn: `status.${region}` }])),
      rules,
      leastRetentionDays: 90,
      ruleName: (id) => `acme-${id}`,
    });
  });

describe("AwsConfigRules", () => {
  test.each([
    [{}, undefined],
    [{ parameters: { age: "24" } }, { age: "24" }],
    [{ retentionParameter: "MinRetentionTime" }, { MinRetentionTime: "90" }],
    [
      { parameters: { names: "a" }, retentionParameter: "Days" },
      { names: "a", Days: "90" },
    ],
  ])("AwsConfigRules with %j have the parameters %j", (other, parameters) => {
    for (const { input_parameters } of rulesOf(rule("a", other)).all(ConfigConfigRule)) {
      expect(input_parameters && JSON.parse(input_parameters)).toEqual(parameters);
    }
  });

  test("AwsConfigRules are AWS managed rules, with the prefix in their names and with a description", () => {
    for (const made of rulesOf(rule("a")).all(ConfigConfigRule)) {
      expect(made).toMatchObject({
        name: "acme-a",
        description: "a is wrong.",
        source: { owner: "AWS", source_identifier: "A" },
      });
    }
  });

  test("exist in every region with a recorder, or only in the home region if the result is the same in every region", () => {
    const made = rulesOf(rule("a"), rule("b", { regions: "home" })).all(ConfigConfigRule);

    expect(made.map(({ name, region = "eu-west-1" }) => [name, region])).toEqual([
      ["acme-a", "eu-west-1"],
      ["acme-b", "eu-west-1"],
      ["acme-a", "us-east-1"],
    ]);
  });

  test("AwsConfigRules have no region argument in the provider's own region, so that provider 5 accepts them", () => {
    expect(rulesOf(rule("b", { regions: "home" })).one(ConfigConfigRule)).not.toHaveProperty("region");
  });

  test("depend on the recorder of their region", () => {
    const made = rulesOf(rule("a")).all(ConfigConfigRule);

    expect(made.map(({ depends_on }) => depends_on)).toEqual(regions.map((region) => [`status.${region}`]));
  });

  test("AwsConfigRules are evaluated once a day if they are periodic, and otherwise on changes", () => {
    const frequency = (trigger: AwsConfigRule["trigger"]) =>
      rulesOf(rule("a", { trigger }))
        .all(ConfigConfigRule)
        .map(({ maximum_execution_frequency }) => maximum_execution_frequency);

    expect(frequency("periodic")).toEqual(["TwentyFour_Hours", "TwentyFour_Hours"]);
    expect(frequency("changes")).toEqual([undefined, undefined]);
  });

  test("AwsConfigRules have their parameters as JSON, and no parameter that equals AWS's default", () => {
    const parameters = (given?: Record<string, string>) =>
      rulesOf(rule("a", { regions: "home", ...(given && { parameters: given }) })).one(ConfigConfigRule)
        .input_parameters;

    expect(JSON.parse(parameters({ hours: "24" }))).toEqual({ hours: "24" });
    expect(parameters()).toBeUndefined();
  });

  test("keep their addresses: region, then rule", () => {
    const { json } = rulesOf(rule("a"));
    const names = Object.keys(json.resource.aws_config_config_rule).map((name) => name.replace(/_[A-Z0-9]{8}$/, ""));

    expect(names).toEqual(regions.map((region) => `LoggingHealth_${region}_a`));
  });
});
