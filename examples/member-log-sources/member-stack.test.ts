import assert from "node:assert/strict";
import { test } from "node:test";
import { Testing } from "cdktf";
import { MemberStack } from "./member-stack.js";

const { resource } = JSON.parse(Testing.synth(new MemberStack(Testing.app(), "member")));
const one = (type: string): Record<string, unknown> => {
  const found = Object.values<Record<string, unknown>>(resource[type]);
  assert.equal(found.length, 1, type);
  return found[0] ?? {};
};

test("flow logs of every VPC go to the archive", () => {
  const logs = Object.values<Record<string, unknown>>(resource["aws_flow_log"]);
  const ofVpcs = logs.filter(({ for_each }) => for_each !== undefined);

  assert.deepEqual(
    ofVpcs.map(({ log_destination }) => log_destination),
    ["arn:aws:s3:::acme-network-logs-222222222222/flow-logs/"],
  );
});

test("AWS Config records everything, all the time", () => {
  const { recording_group, recording_mode } = one("aws_config_configuration_recorder");

  assert.deepEqual(recording_group, { all_supported: true, include_global_resource_types: true });
  assert.deepEqual(recording_mode, { recording_frequency: "CONTINUOUS" });
});
