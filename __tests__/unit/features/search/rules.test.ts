import { account, arn } from "../../../../sample-data/values";
import { type Changes, arnOf, problemsOf } from "../../config/configuration";

const adminRoleArn = arn("iam", "", account(2), "role/Admin");
const enabled: Changes = {
  "search.enabled": true,
  "search.subnetIds": ["subnet-00000001", "subnet-00000002"],
  "search.securityGroupIds": ["sg-00000001"],
  "search.adminRoleArn": adminRoleArn,
};
const problems = (changes: Changes) => problemsOf({ ...enabled, ...changes });
const subnets = (count: number) => Array.from({ length: count }, (_, i) => `subnet-0000000${i}`);

describe("the subnets of the search", () => {
  test.each([
    ["small", 2],
    ["standard", 3],
    ["large", 3],
  ])("the subnets of the search of size %s must be exactly %d", (size, zones) => {
    expect(problems({ "search.size": size, "search.subnetIds": subnets(zones) })).toEqual([]);
    for (const count of [0, zones - 1, zones + 1]) {
      expect(problems({ "search.size": size, "search.subnetIds": subnets(count) })).toEqual([
        expect.stringMatching(
          `^search.subnetIds: size ${size} uses ${zones} Availability Zones; list ${zones} subnets, each in a different zone; got \\[`,
        ),
      ]);
    }
  });

  test("fail when one is listed twice", () => {
    expect(problems({ "search.subnetIds": ["subnet-00000001", "subnet-00000001"] })).toEqual([
      expect.stringContaining("search.subnetIds[1]: duplicate of search.subnetIds[0]; remove one"),
    ]);
  });

  test("the subnets of the search are optional while the search is disabled", () => {
    expect(problemsOf({ "search.subnetIds": [] })).toEqual([]);
  });
});

describe("the security groups of the search", () => {
  test("fail when none is listed", () => {
    expect(problems({ "search.securityGroupIds": [] })).toEqual([
      expect.stringContaining(
        "search.securityGroupIds: required, because OpenSearch would otherwise use the default security group of the VPC; list at least one security group",
      ),
    ]);
  });

  test("fail when one is listed twice", () => {
    expect(problems({ "search.securityGroupIds": ["sg-00000001", "sg-00000001"] })).toEqual([
      expect.stringContaining("search.securityGroupIds[1]: duplicate of search.securityGroupIds[0]"),
    ]);
  });
});

describe("the administrator of the search", () => {
  test("fails when it is missing", () => {
    expect(problems({ "search.adminRoleArn": undefined })).toEqual([
      expect.stringContaining(
        "search.adminRoleArn: required, because no other role can configure the domain; set a role of the log-archive account",
      ),
    ]);
  });

  test.each([arn("iam", "", account(1), "role/Admin"), arnOf("aws-cn", "iam", "", account(2), "role/Admin")])(
    "fails when it is %s",
    (role) => {
      expect(problems({ "search.adminRoleArn": role })).toEqual([
        expect.stringContaining(
          "search.adminRoleArn: expected a role of the log-archive account, an ARN that begins with",
        ),
      ]);
    },
  );
});

describe("the readers of the search", () => {
  test("the readers of the search may belong to any account of the organization", () => {
    const roles = [1, 2].map((one) => arn("iam", "", account(one), "role/Reader"));

    expect(problems({ "search.readerRoleArns": roles })).toEqual([]);
  });

  test("fail when one belongs to an unknown account", () => {
    expect(problems({ "search.readerRoleArns": [arn("iam", "", account(9), "role/Reader")] })).toEqual([
      expect.stringContaining(
        `search.readerRoleArns[0]: the role belongs to account ${account(9)}, which is not in accounts; use a role of an account in accounts`,
      ),
    ]);
  });

  test("fail when one belongs to another partition", () => {
    expect(problems({ "search.readerRoleArns": [arnOf("aws-cn", "iam", "", account(1), "role/Reader")] })).toEqual([
      expect.stringContaining("search.readerRoleArns[0]: not an ARN of partition aws"),
    ]);
  });

  test("fail when one is the administrator, or is listed twice", () => {
    const reader = arn("iam", "", account(1), "role/Reader");

    expect(problems({ "search.readerRoleArns": [adminRoleArn, reader, reader] })).toEqual([
      expect.stringContaining(
        "search.readerRoleArns[0]: duplicate of search.adminRoleArn; remove it, because the administrator role may also search",
      ),
      expect.stringContaining("search.readerRoleArns[2]: duplicate of search.readerRoleArns[1]"),
    ]);
  });
});

describe("the retention of the search", () => {
  const archive = {
    "archive.lock.mode": "none",
    "archive.lifecycle.infrequentAccessDays": null,
    "archive.lifecycle.glacierDays": null,
    "archive.lifecycle.deepArchiveDays": null,
  };

  test.each([
    [59, []],
    [60, []],
    [
      61,
      [
        expect.stringContaining(
          "search.retentionDays: the archive deletes logs after 60 days (archive.lifecycle.expireDays); use 60 or fewer",
        ),
      ],
    ],
  ])("the retention of the search of %d days, with an archive of 60 days, has the problems", (days, expected) => {
    expect(problems({ ...archive, "archive.lifecycle.expireDays": 60, "search.retentionDays": days })).toEqual(
      expected,
    );
  });

  test("the retention of the search may be any number of days if the archive has no expiry, and is not checked while the search is disabled", () => {
    expect(problems({ "archive.lifecycle.expireDays": null, "search.retentionDays": 400 })).toEqual([]);
    expect(problemsOf({ ...archive, "archive.lifecycle.expireDays": 10 })).toEqual([]);
  });
});

describe("the OCUs of the search", () => {
  test.each([
    [4, 4, []],
    [4, 5, []],
    [4, 3, [expect.stringContaining("search.maxUnits: must not be less than search.minUnits; use 4 or more")]],
  ])("the search has at least %d OCUs, and at most %d", (least, most, expected) => {
    expect(problems({ "search.minUnits": least, "search.maxUnits": most })).toEqual(expected);
  });
});
