import "cdktf/lib/testing/adapters/jest";
import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { Testing } from "cdktf";
import { cisDetections } from "trailkeeper/detections";
import { TrailPartsStack } from "./parts-stack";
import { TrailStack } from "./trail-stack";

describe.each([
  ["TrailWithAlarms", TrailStack],
  ["its parts", TrailPartsStack],
] as const)("with %s", (_, Stack) => {
  const synthesized = Testing.synth(new Stack(Testing.app(), "trail"));
  const all = (type: string) => Object.values<Record<string, unknown>>(JSON.parse(synthesized).resource[type]);

  test("one trail records every region of the organization, with digests", () => {
    expect(all("aws_cloudtrail")).toHaveLength(1);
    expect(synthesized).toHaveResourceWithProperties(Cloudtrail, {
      is_organization_trail: true,
      is_multi_region_trail: true,
      enable_log_file_validation: true,
    });
  });

  test("every detection has a filter, and every alarm notifies one topic", () => {
    const alarms = all("aws_cloudwatch_metric_alarm").map(({ alarm_actions }) => alarm_actions);

    expect(all("aws_cloudwatch_log_metric_filter")).toHaveLength(cisDetections.length);
    expect(alarms.length).toBeGreaterThan(0);
    expect(alarms).toEqual(alarms.map(() => [expect.any(String)]));
  });
});
