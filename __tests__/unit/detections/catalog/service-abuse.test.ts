import { serviceAbuseDetections } from "../../../../detections/catalog/service-abuse";

const named = serviceAbuseDetections.map((detection) => [detection.id, detection] as const);

/** Calls that have to be noticed, whatever else is. */
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

  test("pages only when an account is about to be lost", () => {
    expect(severity === "page").toBe(id === "account-leaving");
  });
});

test("only code that is changed by hand has severity watch", () => {
  const watched = serviceAbuseDetections.filter(({ severity }) => severity === "watch").map(({ id }) => id);

  expect(watched).toEqual(["code-changed-by-hand"]);
});

test("ten queries of a long-lived key are a probe", () => {
  const thresholds = serviceAbuseDetections.flatMap(({ id, threshold }) => (threshold ? [[id, threshold]] : []));

  expect(thresholds).toEqual([["service-abuse-probes", 10]]);
});
