import { anyOf, anyOfPatterns, apiCalls, succeeded } from "../calls";
import type { Detection } from "../detection";
import { notHousekeeping } from "./housekeeping";

/** Calls that change what the root user signs in with. */
const rootCredentialCalls = [
  "CreateAccessKey",
  "UpdateAccessKey",
  "ChangePassword",
  "CreateLoginProfile",
  "CreateVirtualMFADevice",
  "DeleteVirtualMFADevice",
  "EnableMFADevice",
  "DeactivateMFADevice",
  "UploadSigningCertificate",
  "UploadCloudFrontPublicKey",
];

/** Who gets in: the root user, sign-ins and what decides them, users and their credentials. */
export const identityDetections: readonly Detection[] = [
  {
    id: "root-credentials-changed",
    title: "The root user's key, password, MFA or e-mail address was changed",
    why: "Whoever holds these owns the account, and can shut its owner out.",
    severity: "page",
    track: "pager",
    controls: [
      "ATT&CK T1098.001",
      "ATT&CK T1098.005",
      "ATT&CK T1078.004",
      "NIST 800-53 IA-5",
      "PCI DSS 4 10.2.1.5",
      "SOC 2 CC6.1",
    ],
    pattern: anyOfPatterns(
      apiCalls("iam", rootCredentialCalls, '$.userIdentity.type = "Root"'),
      apiCalls("signin", ["PasswordUpdated", "EmailUpdated", "PasswordRecovery*"]),
      apiCalls("account", ["StartPrimaryEmailUpdate", "AcceptPrimaryEmailUpdate"]),
    ),
  },
  {
    id: "central-root-access",
    title: "Central access to the root users of members was used or switched",
    why: "One caller of the management account can act as the root user of every member.",
    severity: "page",
    track: "pager",
    controls: ["ATT&CK T1548.005", "ATT&CK T1078.004", "NIST 800-53 AC-6(9)", "PCI DSS 4 10.2.1.2", "SOC 2 CC6.3"],
    pattern: anyOfPatterns(
      apiCalls(
        "sts",
        ["AssumeRoot"],
        anyOf([
          "$.requestParameters.taskPolicyArn.arn NOT EXISTS",
          '$.requestParameters.taskPolicyArn.arn != "*/IAMAuditRootUserCredentials"',
        ]),
      ),
      apiCalls("iam", ["EnableOrganizationsRoot*", "DisableOrganizationsRoot*"]),
    ),
  },
  {
    id: "refused-calls-burst",
    title: "Many calls of people or programs were refused within minutes",
    why: "Whoever has taken a credential first tries what it may do.",
    severity: "notify",
    track: "pager",
    controls: [
      "ATT&CK T1580",
      "ATT&CK T1526",
      "ATT&CK T1087.004",
      "NIST 800-53 SI-4",
      "PCI DSS 4 10.2.1.4",
      "SOC 2 CC7.2",
    ],
    pattern: `{ ${[
      anyOf(['$.errorCode = "*UnauthorizedOperation"', '$.errorCode = "AccessDenied*"']),
      '($.userIdentity.type != "AWSService")',
      `(${notHousekeeping("config", "securityHub", "trustedAdvisor")})`,
      // A page of the console asks for more than its viewer may see
      anyOf(["$.sessionCredentialFromConsole NOT EXISTS", "$.readOnly IS FALSE"]),
    ].join(" && ")} }`,
    threshold: 30,
  },
  {
    id: "unprotected-sign-in",
    title: "The root user signed in or used its key, or a user signed in without MFA",
    why: "Nothing limits the root user of an account, and a stolen password is enough to become such a user.",
    severity: "page",
    track: "pager",
    controls: [
      "ATT&CK T1078.004",
      "ATT&CK T1078.001",
      "NIST 800-53 AC-6(9)",
      "NIST 800-53 IA-2(1)",
      "PCI DSS 4 8.4.2",
      "SOC 2 CC6.1",
    ],
    pattern: anyOfPatterns(
      apiCalls(
        "signin",
        ["ConsoleLogin"],
        '$.responseElements.ConsoleLogin = "Success"',
        anyOf([
          '$.userIdentity.type = "Root"',
          `$.userIdentity.type = "IAMUser" && ${anyOf([
            "$.additionalEventData.MFAUsed NOT EXISTS",
            '$.additionalEventData.MFAUsed != "Yes"',
          ])}`,
        ]),
      ),
      // What the key does to credentials has a detection of its own
      `{ ($.userIdentity.type = "Root") && ($.userIdentity.accessKeyId = "AKIA*") && ${rootCredentialCalls
        .map((name) => `($.eventName != "${name}")`)
        .join(" && ")} }`,
    ),
  },
  {
    id: "sign-in-failure-burst",
    title: "Many sign-ins failed within minutes",
    why: "Somebody guesses passwords, of one user or of many.",
    severity: "notify",
    track: "pager",
    controls: [
      "ATT&CK T1110.001",
      "ATT&CK T1110.003",
      "ATT&CK T1110.004",
      "NIST 800-53 AC-7",
      "PCI DSS 4 10.2.1.4",
      "SOC 2 CC7.2",
    ],
    pattern: anyOfPatterns(
      apiCalls("signin", ["ConsoleLogin"], '$.responseElements.ConsoleLogin = "Failure"'),
      apiCalls("signin", ["CredentialVerification"], '$.serviceEventDetails.CredentialVerification = "Failure"'),
    ),
    threshold: 10,
    periodSeconds: 600,
  },
  {
    id: "sign-in-source-changed",
    title: "What decides who people are was changed: a SAML provider or the identity source",
    why: "Whoever controls it signs in as anybody, with any rights.",
    severity: "page",
    track: "pager",
    controls: ["ATT&CK T1484.002", "ATT&CK T1556.007", "NIST 800-53 IA-8", "PCI DSS 4 10.2.1.5", "SOC 2 CC6.1"],
    pattern: anyOfPatterns(
      apiCalls(
        "iam",
        ["CreateSAMLProvider", "UpdateSAMLProvider", "DeleteSAMLProvider"],
        notHousekeeping("identityCenter"),
      ),
      apiCalls("sso*", [
        "AssociateDirectory",
        "DisassociateDirectory",
        "CreateExternalIdPConfigurationForDirectory",
        "UpdateExternalIdPConfigurationForDirectory",
        "EnableExternalIdPConfigurationForDirectory",
        "DisableExternalIdPConfigurationForDirectory",
        "DeleteExternalIdPConfigurationForDirectory",
        "ImportExternalIdPCertificate",
      ]),
    ),
  },
  {
    id: "outside-identities-trusted",
    title: "Identities from outside were given a way in",
    why: "Programs or guests that AWS does not know can take roles, for as long as nobody looks.",
    severity: "notify",
    track: "pager",
    controls: ["ATT&CK T1484.002", "ATT&CK T1098.001", "NIST 800-53 IA-9", "SOC 2 CC6.1"],
    pattern: anyOfPatterns(
      apiCalls("iam", [
        "CreateOpenIDConnectProvider",
        "AddClientIDToOpenIDConnectProvider",
        "UpdateOpenIDConnectProviderThumbprint",
      ]),
      apiCalls("rolesanywhere", [
        "CreateTrustAnchor",
        "UpdateTrustAnchor",
        "EnableTrustAnchor",
        "CreateProfile",
        "UpdateProfile",
        "EnableProfile",
        "DisableCrl",
        "DeleteCrl",
      ]),
      apiCalls("sso*", [
        "CreateTrustedTokenIssuer",
        "UpdateTrustedTokenIssuer",
        "CreateProvisioningTenant",
        "CreateBearerToken",
      ]),
      apiCalls(
        "cognito-identity",
        ["CreateIdentityPool", "UpdateIdentityPool"],
        "$.requestParameters.allowUnauthenticatedIdentities IS TRUE",
      ),
    ),
  },
  {
    id: "sign-in-protection-weakened",
    title: "MFA was taken away, or the rules for signing in were loosened",
    why: "A stolen or guessed password becomes enough.",
    severity: "notify",
    track: "pager",
    controls: [
      "ATT&CK T1556.006",
      "ATT&CK T1556",
      "NIST 800-53 IA-2(1)",
      "NIST 800-53 IA-5(1)",
      "PCI DSS 4 8.3.6",
      "PCI DSS 4 8.4.2",
      "SOC 2 CC6.1",
    ],
    pattern: anyOfPatterns(
      apiCalls("iam", ["DeactivateMFADevice", "DeleteVirtualMFADevice", "DeleteAccountPasswordPolicy"]),
      apiCalls(
        "iam",
        ["UpdateAccountPasswordPolicy"],
        // What a request leaves out goes back to the default, which is shorter
        anyOf([
          "$.requestParameters.minimumPasswordLength NOT EXISTS",
          "$.requestParameters.minimumPasswordLength < 14",
        ]),
      ),
      apiCalls("sso*", [
        "DeleteMfaDeviceForUser",
        "PutMfaDeviceManagementForDirectory",
        "UpdateSsoConfiguration",
        "UpdateSSOConfiguration",
      ]),
    ),
  },
  {
    id: "user-credentials-made",
    title: "A user was made or put into a group, or got a key, password, certificate or MFA device",
    why: "A user or credential that somebody else made is a way to come back, and outlives the session of its maker.",
    severity: "notify",
    track: "pager",
    controls: [
      "ATT&CK T1136.003",
      "ATT&CK T1098.001",
      "ATT&CK T1098.003",
      "ATT&CK T1098.005",
      "ATT&CK T1036.010",
      "NIST 800-53 AC-2(4)",
      "NIST 800-53 IA-5",
      "PCI DSS 4 10.2.1.5",
      "SOC 2 CC6.1",
      "SOC 2 CC6.2",
    ],
    pattern: anyOfPatterns(
      apiCalls(
        "iam",
        ["CreateAccessKey", "CreateLoginProfile", "UpdateLoginProfile"],
        succeeded,
        '$.requestParameters.userName = "*"',
      ),
      apiCalls("iam", ["UpdateAccessKey"], succeeded, '$.requestParameters.status = "Active"'),
      apiCalls(
        "iam",
        [
          "CreateUser",
          "AddUserToGroup",
          "UploadSigningCertificate",
          "UploadSSHPublicKey",
          "CreateServiceSpecificCredential",
          "ResetServiceSpecificCredential",
        ],
        succeeded,
      ),
      // A user registers their own device as a user; a role session does it for somebody
      apiCalls("iam", ["CreateVirtualMFADevice", "EnableMFADevice"], succeeded, '$.userIdentity.type = "AssumedRole"'),
    ),
  },
  {
    id: "federation-token-issued",
    title: "A user's key was turned into a session that outlives it",
    why: "The session goes on when the key is made inactive, and opens the console.",
    severity: "notify",
    track: "pager",
    controls: ["ATT&CK T1550.001", "ATT&CK T1078.004", "NIST 800-53 AC-2(12)", "SOC 2 CC7.2"],
    pattern: anyOfPatterns(
      apiCalls("sts", ["GetFederationToken"], succeeded),
      apiCalls(
        "sts",
        ["GetSessionToken"],
        succeeded,
        '$.userIdentity.type = "IAMUser"',
        "$.requestParameters.serialNumber NOT EXISTS",
      ),
      apiCalls("signin", ["GetSigninToken"], '$.userIdentity.type = "FederatedUser"'),
    ),
  },
  {
    id: "identities-enumerated",
    title: "Users, roles and their rights were listed many times within minutes",
    why: "An attacker looks for the identity that leads further.",
    severity: "notify",
    track: "pager",
    controls: ["ATT&CK T1087.004", "ATT&CK T1069.003", "NIST 800-53 SI-4", "SOC 2 CC7.2"],
    pattern: anyOfPatterns(
      apiCalls(
        "iam",
        [
          "GetAccountAuthorizationDetails",
          "GetAccountSummary",
          "GenerateCredentialReport",
          "GetCredentialReport",
          "ListUsers",
          "ListRoles",
          "ListGroups",
          "Simulate*",
        ],
        notHousekeeping("config", "securityHub", "trustedAdvisor"),
        "$.sessionCredentialFromConsole NOT EXISTS",
      ),
      apiCalls("access-analyzer", ["ValidatePolicy", "Check*", "CreateAccessPreview"]),
      apiCalls("sts", ["GetCallerIdentity"], '$.userIdentity.type = "IAMUser"'),
    ),
    threshold: 100,
  },
  {
    id: "attack-tool-used",
    title: "A tool made for attacks called with one of the organization's credentials",
    why: "The credential is in hands that look for a way in.",
    severity: "page",
    track: "pager",
    controls: ["ATT&CK T1078.004", "ATT&CK T1552", "NIST 800-53 SI-4", "SOC 2 CC7.2"],
    pattern: `{ ${["*-kali*", "*+kali*", "*#kali*", "*parrot*", "*-pentoo*", "*TruffleHog*", "*trufflehog*"]
      .map((agent) => `($.userAgent = "${agent}")`)
      .join(" || ")} }`,
  },
];
