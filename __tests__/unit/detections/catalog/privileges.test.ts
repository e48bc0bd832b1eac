import { parseFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../../../aws-semantics/filter-pattern/filter-predicate";
import { privilegeDetections } from "../../../../detections/catalog/privileges";
import { ordinaryDay } from "../../../support/ordinary-day";
import { account, arn } from "../../../../sample-data/values";
import { event } from "../../../../sample-data/detection-examples/example";
import { privilegeExamples } from "../../../../sample-data/detection-examples/privileges";

const byId = Object.fromEntries(privilegeDetections.map((detection) => [detection.id, detection]));
const fires = (id: string, subject: object) => matches(parseFilterPattern(byId[id]?.pattern ?? ""), subject);

/** Names of the example events of a detection that still match after some of their fields are changed. */
const stillFiring = (id: string, more: object) =>
  (privilegeExamples[id]?.fires ?? [])
    .filter((example) => fires(id, { ...example, ...more }))
    .map(({ eventName }) => eventName);

/** Names of calls that a detection matches. An asterisk matches the rest of a name. */
const covered: Readonly<Record<string, string>> = {
  "administrator-user-made": "AttachUserPolicy AttachGroupPolicy AddUserToGroup",
  "administrator-rights-granted": `AttachRolePolicy Put* CreatePolicy* AttachManagedPolicyToPermissionSet
    PutInlinePolicyToPermissionSet`,
  "identity-center-access-changed": `CreateAccountAssignment CreatePermissionSet UpdatePermissionSet
    AttachManagedPolicyToPermissionSet AttachCustomerManagedPolicyReferenceToPermissionSet
    PutInlinePolicyToPermissionSet PutPermissionsBoundary* DeletePermissionsBoundary* AssociateProfile CreateUser
    EnableUser UpdatePassword AddMemberToGroup CreateUser UpdateUser CreateGroupMembership UserAuthentication`,
  "role-open-to-everybody": "CreateRole UpdateAssumeRolePolicy",
  "trust-or-limits-changed": `UpdateAssumeRolePolicy SetDefaultPolicyVersion DeleteUserPermissionsBoundary
    DeleteRolePermissionsBoundary PutUserPermissionsBoundary PutRolePermissionsBoundary
    DeletePermissionsBoundaryFromPermissionSet`,
  "role-given-to-machine": `AssociateIamInstanceProfile ReplaceIamInstanceProfileAssociation CreateDevEndpoint
    UpdateDevEndpoint CreatePipeline PutPipelineDefinition CreateProject*`,
  "role-passed-to-workload": `CreateFunction2* UpdateFunctionConf* RunInstances *teStack CreateChangeSet
    RegisterTaskDefinition *teStateMachine CreateNotebookInstance CreatePodIdentityAssociation *teJob *teProject
    AddRoleToInstanceProfile CreateSchedule UpdateSchedule`,
  "role-taken-from-outside": "AssumeRole AssumeRoleWithSAML AssumeRoleWithWebIdentity",
  "organization-access-role-assumed": "AssumeRole",
};

test.each(privilegeDetections)("$id contains the name of every call that it matches", ({ id, pattern }) => {
  const requested = [...pattern.matchAll(/\$\.eventName = "([^"]+)"/g)].map(([, name]) => name);

  expect(requested.toSorted()).toEqual((covered[id] ?? "").split(/\s+/).toSorted());
});

test.each(Object.keys(covered))("%s matches only the listed calls", (id) => {
  expect(stillFiring(id, { eventName: "DescribeExample" })).toEqual([]);
});

test.each(Object.keys(covered).filter((id) => id !== "role-passed-to-workload"))(
  "%s matches only calls of its service",
  (id) => {
    expect(stillFiring(id, { eventSource: "example.amazonaws.com" })).toEqual([]);
  },
);

test("a call that passes a role in a separate parameter matches in every service", () => {
  const regionArguments = stillFiring("role-passed-to-workload", { eventSource: "example.amazonaws.com" });

  expect(regionArguments).not.toContain("AddRoleToInstanceProfile");
  expect(regionArguments.filter((name) => /Schedule/.test(name))).toEqual([]);
});

test.each([
  "administrator-user-made",
  "administrator-rights-granted",
  "role-open-to-everybody",
  "organization-access-role-assumed",
])("%s matches only successful calls", (id) => {
  expect(stillFiring(id, { errorCode: "AccessDenied" })).toEqual([]);
});

test("only a sign-in with a password matches, of the refused changes of access in IAM Identity Center", () => {
  expect(stillFiring("identity-center-access-changed", { errorCode: "AccessDenied" })).toEqual(["UserAuthentication"]);
});

test("an administrator with a long-lived key, and a role that everybody may assume, page", () => {
  const of = (wanted: string) => privilegeDetections.filter(({ severity }) => severity === wanted).map(({ id }) => id);

  expect(of("page")).toEqual(["administrator-user-made", "role-open-to-everybody"]);
  expect(of("watch")).toEqual(["identity-center-access-changed", "role-passed-to-workload", "role-taken-from-outside"]);
});

test("two patterns contain regular expressions, and a log group may have five", () => {
  const withRegex = privilegeDetections.filter(({ pattern }) => pattern.includes("= %"));

  expect(withRegex.map(({ id }) => id)).toEqual(["administrator-rights-granted", "role-open-to-everybody"]);
});

describe("the detection of a policy that allows everything", () => {
  const put = (policyDocument: string) => event("iam", "PutRolePolicy", { request: { roleName: "x", policyDocument } });

  test.each([
    ["in one line", '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'],
    ["in one line with spaces", '{ "Statement" : { "Effect" : "Allow", "Action" : "*", "Resource" : "*" } }'],
    [
      "on several lines",
      '{\n  "Statement": [\n    {\n      "Effect": "Allow",\n      "Action": [\n        "*"\n      ]}]}',
    ],
    ["with its fields in alphabetical order", '{"Statement":[{"Action":["*"],"Effect":"Allow","Resource":"*"}]}'],
    ["for every service and every action", '{"Statement":[{"Action":"*:*","Effect":"Allow","Resource":"*"}]}'],
    [
      "whose statement follows a Deny statement",
      '{"Statement":[{"Effect":"Deny","Action":"s3:*"},{"Effect":"Allow","Action":"*"}]}',
    ],
  ])("matches a policy %s", (_, text) => {
    expect(fires("administrator-rights-granted", put(text))).toBe(true);
  });

  test.each([
    ["denies everything", '{"Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}'],
    [
      "denies everything after an Allow statement",
      '{"Statement":[{"Effect":"Allow","Action":"s3:Get*"},{"Effect":"Deny","Action":"*"}]}',
    ],
    [
      "denies everything before an Allow statement",
      '{"Statement":[{"Action":"*","Effect":"Deny"},{"Action":"s3:Get*","Effect":"Allow"}]}',
    ],
    ["allows one service", '{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}'],
    ["allows everything but one service", '{"Statement":[{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}]}'],
  ])("does not match a policy that %s", (_, text) => {
    expect(fires("administrator-rights-granted", put(text))).toBe(false);
  });
});

describe("the detection of a trust policy for everybody", () => {
  const create = (assumeRolePolicyDocument: string) =>
    event("iam", "CreateRole", { request: { roleName: "x", assumeRolePolicyDocument } });

  test.each([
    ["as a string", '{"Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}}'],
    ["as an AWS principal", '{"Statement":[{"Principal":{"AWS":"*"},"Effect":"Allow"}]}'],
    ["on several lines", '{\n "Statement": [\n  {\n   "Principal": {\n    "AWS": [\n     "*"\n    ]\n   }\n  }\n ]\n}'],
    ["in a list", `{"Statement":[{"Principal":{"AWS":["${account(7)}", "*"]},"Effect":"Allow"}]}`],
    ["with a condition", '{"Statement":[{"Principal":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}}]}'],
    ["with escaped characters", String.raw`{"Statement":[{"Principal":{"AWS":"\u002a"},"Effect":"Allow"}]}`],
    ["with escaped characters inside a word", String.raw`{"Statement":[{"Princip\u0061l":{"AWS":"\u002A"}}]}`],
  ])("matches a principal %s", (_, text) => {
    expect(fires("role-open-to-everybody", create(text))).toBe(true);
  });

  test.each([
    ["one account", `{"Statement":[{"Principal":{"AWS":"${arn("iam", "", account(7), "root")}"}}]}`],
    ["a service", '{"Statement":[{"Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:*"}]}'],
  ])("does not match a trust in %s", (_, text) => {
    expect(fires("role-open-to-everybody", create(text))).toBe(false);
  });
});

test.each(privilegeDetections)("$id does not match events of an ordinary day", ({ pattern }) => {
  const parsed = parseFilterPattern(pattern);

  expect(ordinaryDay.length).toBeGreaterThan(1_000);
  expect(ordinaryDay.filter((notified) => matches(parsed, notified))).toEqual([]);
});
