import { bucketProtection } from "../../../../modules/archive/bucket-protection";
import { account, arn } from "../../../../sample-data/values";

const [deployer, holder, deleter] = ["deployer", "holder", "deleter"].map((name) =>
  arn("iam", "", account(2), `role/${name}`),
) as [string, string, string];
const ownWriters = { accountId: account(2), roleArns: [], prefixes: [] };
const roles = { administratorRoleArns: [deployer], legalHoldRoleArns: [holder], deletionRoleArns: [deleter] };

test("no role may delete logs by default, and only writers may write", () => {
  expect(bucketProtection({}, ownWriters)).toEqual({
    preventDestroy: true,
    ownWriters,
    configurationRoleArns: undefined,
    deletionExemptRoleArns: [],
    legalHoldRoleArns: [],
    inventoryRoleArn: undefined,
  });
});

test("only the given roles may change the bucket, delete logs and place holds", () => {
  expect(bucketProtection({ ...roles, inventoryRoleArn: deployer }, ownWriters)).toEqual({
    preventDestroy: true,
    ownWriters,
    configurationRoleArns: [deployer],
    deletionExemptRoleArns: [deleter],
    legalHoldRoleArns: [holder],
    inventoryRoleArn: deployer,
  });
});

test("a bucket that Terraform may destroy denies forged logs, but no deletion and no change", () => {
  expect(bucketProtection({ ...roles, preventDestroy: false }, ownWriters)).toEqual({
    preventDestroy: false,
    ownWriters,
    deletionExemptRoleArns: "anyone",
  });
});

test.each([true, false])(
  "every principal of the account may write if denyForgery is false, with preventDestroy %s",
  (preventDestroy) => {
    expect(bucketProtection({ preventDestroy, denyForgery: false }, ownWriters)).not.toHaveProperty("ownWriters");
  },
);
