import { keptSettingsOf } from "../../../synthesis/kept-settings";
import { account, arn } from "../../../sample-data/values";
import { type Change, configOf } from "../../support/organization";

const s3 = { type: "s3", bucket: "acme-state", region: "eu-west-1" };
const settingsWith = (change: Change) => keptSettingsOf(configOf("config/example.yaml", change));
const backendOf = (backend: Change) => settingsWith({ backend }).backend;

test("the settings that stay the same are the prefix, the home region and the location of the states", () => {
  expect(settingsWith({ prefix: "zebra", homeRegion: "eu-central-1" })).toEqual({
    prefix: "zebra",
    homeRegion: "eu-central-1",
    backend: "local",
  });
});

test("another bucket or another prefix of keys is another location of the states", () => {
  const locations = [{ type: "local" }, s3, { ...s3, bucket: "other-state" }, { ...s3, keyPrefix: "other" }].map(
    backendOf,
  );

  expect(locations).toEqual([
    "local",
    "s3:acme-state/trailkeeper",
    "s3:other-state/trailkeeper",
    "s3:acme-state/other",
  ]);
});

test("how Terraform accesses the states does not change their location", () => {
  const roleArn = arn("iam", "", account(1), "role/state");

  expect(backendOf({ ...s3, roleArn })).toBe(backendOf(s3));
});
