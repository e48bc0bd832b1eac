import { accountName } from "../../../../config/schema/fields";
import { isNameOf, newName } from "../../../../cli/accounts/account-name";
import { account } from "../../../../sample-data/values";

const free = () => false;

test.each([
  ["payments", "payments"],
  ["Payments Prod", "payments-prod"],
  ["  Zürich – Büro #1  ", "zurich-buro-1"],
  ["../../etc/passwd", "etc-passwd"],
  ["a\n  - name: b", "a-name-b"],
  ["\u202eevil\u0000", "evil"],
  ['"quoted": {x}', "quoted-x"],
  ["-", `account-${account(3)}`],
  ["", `account-${account(3)}`],
  ["支払い", `account-${account(3)}`],
  ["management", `management-${account(3)}`],
  ["Log Archive", `log-archive-${account(3)}`],
  ["x".repeat(60), "x".repeat(50)],
  [`${"x".repeat(49)} y`, "x".repeat(49)],
])("the AWS account %j receives the name %s", (awsName, name) => {
  expect(newName(awsName, account(3), free)).toBe(name);
});

test.each(["payments", "x".repeat(60), "", "../x", "management", "支払い"])(
  "every name for %j is valid, differs from earlier attempts, and is recognized as a name for it",
  (awsName) => {
    const taken = new Set<string>();
    for (let i = 0; i < 30; i++) {
      const name = newName(awsName, account(3), (one) => taken.has(one));
      expect(accountName.safeParse(name).success).toBe(true);
      expect(isNameOf(name, awsName, account(3))).toBe(true);
      taken.add(name);
    }
    expect(taken.size).toBe(30);
  },
);

test("a name for another account is not recognized", () => {
  expect(isNameOf("payments", "website", account(3))).toBe(false);
  expect(isNameOf(`payments-${account(4)}`, "payments", account(3))).toBe(false);
});
