import { anyOf, anyOfPatterns, apiCalls, succeeded } from "../calls";
import type { Detection } from "../detection";
import { byHand, harmless, onlyIfItSucceeds, onlyInTheConsole, refused } from "../drill";
import { notHousekeeping } from "./housekeeping";

/** Calls that change the credentials of the root user. */
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

/** Detections of sign-ins: the root user, sign-ins and their configuration, users and their credentials. */
export const identityDetections: readonly Detection[] = [
  {
    id: "root-credentials-changed",
    title: "The root user's key, password, MFA or e-mail address was changed",
    why: "A person with these credentials controls the account, and can lock out its owner.",
    severity: "page",
    track: "pager",
    drill: byHand(
      "account accept-primary-email-update --account-id <an account that is not yours> --primary-email drill@example.com --otp 000000",
    ),
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
    title: "Central access to the root users of members was used, enabled or disabled",
    why: "One caller of the management account can act as the root user of every member.",
    severity: "page",
    track: "pager",
    urgentEvent: { readingCalls: true },
    drill: refused("sts", "AssumeRoot", "No account has this id.", ({ partition, nobody }) => ({
      TargetPrincipal: nobody,
      TaskPolicyArn: { arn: `arn:${partition}:iam::aws:policy/root-task/S3UnlockBucketPolicy` },
    })),
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
    why: "A thief of a credential first tries out its permissions.",
    severity: "notify",
    track: "pager",
    drill: refused("sts", "AssumeRole", "No role has this name.", ({ partition, accountId, name }) => ({
      RoleArn: `arn:${partition}:iam::${accountId}:role/${name}`,
      RoleSessionName: name,
    })),
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
      // A page of the console also sends calls that its viewer is not allowed to send
      anyOf(["$.sessionCredentialFromConsole NOT EXISTS", "$.readOnly IS FALSE"]),
    ].join(" && ")} }`,
    threshold: 30,
  },
  {
    id: "unprotected-sign-in",
    title: "The root user signed in or used its key, or a user signed in without MFA",
    why: "No IAM policy limits the root user of an account, and a stolen password is enough to sign in as a user without MFA.",
    severity: "page",
    track: "pager",
    urgentEvent: { readingCalls: true },
    drill: onlyInTheConsole,
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
      // Another detection covers calls of this key that change credentials
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
    drill: onlyInTheConsole,
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
    title: "The identity provider was changed: a SAML provider or the identity source",
    why: "A person who controls the identity provider can sign in as anybody, with any permissions.",
    severity: "page",
    track: "pager",
    drill: refused(
      "iam",
      "DeleteSAMLProvider",
      "No SAML provider has this name.",
      ({ partition, accountId, name }) => ({
        SAMLProviderArn: `arn:${partition}:iam::${accountId}:saml-provider/${name}`,
      }),
    ),
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
    title: "External identities were given access",
    why: "Programs or people outside AWS can assume roles until somebody notices.",
    severity: "notify",
    track: "pager",
    drill: refused(
      "iam",
      "AddClientIDToOpenIDConnectProvider",
      "No provider has this name.",
      ({ partition, accountId, name }) => ({
        OpenIDConnectProviderArn: `arn:${partition}:iam::${accountId}:oidc-provider/${name}.invalid`,
        ClientID: name,
      }),
    ),
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
    title: "MFA was removed, or the requirements for signing in were lowered",
    why: "A stolen or guessed password may now be enough to sign in.",
    severity: "notify",
    track: "pager",
    drill: refused("iam", "DeactivateMFADevice", "No user has this name.", ({ partition, accountId, name }) => ({
      UserName: name,
      SerialNumber: `arn:${partition}:iam::${accountId}:mfa/${name}`,
    })),
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
        // If a setting is missing from the request, IAM resets it to its weaker default
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
    title: "A user was created or added to a group, or got a key, password, certificate or MFA device",
    why: "With this user or credential, an attacker can come back after the stolen session has ended.",
    severity: "notify",
    track: "pager",
    drill: onlyIfItSucceeds,
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
      // Users register a device for themselves as users. A role session registers a device for another user
      apiCalls("iam", ["CreateVirtualMFADevice", "EnableMFADevice"], succeeded, '$.userIdentity.type = "AssumedRole"'),
    ),
  },
  {
    id: "federation-token-issued",
    title: "A user's key was used to create a session that stays valid without the key",
    why: "The session continues after the key is deactivated, and can open the console.",
    severity: "notify",
    track: "pager",
    drill: onlyIfItSucceeds,
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
    title: "Users, roles and their permissions were listed many times within minutes",
    why: "An attacker may be looking for an identity with more permissions.",
    severity: "notify",
    track: "pager",
    drill: harmless({
      service: "iam",
      operation: "GetAccountSummary",
      because: "It only reads numbers.",
      input: () => ({}),
    }),
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
    title: "An attack tool used one of the organization's credentials",
    why: "Somebody has the credential, and tests it for an attack.",
    severity: "page",
    track: "pager",
    urgentEvent: {
      readingCalls: true,
      quieted: {
        condition: '($.readOnly IS FALSE) || ($.eventName = "GetCallerIdentity")',
        reason:
          "An enumeration has hundreds of read-only calls. People are notified of the call with which it begins, and of every change.",
      },
    },
    drill: harmless({
      service: "sts",
      operation: "GetCallerIdentity",
      because: "It only reads. Its user agent contains the name of an attack tool.",
      input: () => ({}),
      agent: "TruffleHog",
    }),
    controls: ["ATT&CK T1078.004", "ATT&CK T1552", "NIST 800-53 SI-4", "SOC 2 CC7.2"],
    pattern: `{ ${["*-kali*", "*+kali*", "*#kali*", "*parrot*", "*-pentoo*", "*TruffleHog*", "*trufflehog*"]
      .map((agent) => `($.userAgent = "${agent}")`)
      .join(" || ")} }`,
  },
];
