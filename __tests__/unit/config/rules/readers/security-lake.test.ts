import { account, arn } from "../../../../../sample-data/values";
import { arnOf, problemsOf } from "../../configuration";

const role = (id: string, name = "analyst") => arn("iam", "", id, `role/${name}`);
const setting = "query.ocsf.securityLake";

const accounts = {
  management: account(1),
  logArchive: account(2),
  members: [
    { name: "payments", id: account(3) },
    { name: "closed", id: account(4), active: false },
  ],
  outside: [{ name: "shop", id: account(8), roleName: "deploy" }],
};
const problems = (settings: object = {}, enabled = true) =>
  problemsOf({
    accounts,
    query: {
      ocsf: {
        enabled,
        securityLake: { administrator: account(2), readerRoleArns: [role(account(2))], ...settings },
      },
    },
  }).join("\n");

test.each([
  ["the log-archive account", account(2)],
  ["a member", account(3)],
])("Security Lake may be administered by %s", (_, administrator) => {
  expect(problems({ administrator })).toBe("");
});

test("several roles of the log-archive account may read, also roles of IAM Identity Center", () => {
  const reserved = role(account(2), "aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Analyst_1a2b3c4d5e6f7a8b");

  expect(problems({ readerRoleArns: [role(account(2)), reserved] })).toBe("");
});

test("Security Lake fails if the views that it replaces are disabled", () => {
  expect(problems({}, false)).toContain(
    "query.ocsf.enabled: query.ocsf.securityLake requires true, because its tables replace the views; set it to true, or remove securityLake",
  );
});

test.each([
  ["the management account", account(1), "AWS does not allow the management account to administer Security Lake"],
  ["an account that is not in use", account(4), `account ${account(4)} is not in use (active: false)`],
  ["an external account", account(8), `account ${account(8)} is outside the organization (accounts.outside)`],
  ["an unknown account", account(9), `account ${account(9)} is not in accounts; add it to accounts.members`],
])("Security Lake fails with %s as the administrator", (_, administrator, message) => {
  expect(problems({ administrator })).toContain(`${setting}.administrator: ${message}`);
});

test("readerRoleArns fails for a role of another account or partition, and for a role that is there twice", () => {
  const foreign = [role(account(3)), arnOf("aws-cn", "iam", "", account(2), "role/analyst")];
  const found = problems({ readerRoleArns: [...foreign, role(account(2)), role(account(2))] });

  for (const [i, one] of foreign.entries()) {
    expect(found).toContain(`${setting}.readerRoleArns[${i}]: expected a role of the log-archive account`);
    expect(found).toContain(`; got "${one}"`);
  }
  expect(found).toContain(`${setting}.readerRoleArns[3]: duplicate of ${setting}.readerRoleArns[2]; remove one`);
});

test.each([
  ["administrator", undefined, "required"],
  ["readerRoleArns", undefined, "required"],
  ["readerRoleArns", [], "expected at least one role; otherwise no one could query the tables"],
  ["sources", [], "expected at least one source"],
  ["sources", ["GUARD_DUTY"], "CLOUD_TRAIL_MGMT"],
  ["sources", ["WAF", "WAF"], `duplicate of ${setting}.sources[0]; remove one`],
])("Security Lake fails with %s: %j", (name, value, message) => {
  const found = problems({ [name]: value });

  expect(found).toContain(`${setting}.${name}`);
  expect(found).toContain(message);
});
