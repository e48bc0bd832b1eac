import { eventClasses } from "../../../../tables/ocsf/event-classes";
import { accountChanges, callVerbs, logons, signIns } from "../../../../tables/ocsf/iam-calls";

test.each([
  ["calls that change accounts", Object.values(accountChanges).flat().concat(signIns)],
  ["verbs", Object.values(callVerbs).flat()],
])("no two of the %s are equal", (_, names) => {
  expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
});

test("only calls that complete a sign-in are a logon, but not the steps of a sign-in", () => {
  expect(signIns.filter((call) => !logons.includes(call))).toEqual([
    "CheckMfa",
    "CredentialChallenge",
    "CredentialVerification",
  ]);
});

test("every activity belongs to its class", () => {
  expect(eventClasses.accountChange.activities).toMatchObject(
    Object.fromEntries(Object.keys(accountChanges).flatMap((id) => (id === "99" ? [] : [[id, expect.any(String)]]))),
  );
  expect(Object.keys(callVerbs)).toEqual(Object.keys(eventClasses.apiActivity.activities));
});

test.each([
  ["1", "CreateUser"],
  ["6", "DeleteUser"],
  ["7", "PutRolePermissionsBoundary"],
  ["8", "DeleteGroupPolicy"],
  ["10", "EnableMFADevice"],
  ["11", "DeactivateMFADevice"],
])("the activity %s contains only the call %s", (id, call) => {
  expect(Object.entries(accountChanges).filter(([, calls]) => calls.includes(call))).toEqual([[id, expect.any(Array)]]);
});
