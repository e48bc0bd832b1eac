import { account, arn } from "../../../../sample-data/values";
import { type Changes, parse, problemsOf, settingAt } from "../../config/configuration";

/** The smallest valid search. */
const enabled: Changes = {
  "search.enabled": true,
  "search.subnetIds": ["subnet-00000001", "subnet-00000002"],
  "search.securityGroupIds": ["sg-00000001"],
  "search.adminRoleArn": arn("iam", "", account(2), "role/Admin"),
};

const accepted = (path: string, value: unknown) =>
  expect(settingAt(parse({ ...enabled, [path]: value }), path)).toEqual(value);

const refusedWith = (path: string, value: unknown) => problemsOf({ ...enabled, [path]: value });

test("the search is disabled by default, and then requires no setting", () => {
  expect(parse().search.enabled).toBe(false);
  expect(problemsOf({})).toEqual([]);
  expect(problemsOf(enabled)).toEqual([]);
});

describe.each([
  ["search.retentionDays", 1, 400, "1 day or more", "400 days or fewer; use Athena for older events"],
  ["search.minUnits", 1, 96, "1 unit or more", "96 units or fewer, the limit of a pipeline"],
  ["search.maxUnits", 1, 96, "1 unit or more", "96 units or fewer, the limit of a pipeline"],
  ["search.offPeakHour", 0, 23, "an hour from 0 to 23", "an hour from 0 to 23"],
  ["search.logs.flowLogs.retentionDays", 1, 400, "1 day or more", "400 days or fewer; use Athena for older logs"],
  ["search.logs.securityHubFindings.maxUnits", 1, 96, "1 unit or more", "96 units or fewer, the limit of a pipeline"],
] as const)("%s", (path, least, most, belowMinimum, aboveMaximum) => {
  const beside = path === "search.minUnits" ? { "search.maxUnits": 96 } : {};

  test.each([least, least + 1, most - 1, most])(`${path} may be %d`, (value) => {
    expect(settingAt(parse({ ...enabled, ...beside, [path]: value }), path)).toBe(value);
  });

  test("fails with one less than the minimum, and with one more than the maximum", () => {
    expect(refusedWith(path, least - 1)).toEqual([`${path}: expected ${belowMinimum}; got ${least - 1}`]);
    expect(refusedWith(path, most + 1)).toEqual([`${path}: expected ${aboveMaximum}; got ${most + 1}`]);
  });

  test.each([1.5, "1", null])("fails when it is %j", (value) => {
    expect(refusedWith(path, value)).toEqual([expect.stringContaining(`${path}: expected a whole`)]);
  });
});

describe("search.size", () => {
  test.each(["small", "standard", "large"])("search.size may be %s", (size) => {
    const subnets = size === "small" ? 2 : 3;
    const subnetIds = ["subnet-0000000a", "subnet-0000000b", "subnet-0000000c"].slice(0, subnets);

    expect(parse({ ...enabled, "search.subnetIds": subnetIds, "search.size": size }).search.size).toBe(size);
  });

  test("fails when it is another size", () => {
    expect(refusedWith("search.size", "tiny")).toEqual([expect.stringContaining("search.size: ")]);
  });
});

describe("the ids of the search", () => {
  test.each(["subnet-0123456", "subnet-0123456789abcdef01", "subnet-0123456G", "sg-00000001", " subnet-00000001"])(
    "fails when a subnet is %j",
    (id) => {
      expect(refusedWith("search.subnetIds", [id, "subnet-00000001"])).toEqual([
        `search.subnetIds[0]: expected the id of a subnet, subnet-0123456789abcdef0; got ${JSON.stringify(id)}`,
      ]);
    },
  );

  test.each(["sg-0123456", "sg-0123456789abcdef01", "subnet-00000001"])("fails when a security group is %j", (id) => {
    expect(refusedWith("search.securityGroupIds", [id])).toEqual([
      `search.securityGroupIds[0]: expected the id of a security group, sg-0123456789abcdef0; got ${JSON.stringify(id)}`,
    ]);
  });

  test("accepts five security groups, and fails with six", () => {
    const groups = (count: number) => Array.from({ length: count }, (_, i) => `sg-0000000${i}`);

    accepted("search.securityGroupIds", groups(5));
    expect(refusedWith("search.securityGroupIds", groups(6))).toEqual([
      expect.stringContaining("search.securityGroupIds: expected 5 security groups or fewer"),
    ]);
  });

  test("accepts twenty readers, and fails with twenty-one", () => {
    const roles = (count: number) =>
      Array.from({ length: count }, (_, i) => arn("iam", "", account(1), `role/Reader${i}`));

    accepted("search.readerRoleArns", roles(20));
    expect(refusedWith("search.readerRoleArns", roles(21))).toEqual([
      expect.stringContaining("search.readerRoleArns: expected 20 roles or fewer"),
    ]);
  });
});

describe("the search has no setting for", () => {
  test.each(["publicEndpoint", "masterUserPassword", "masterUserName", "accessPolicies", "encryption"])(
    "%s",
    (name) => {
      expect(refusedWith(`search.${name}`, true)).toEqual([expect.stringContaining("search")]);
    },
  );
});
