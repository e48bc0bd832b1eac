import { denyKeyWeakening, keyDenials, organizationLookup } from "../../../../../modules/iam/grants/key-administration";
import { grants, organizationId } from "../../../../support/grants";
import { account, arn } from "../../../../../sample-data/values";

describe("accountAdministration", () => {
  test("allows only the account to perform every action on the key", () => {
    expect(grants.accountAdministration()).toEqual({
      Sid: "AccountAdministration",
      Effect: "Allow",
      Principal: { AWS: arn("iam", "", account(2), "root") },
      Action: "kms:*",
      Resource: "*",
    });
  });
});

describe("organizationLookup", () => {
  test("allows the accounts of the organization only to describe the key", () => {
    expect(organizationLookup(organizationId)).toEqual({
      Sid: "AllowOrganizationDescribeKey",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: "kms:DescribeKey",
      Resource: "*",
      Condition: { StringEquals: { "aws:PrincipalOrgID": organizationId } },
    });
  });
});

test("denyKeyWeakening fails when it exempts nobody, because nobody could manage the key any more", () => {
  expect(() => denyKeyWeakening([])).toThrow("expected at least one role that may still manage the key, got none");
});

describe("keyDenials", () => {
  const deployer = arn("iam", "", account(2), "role/Deployer");
  const breakGlass = arn("iam", "", account(2), "role/BreakGlass");
  const losing = ["kms:DeleteImportedKeyMaterial", "kms:DisableKey", "kms:ScheduleKeyDeletion"];
  const byName = (...statements: ReturnType<typeof keyDenials>) =>
    new Map(statements.map((statement) => [statement.Sid, statement]));

  test("exempt the administrators, if no other role may disable or delete the key", () => {
    expect(keyDenials({ administratorRoleArns: [deployer] })).toEqual(denyKeyWeakening([deployer]));
    expect(keyDenials({})).toEqual([]);
  });

  test("deny disabling and deleting to administrators, and administration to the roles that may disable or delete", () => {
    const found = byName(...keyDenials({ administratorRoleArns: [deployer], deletionRoleArns: [breakGlass] }));
    const weakening = found.get("DenyWeakening");
    const loss = found.get("DenyLoss");

    expect(loss).toMatchObject({
      Effect: "Deny",
      Principal: "*",
      Action: losing,
      Condition: { ArnNotEquals: { "aws:PrincipalArn": [breakGlass] } },
    });
    expect(weakening?.Condition).toEqual({ ArnNotEquals: { "aws:PrincipalArn": [deployer] } });
    expect([...(weakening?.Action ?? []), ...losing].toSorted()).toEqual(
      [...(denyKeyWeakening([deployer])[0]?.Action ?? [])].toSorted(),
    );
  });

  test("deny disabling and deleting to everybody without such a role, even if IAM policies decide about the rest", () => {
    for (const administratorRoleArns of [[deployer], undefined]) {
      const loss = byName(...keyDenials({ administratorRoleArns, deletionRoleArns: [] })).get("DenyLoss");

      expect(loss?.Action).toEqual(losing);
      expect(loss).not.toHaveProperty("Condition");
    }
  });
});
