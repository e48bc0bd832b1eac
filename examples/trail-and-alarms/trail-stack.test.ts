import assert from "node:assert/strict";
import { test } from "node:test";
import { Testing } from "cdktf";
import { cisDetections } from "trailkeeper/detections";
import { TrailPartsStack } from "./parts-stack";
import { TrailStack } from "./trail-stack";

for (const [name, Stack] of [
  ["TrailWithAlarms", TrailStack],
  ["its parts", TrailPartsStack],
] as const) {
  const { resource } = JSON.parse(Testing.synth(new Stack(Testing.app(), "trail")));
  const all = (type: string) => Object.values<Record<string, unknown>>(resource[type]);

  test(`with ${name}: one trail records every region of the organization, with digests`, () => {
    const [trail = {}] = all("aws_cloudtrail");

    assert.equal(all("aws_cloudtrail").length, 1);
    assert.deepEqual(
      [trail["is_organization_trail"], trail["is_multi_region_trail"], trail["enable_log_file_validation"]],
      [true, true, true],
    );
  });

  test(`with ${name}: every detection has a filter, and every alarm notifies a topic`, () => {
    assert.equal(all("aws_cloudwatch_log_metric_filter").length, cisDetections.length);
    assert.ok(all("aws_cloudwatch_metric_alarm").length > 0);
    assert.deepEqual(
      all("aws_cloudwatch_metric_alarm").filter(
        ({ alarm_actions }) => !Array.isArray(alarm_actions) || alarm_actions.length !== 1,
      ),
      [],
    );
  });
}
