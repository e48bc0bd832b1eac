import { account } from "../../../../sample-data/values";
import { problemsOf } from "../configuration";

const problems = (guardrails: object) => problemsOf({ guardrails });

test.each([
  [
    "the root, an organizational unit and an account as targets",
    { mode: "enforce", targets: ["r-a1b2", "ou-a1b2-c3d4e5f6", account(2)] },
  ],
  ["the mode audit without a target", { mode: "audit" }],
])("guardrails accept %s", (_what, guardrails) => {
  expect(problems(guardrails)).toEqual([]);
});

test.each([
  [{ mode: "enforce" }, "guardrails.mode is enforce, but targets is empty; add the root, a unit or an account"],
  [{ targets: [account(1)] }, "no policy of the organization limits the management account; remove it"],
  [{ targets: [account(9)] }, `account ${account(9)} is not in accounts; add it to accounts.members, or remove it`],
  [{ targets: ["r-a1b2", "r-a1b2"] }, "duplicate of guardrails.targets[0]; remove one"],
  [
    { breakGlassRoleName: "OrganizationAccountAccessRole" },
    "duplicate of access.roleName; use another role, or remove it",
  ],
  [{ targets: ["payments"] }, "expected the id of the root (r-a1b2), of a unit"],
  [{ otherPolicies: 0 }, "because AWS attaches FullAWSAccess to every target"],
  [{ otherPolicies: 10 }, "because a target can have at most ten service control policies"],
])("guardrails reject %j", (guardrails, message) => {
  expect(JSON.stringify(problems(guardrails))).toContain(message);
});
