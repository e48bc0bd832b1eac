import { account } from "../../../../sample-data/values";
import { type Changes, parse, problemsOf } from "../configuration";

const member = { name: "security", id: account(5) };
const withAdministrator = (changes: Changes = {}): Changes => ({
  "accounts.members": [member],
  "accounts.trailAdministrator": account(5),
  ...changes,
});

test("a member may be the delegated administrator of the trail", () => {
  expect(parse(withAdministrator()).accounts.trailAdministrator).toBe(account(5));
});

test.each<[string, Changes, string]>([
  ["the management account", { "accounts.trailAdministrator": account(1) }, "expected a member"],
  ["the log archive", { "accounts.trailAdministrator": account(2) }, "expected a member"],
  ["an unknown account", { "accounts.trailAdministrator": account(9) }, "not in accounts.members"],
  [
    "an account that is not active",
    { "accounts.members": [{ ...member, active: false }] },
    "this account is not in use",
  ],
  [
    "a trail administrator together with the event data store",
    { "trail.lake": { enabled: true, existingCustomer: true } },
    "trail.lake creates its event data store",
  ],
])("%s is refused as the trail's administrator", (_, changes, problem) => {
  expect(problemsOf(withAdministrator(changes))).toEqual([
    expect.stringContaining(`accounts.trailAdministrator: ${problem}`),
  ]);
});

test("a trail administrator is refused in a mode that does not create the trail", () => {
  expect(problemsOf(withAdministrator({ mode: "adopt" }))).toContainEqual(
    expect.stringContaining("accounts.trailAdministrator: with mode adopt, the trail and its log group belong to"),
  );
});
