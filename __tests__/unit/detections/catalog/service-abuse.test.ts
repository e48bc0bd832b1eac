import { serviceAbuseDetections } from "../../../../detections/catalog/service-abuse";

const named = serviceAbuseDetections.map((detection) => [detection.id, detection] as const);

/** Calls that a detection must match, whatever else it matches. */
const covered: Record<string, readonly string[]> = {
  "compute-opened-to-outsiders": [
    "CreateFunctionUrlConfig*",
    "AddPermission*",
    "AddLayerVersionPermission*",
    "SetRepositoryPolicy",
    "UpdateClusterConfig",
    "CreateAccessEntry",
    "AssociateAccessPolicy",
  ],
  "code-changed-by-hand": [
    "UpdateFunctionCo*",
    "CreateEventSourceMapping*",
    "RegisterTaskDefinition",
    "RunTask",
    "PutImage",
    "CreateWebhook",
    "ImportSourceCredentials",
    "UpdateStateMachine",
  ],
  "unusual-compute-started": ["CreateInstances", "RequestSpotFleet", "CreateEnvironmentEC2", "CreateNotebookInstance"],
  "large-instances-started": ["RunInstances", "CreateAutoScalingGroup"],
  "limits-raised": ["EnableRegion", "RequestServiceQuotaIncrease", "Subscribe", "CreateCase"],
  "service-abuse-probes": ["GetSendQuota", "GetAccount", "InvokeModel*"],
  "message-sending-widened": [
    "UpdateAccountSendingEnabled",
    "PutAccountDetails",
    "VerifyEmail*",
    "CreateEmailIdentity*",
    "SetSMSAttributes",
    "RequestPhoneNumber",
    "CreateSMSSandboxPhoneNumber",
  ],
  "model-access-changed": [
    "PutUseCaseForModelAccess",
    "PutFoundationModelEntitlement",
    "CreateFoundationModelAgreement",
    "DeleteModelInvocationLoggingConfiguration",
    "PutModelInvocationLoggingConfiguration",
  ],
  "account-contacts-changed": [
    "PutContactInformation",
    "PutAlternateContact",
    "DeleteAlternateContact",
    "PutAccountName",
    "SetPayInformation",
    "Instruments_Create",
    "DeleteBudget",
  ],
  "account-leaving": ["LeaveOrganization", "RemoveAccountFromOrganization", "CloseAccount", "DisableAWSServiceAccess"],
  "organization-reach-widened": [
    "InviteAccountToOrg*",
    "AcceptHandshake",
    "MoveAccount",
    "DetachPolicy",
    "UpdatePolicy",
    "CreateStackSet",
  ],
};

test("every detection has the expected severity and threshold", () => {
  expect(Object.keys(covered)).toEqual(serviceAbuseDetections.map(({ id }) => id));
});

describe.each(named)("%s", (id, { pattern, severity }) => {
  test.each(covered[id] ?? [])("matches %s", (name) => {
    expect(pattern).toContain(`$.eventName = "${name}"`);
  });

  test("only the imminent loss of an account pages", () => {
    expect(severity === "page").toBe(id === "account-leaving");
  });
});

test("only manual changes of code have severity watch", () => {
  const watched = serviceAbuseDetections.filter(({ severity }) => severity === "watch").map(({ id }) => id);

  expect(watched).toEqual(["code-changed-by-hand"]);
});

test("the detection matches when a long-lived key makes ten queries", () => {
  const thresholds = serviceAbuseDetections.flatMap(({ id, threshold }) => (threshold ? [[id, threshold]] : []));

  expect(thresholds).toEqual([["service-abuse-probes", 10]]);
});
