import assert from "node:assert/strict";
import { test } from "node:test";
import { Testing } from "cdktf";
import { MemberStack } from "./member-stack.js";
import { MemberPartsStack } from "./parts-stack.js";

for (const [name, Stack] of [
  ["AccountLogSources", MemberStack],
  ["its parts", MemberPartsStack],
] as const) {
  const { resource } = JSON.parse(Testing.synth(new Stack(Testing.app(), "member")));
  const one = (type: string): Record<string, unknown> => {
    const found = Object.values<Record<string, unknown>>(resource[type]);
    assert.equal(found.length, 1, type);
    return found[0] ?? {};
  };

  test(`with ${name}: flow logs of every VPC go to the archive`, () => {
    const logs = Object.values<Record<string, unknown>>(resource["aws_flow_log"]);
    const ofVpcs = logs.filter(({ for_each }) => for_each !== undefined);

    assert.deepEqual(
      ofVpcs.map(({ log_destination }) => log_destination),
      ["arn:aws:s3:::acme-network-logs-222222222222/flow-logs/"],
    );
  });

  test(`with ${name}: AWS Config records everything, and most of it all the time`, () => {
    const { recording_group, recording_mode } = one("aws_config_configuration_recorder");

    assert.deepEqual(recording_group, { all_supported: true, include_global_resource_types: true });
    assert.equal((recording_mode as { recording_frequency: string }).recording_frequency, "CONTINUOUS");
  });
}
