import { principalOf } from "../../../../cli/backtest/principal";
import { account, arn } from "../../../../sample-data/values";

const role = (name: string) => arn("sts", "", account(3), `assumed-role/${name}`);
test.each<[unknown, string]>([
  [{ type: "AssumedRole", arn: `${role("deploy")}/run-1` }, role("deploy")],
  [{ arn: `${role("AWSReservedSSO_Admin_1")}/ada@example.com` }, `${role("AWSReservedSSO_Admin_1")}/ada@example.com`],
  [{ arn: arn("iam", "", account(3), "user/ada") }, arn("iam", "", account(3), "user/ada")],
  [{ type: "AWSService", invokedBy: "config.amazonaws.com" }, "config.amazonaws.com"],
  [{ type: "WebIdentityUser", userName: "repo" }, "repo"],
  [{ type: "AWSAccount", principalId: "AIDA", arn: 5 }, "AIDA"],
  [{ type: "Unknown", arn: "" }, "Unknown"],
  [{}, "unknown"],
  [null, "unknown"],
])("the principal of %j is %s", (identity, name) => {
  expect(principalOf(identity)).toBe(name);
});
