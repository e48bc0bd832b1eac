import { accountIds, accountsOf } from "../../../../config/derived/accounts";
import { account, arn } from "../../../../sample-data/values";
import { members, parse } from "../configuration";

describe("accountsOf", () => {
  const config = parse({
    "accounts.members": [
      { name: "website", id: account(4) },
      { name: "payments", id: account(3) },
    ],
  });
  const role = (digit: number) => arn("iam", "", account(digit), "role/OrganizationAccountAccessRole");

  test("returns the log archive, the management account and the members in the configured order", () => {
    expect(accountsOf(config)).toEqual({
      logArchive: { id: account(2), role: "log-archive", stackName: "log-archive", deployRoleArn: role(2) },
      management: { id: account(1), role: "management", stackName: "management", deployRoleArn: undefined },
      members: [
        { id: account(4), role: "member", stackName: "member-website", deployRoleArn: role(4) },
        { id: account(3), role: "member", stackName: "member-payments", deployRoleArn: role(3) },
      ],
      outside: [],
    });
  });

  test("returns the log archive first, because the others deliver to it", () => {
    expect(Object.keys(accountsOf(config))).toEqual(["logArchive", "management", "members", "outside"]);
  });

  test("returns the external accounts, each with its configured role", () => {
    const outside = accountsOf(
      parse({
        "accounts.outside": [
          { name: "acquired", id: account(7), roleName: "TrailDeployer" },
          { name: "website", id: account(8) },
        ],
      }),
    ).outside;

    expect(outside).toEqual([
      {
        id: account(7),
        role: "outside",
        stackName: "outside-acquired",
        deployRoleArn: arn("iam", "", account(7), "role/TrailDeployer"),
      },
      { id: account(8), role: "outside", stackName: "outside-website", deployRoleArn: role(8) },
    ]);
  });

  test("returns unique stack names for members with the names of other accounts", () => {
    const confusing = parse({
      "accounts.members": [
        { name: "management", id: account(3) },
        { name: "log-archive", id: account(4) },
      ],
    });
    const { logArchive, management, members: others } = accountsOf(confusing);
    const names = [logArchive, management, ...others].map(({ stackName }) => stackName);

    expect(new Set(names).size).toBe(4);
  });

  test("returns the configured roles; the management account has a role only if one is configured", () => {
    const { management, logArchive } = accountsOf(
      parse({ access: { roleName: "Deployer", managementRoleName: "ManagementDeployer" } }),
    );

    expect(management.deployRoleArn).toBe(arn("iam", "", account(1), "role/ManagementDeployer"));
    expect(logArchive.deployRoleArn).toBe(arn("iam", "", account(2), "role/Deployer"));
    expect(accountsOf(parse({ "access.roleName": "Deployer" })).management.deployRoleArn).toBeUndefined();
  });
});

describe("accountIds", () => {
  test("returns the management account, the log archive and the members, each once", () => {
    const config = parse({ "accounts.members": members(3) });

    expect(accountIds(config)).toEqual([account(1), account(2), ...members(3).map(({ id }) => id)]);
  });

  test("returns two accounts if there are no members", () => {
    expect(accountIds(parse())).toEqual([account(1), account(2)]);
  });
});
