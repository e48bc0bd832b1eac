import { denyKeyWeakening, organizationLookup } from "../../../../../modules/iam/grants/key-administration";
import { grants, organizationId } from "../../../../support/grants";
import { account, arn } from "../../../../../tools/sample-data/values";

describe("accountAdministration", () => {
  test("allows only the account to do everything with the key", () => {
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

test("fails when denyKeyWeakening exempts nobody, because nobody could manage the key any more", () => {
  expect(() => denyKeyWeakening([])).toThrow("a key needs a role that may still manage it, got none");
});
