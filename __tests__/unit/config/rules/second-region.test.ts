import { account, arn } from "../../../../sample-data/values";
import { type Changes, parse, problemsOf } from "../configuration";

const replica = account(4);
const role = (id: string, name = "BreakGlass") => arn("iam", "", id, `role/${name}`);
const key = (region: string, id: string) => arn("kms", region, id, "key/given");

const withReplicas = (changes: Changes = {}): Changes => ({
  "accounts.members": [{ name: "log-replica", id: replica }],
  "archive.secondRegion": { region: "eu-central-1" },
  ...changes,
});
const region = (settings: object): Changes => ({
  "archive.secondRegion": { region: "eu-central-1", ...settings },
});

test.each<[string, Changes]>([
  ["the log-archive account", {}],
  ["another account", region({ account: replica })],
  ["the log-archive account by its id", region({ account: account(2) })],
  ["an opt-in region", region({ region: "eu-south-1" })],
  ["some of the archives", region({ archives: ["trail", "accessLogs"] })],
  ["a multi-Region key", region({ multiRegionKey: true })],
  ["a key of another account", region({ kmsKeyArn: key("eu-central-1", replica) })],
  [
    "a locked copy of an archive without a replica",
    { ...region({ archives: ["trail"] }), "archive.configArchive.lockedCopy.enabled": true },
  ],
])("replicas are accepted with %s", (_, changes) => {
  expect(parse(withReplicas(changes)).archive.secondRegion).toBeDefined();
});

test.each<[string, Changes, string, string]>([
  ["the home region", region({ region: "eu-west-1" }), "region", "the archives are already in this region"],
  ["a region of another partition", region({ region: "cn-north-1" }), "region", "not a region of partition aws"],
  ["an unknown account", region({ account: account(9) }), "account", `account ${account(9)} is not in accounts`],
  ["the management account", region({ account: account(1) }), "account", "the management account administers"],
  [
    "an account that is not active",
    {
      ...region({ account: replica }),
      "accounts.members": [{ name: "log-replica", id: replica, active: false }],
    },
    "account",
    `account ${replica} is not in use`,
  ],
  ["an unknown archive", region({ archives: ["webAclLogs"] }), "archives[0]", "logSources.webAclLogs.enabled"],
  ["an archive that is listed twice", region({ archives: ["trail", "trail"] }), "archives[1]", "duplicate of"],
  ["an empty list of archives", region({ archives: [] }), "archives", "expected at least one archive"],
  [
    "a key of another region",
    region({ kmsKeyArn: key("eu-west-1", replica) }),
    "kmsKeyArn",
    "must be in the region of",
  ],
  [
    "a key of an external account",
    region({ kmsKeyArn: key("eu-central-1", account(9)) }),
    "kmsKeyArn",
    "is not in accounts",
  ],
  [
    "an administrator of a key who belongs to another account",
    region({ kmsKeyArn: key("eu-central-1", replica), kmsKeyAdministratorRoleArns: [role(account(2))] }),
    "kmsKeyAdministratorRoleArns[0]",
    "expected a role of the account of the key",
  ],
  [
    "administrators without a key",
    region({ kmsKeyAdministratorRoleArns: [role(replica)] }),
    "kmsKeyArn",
    "kmsKeyAdministratorRoleArns requires a key of your own",
  ],
  [
    "a multi-Region key for another account",
    region({ multiRegionKey: true, account: replica }),
    "multiRegionKey",
    "a replica of a key is in the account of the key",
  ],
  [
    "two keys",
    region({ multiRegionKey: true, kmsKeyArn: key("eu-central-1", account(2)) }),
    "multiRegionKey",
    "archive.secondRegion.kmsKeyArn already sets the key of the replicas",
  ],
  [
    "a replica of a key of your own",
    { ...region({ multiRegionKey: true }), "archive.kmsKeyArn": key("eu-west-1", account(2)) },
    "multiRegionKey",
    "archive.kmsKeyArn is a key of your own",
  ],
])("replicas are refused with %s", (_, changes, setting, problem) => {
  expect(problemsOf(withReplicas(changes))).toEqual([
    expect.stringContaining(`archive.secondRegion.${setting}: ${problem}`.split(": ")[0] ?? ""),
  ]);
  expect(problemsOf(withReplicas(changes))[0]).toContain(problem);
});

test.each([undefined, ["trail", "config"]])(
  "a locked copy of the Config archive together with its replica is refused: %j",
  (archives) => {
    const changes = { ...region({ archives }), "archive.configArchive.lockedCopy.enabled": true };

    expect(problemsOf(withReplicas(changes))).toEqual([
      expect.stringMatching(/^archive\.secondRegion\.archives: the AWS Config archive already has a locked copy/),
    ]);
  },
);

test("data events of a replica are refused, because every event would be replicated again", () => {
  const events = (bucket: string) => ({
    "trail.dataEvents": [{ resourceType: "AWS::S3::Object", arnPrefixes: [arn("s3", "", "", `${bucket}/`)] }],
  });

  expect(problemsOf(withReplicas(events(`acme-trail-replica-${account(2)}`)))).toEqual([
    expect.stringContaining("endless loop"),
  ]);
  expect(problemsOf(withReplicas(events("acme-trail-replica-of-others")))).toEqual([]);
});

describe("the setting of roles that may disable or delete the keys", () => {
  const setting = "archive.kmsKeyDeletionRoleArns";

  test.each<[string, Changes]>([
    ["roles of the log-archive account", { [setting]: [role(account(2))] }],
    [
      "roles of the account of a key of your own",
      {
        [setting]: [role(account(3))],
        "archive.kmsKeyArn": key("eu-west-1", account(3)),
        "accounts.members": [{ name: "keys", id: account(3) }],
      },
    ],
    [
      "roles of the replicas' account",
      withReplicas({ ...region({ account: replica }), [setting]: [role(account(2)), role(replica)] }),
    ],
    ["an empty list", { [setting]: [] }],
  ])("accepts %s", (_, changes) => {
    expect(problemsOf(changes)).toEqual([]);
  });

  test.each<[string, Changes, string]>([
    [
      "a role of a different account",
      { [setting]: [role(account(1))] },
      `expected a role of an account that has a key: ${account(2)}`,
    ],
    [
      "roles for an archive without preventDestroy",
      { [setting]: [], "archive.preventDestroy": false },
      "archive.preventDestroy: true",
    ],
    ["a role that is listed twice", { [setting]: [role(account(2)), role(account(2))] }, "duplicate of"],
  ])("fails with %s", (_, changes, problem) => {
    expect(problemsOf(changes)).toEqual([expect.stringContaining(problem)]);
  });
});
