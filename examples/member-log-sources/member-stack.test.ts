import "cdktf/lib/testing/adapters/jest.js";
import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder/index.js";
import { Testing } from "cdktf";
import { MemberStack } from "./member-stack.js";
import { MemberPartsStack } from "./parts-stack.js";

describe.each([
  ["AccountLogSources", MemberStack],
  ["its parts", MemberPartsStack],
] as const)("with %s", (_, Stack) => {
  const synthesized = Testing.synth(new Stack(Testing.app(), "member"));
  const all = (type: string) => Object.values<Record<string, unknown>>(JSON.parse(synthesized).resource[type]);

  test("flow logs of every VPC go to the archive", () => {
    const ofVpcs = all("aws_flow_log").filter(({ for_each }) => for_each !== undefined);

    expect(ofVpcs.map(({ log_destination }) => log_destination)).toEqual([
      "arn:aws:s3:::acme-network-logs-222222222222/flow-logs/",
    ]);
  });

  test("AWS Config records everything, and most of it all the time", () => {
    expect(all("aws_config_configuration_recorder")).toHaveLength(1);
    expect(synthesized).toHaveResourceWithProperties(ConfigConfigurationRecorder, {
      recording_group: { all_supported: true, include_global_resource_types: true },
      recording_mode: expect.objectContaining({ recording_frequency: "CONTINUOUS" }),
    });
  });
});
