import { parseFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../../../aws-semantics/filter-pattern/filter-predicate";
import { identityDetections } from "../../../../detections/catalog/identity";
import { day, ordinaryDay } from "../../../support/ordinary-day";
import { event, refused, who } from "../../../../sample-data/detection-examples/example";
import { identityExamples } from "../../../../sample-data/detection-examples/identity";
import { identityCenter, otherAccount } from "../../../../sample-data/detection-examples/identity-callers";

const byId = Object.fromEntries(identityDetections.map((detection) => [detection.id, detection]));
const fires = (id: string, subject: object) => matches(parseFilterPattern(byId[id]?.pattern ?? ""), subject);

/** The example events of a detection that still match after some of their fields are changed. */
const stillFiring = (id: string, more: object) =>
  (identityExamples[id]?.fires ?? []).filter((example) => fires(id, { ...example, ...more }));

/** Names of calls that a detection matches. An asterisk matches the rest of a name. */
const covered: Readonly<Record<string, string>> = {
  "root-credentials-changed": `iam CreateAccessKey UpdateAccessKey ChangePassword CreateLoginProfile
    CreateVirtualMFADevice DeleteVirtualMFADevice EnableMFADevice DeactivateMFADevice UploadSigningCertificate UploadCloudFrontPublicKey
    signin PasswordUpdated EmailUpdated PasswordRecovery* account StartPrimaryEmailUpdate AcceptPrimaryEmailUpdate`,
  "central-root-access": "sts AssumeRoot iam EnableOrganizationsRoot* DisableOrganizationsRoot*",
  "sign-in-failure-burst": "signin ConsoleLogin CredentialVerification",
  "sign-in-source-changed": `iam CreateSAMLProvider UpdateSAMLProvider DeleteSAMLProvider sso* AssociateDirectory
    DisassociateDirectory CreateExternalIdPConfigurationForDirectory UpdateExternalIdPConfigurationForDirectory
    EnableExternalIdPConfigurationForDirectory DisableExternalIdPConfigurationForDirectory
    DeleteExternalIdPConfigurationForDirectory ImportExternalIdPCertificate`,
  "outside-identities-trusted": `iam CreateOpenIDConnectProvider AddClientIDToOpenIDConnectProvider
    UpdateOpenIDConnectProviderThumbprint rolesanywhere CreateTrustAnchor UpdateTrustAnchor EnableTrustAnchor
    CreateProfile UpdateProfile EnableProfile DisableCrl DeleteCrl sso* CreateTrustedTokenIssuer
    UpdateTrustedTokenIssuer CreateProvisioningTenant CreateBearerToken
    cognito-identity CreateIdentityPool UpdateIdentityPool`,
  "sign-in-protection-weakened": `iam DeactivateMFADevice DeleteVirtualMFADevice DeleteAccountPasswordPolicy
    UpdateAccountPasswordPolicy sso* DeleteMfaDeviceForUser PutMfaDeviceManagementForDirectory
    UpdateSsoConfiguration UpdateSSOConfiguration`,
  "user-credentials-made": `iam CreateUser AddUserToGroup CreateAccessKey CreateLoginProfile UpdateLoginProfile
    UpdateAccessKey UploadSigningCertificate UploadSSHPublicKey CreateServiceSpecificCredential ResetServiceSpecificCredential
    CreateVirtualMFADevice EnableMFADevice`,
  "federation-token-issued": "sts GetFederationToken GetSessionToken signin GetSigninToken",
  "identities-enumerated": `iam GetAccountAuthorizationDetails GetAccountSummary GenerateCredentialReport
    GetCredentialReport ListUsers ListRoles ListGroups Simulate* access-analyzer ValidatePolicy Check*
    CreateAccessPreview sts GetCallerIdentity`,
};

test.each(Object.entries(covered))("%s contains the name of every call that it matches", (id, names) => {
  const pattern = byId[id]?.pattern ?? "";
  const requested = [...pattern.matchAll(/\$\.eventName = "([^"]+)"/g)].map(([, name]) => name);

  expect(requested.toSorted()).toEqual(
    names
      .split(/\s+/)
      .filter((word) => /^[*A-Z]/.test(word))
      .toSorted(),
  );
});

describe.each(Object.keys(covered))("%s", (id) => {
  test("matches only calls of its service", () => {
    expect(stillFiring(id, { eventSource: "example.amazonaws.com" })).toEqual([]);
  });

  test("matches only the listed calls", () => {
    expect(stillFiring(id, { eventName: "DescribeExample" })).toEqual([]);
  });
});

test("the creation of users and credentials matches only if it succeeds", () => {
  expect(stillFiring("user-credentials-made", { errorCode: "AccessDenied" })).toEqual([]);
});

test("calls that services make for themselves do not match the detection of enumeration", () => {
  const fromServices = stillFiring("identities-enumerated", { sourceIPAddress: "securityhub.amazonaws.com" });

  expect(new Set(fromServices.map(({ eventName }) => eventName))).toEqual(
    new Set(["GetCallerIdentity", "ValidatePolicy", "CheckAccessNotGranted", "CreateAccessPreview"]),
  );
});

test("detections of the root user, identity providers and attack tools page", () => {
  const pages = identityDetections.filter(({ severity }) => severity === "page").map(({ id }) => id);

  expect(pages.toSorted()).toEqual([
    "attack-tool-used",
    "central-root-access",
    "root-credentials-changed",
    "sign-in-source-changed",
    "unprotected-sign-in",
  ]);
});

test("calls that many users make occasionally match only in large numbers", () => {
  const bursts = identityDetections.filter(({ threshold }) => threshold !== undefined);

  expect(bursts.map(({ id, threshold, periodSeconds }) => [id, threshold, periodSeconds])).toEqual([
    ["refused-calls-burst", 30, undefined],
    ["sign-in-failure-burst", 10, 600],
    ["identities-enumerated", 100, undefined],
  ]);
});

test("a refused call matches if it is as suspicious as a successful call", () => {
  const noticed = identityDetections.filter(({ pattern }) => !pattern.includes("$.errorCode NOT EXISTS"));

  expect(noticed.map(({ id }) => id)).toEqual([
    "root-credentials-changed",
    "central-root-access",
    "refused-calls-burst",
    "unprotected-sign-in",
    "sign-in-failure-burst",
    "sign-in-source-changed",
    "outside-identities-trusted",
    "sign-in-protection-weakened",
    "identities-enumerated",
    "attack-tool-used",
  ]);
});

describe("the detection of many refused calls", () => {
  test.each([
    ["a user without a session", who.user],
    ["a role", who.pipeline],
    ["another account", otherAccount],
  ])("counts calls of %s", (_, caller) => {
    expect(fires("refused-calls-burst", event("s3", "PutBucketPolicy", { caller, ...refused }))).toBe(true);
  });

  test("counts changes that a person attempts in the console, but not the read calls of a console page", () => {
    expect(fires("refused-calls-burst", event("iam", "CreateUser", { caller: who.person, ...refused }))).toBe(true);
    expect(fires("refused-calls-burst", event("iam", "ListUsers", { caller: who.person, ...refused }))).toBe(false);
  });
});

test("the detection matches a person who changes the provider of IAM Identity Center, but not the service itself", () => {
  const edit = (caller: typeof who.user) => event("iam", "UpdateSAMLProvider", { caller });

  expect(fires("sign-in-source-changed", edit(who.person))).toBe(true);
  expect(fires("sign-in-source-changed", edit(identityCenter))).toBe(false);
});

describe("a day of events of an organization", () => {
  test.each(identityDetections)("raises $id only because of an attack", ({ pattern }) => {
    const parsed = parseFilterPattern(pattern);

    expect(ordinaryDay.length).toBeGreaterThan(1_000);
    expect(ordinaryDay.filter((notified) => matches(parsed, notified))).toEqual([]);
  });

  test.each([
    ["user-credentials-made", "CreateUser"],
    ["user-credentials-made", "CreateAccessKey"],
    ["refused-calls-burst", "ListSecrets"],
    ["sign-in-failure-burst", "ConsoleLogin"],
    ["unprotected-sign-in", "ConsoleLogin"],
    ["identities-enumerated", "GetCallerIdentity"],
  ])("contains %s in its attacks", (id, name) => {
    expect(day.filter((notified) => fires(id, notified)).map(({ eventName }) => eventName)).toContain(name);
  });
});
