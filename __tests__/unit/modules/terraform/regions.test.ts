import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import type { TerraformProvider } from "cdktf";
import { inEachRegion } from "../../../../modules/terraform/regions";
import { synth } from "../../../support/synth";

const topicsIn = (regions: readonly string[], withProvider: readonly string[] = []) =>
  synth((scope) => {
    const providers = new Map<string, TerraformProvider>(
      withProvider.map((region) => [region, new AwsProvider(scope, `Aws-${region}`, { alias: region, region })]),
    );
    inEachRegion(scope, { homeRegion: "eu-west-1", regions, providers }, (regional, regionArguments, region) => {
      new SnsTopic(regional, "Topic", { name: region, ...regionArguments });
    });
  }).json.resource[SnsTopic.tfResourceType];

describe("inEachRegion", () => {
  test("creates a resource once in each region, with the name of the region as its id", () => {
    const topics: Record<string, { name: string }> = topicsIn(["eu-west-1", "us-east-1", "us-west-2"]);

    expect(Object.entries(topics).map(([id, { name }]) => [id.replace(/_Topic.*/, ""), name])).toEqual([
      ["eu-west-1", "eu-west-1"],
      ["us-east-1", "us-east-1"],
      ["us-west-2", "us-west-2"],
    ]);
  });

  test.each([
    ["eu-west-1", [], { region: undefined, provider: undefined }],
    ["us-east-1", [], { region: "us-east-1", provider: undefined }],
    ["us-east-1", ["us-east-1"], { region: undefined, provider: "aws.us-east-1" }],
    ["eu-west-1", ["eu-west-1"], { region: undefined, provider: undefined }],
  ])("creates a resource in %s, with separate providers for %j", (region, withProvider, expected) => {
    const [topic] = Object.values<{ region?: string; provider?: string }>(topicsIn([region], withProvider));

    expect({ region: topic?.region, provider: topic?.provider }).toEqual(expected);
  });
});
