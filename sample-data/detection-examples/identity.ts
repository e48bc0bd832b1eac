import { account, arn } from "../values";
import { type Examples, event, refused, who } from "./example";
import {
  atConsole,
  byFederatedUser,
  cloudFormation,
  directorySignIn,
  identityCenter,
  otherAccount,
  through,
} from "./identity-callers";

const iam = (name: string, request?: Record<string, unknown>, more: object = {}) =>
  event("iam", name, { region: "us-east-1", ...(request && { request }), ...more });
const byRoot = { caller: who.root };
/** The root user with an access key. A root user should have no access key. */
const byRootKey = {
  caller: { ...who.root, identity: { ...who.root.identity, accessKeyId: "AKIAEXAMPLE" }, fromConsole: false },
};
const byUser = { caller: who.user };
const user = { userName: "build-agent" };
const rootPolicy = (name: string) => ({
  targetPrincipal: account(4),
  taskPolicyArn: { arn: arn("iam", "", "aws", `policy/root-task/${name}`) },
});
const signIn = (more: object) => event("signin", "ConsoleLogin", { type: "AwsConsoleSignIn", ...more });
const success = { response: { ConsoleLogin: "Success" } };
const failure = (message: string) => ({ response: { ConsoleLogin: "Failure" }, error: { message } });
const mfa = (MFAUsed: "Yes" | "No") => ({ additional: { MFAUsed, LoginTo: "https://console.aws.amazon.com/" } });
const ec2Refused = { error: { code: "Client.UnauthorizedOperation", message: "You are not authorized" } };
const atLength = (minimumPasswordLength: number) => ({ minimumPasswordLength, requireSymbols: true });
const agent = (text: string) => ({ caller: { ...who.user, agent: text } });
const directory = { directoryId: "d-9a670c546e" };

/** Events that the detections of sign-ins and credentials match, and near misses. */
export const identityExamples: Readonly<Record<string, Examples>> = {
  "root-credentials-changed": {
    fires: [
      iam("CreateAccessKey", undefined, { ...byRoot, response: { accessKey: { status: "Active" } } }),
      iam("DeactivateMFADevice", { userName: "AWS ROOT USER" }, byRoot),
      iam("CreateLoginProfile", undefined, byRoot),
      event("signin", "PasswordRecoveryRequested", { ...byRoot, type: "AwsConsoleSignIn" }),
      event("signin", "PasswordRecoveryCompleted", { ...byRoot, type: "AwsConsoleSignIn" }),
      event("signin", "EmailUpdated", { ...byRoot, type: "AwsConsoleSignIn" }),
      event("signin", "PasswordUpdated", { ...byRoot, type: "AwsConsoleSignIn" }),
      event("account", "StartPrimaryEmailUpdate", { request: { accountId: account(4) } }),
      event("account", "AcceptPrimaryEmailUpdate", refused),
      ...[
        "UpdateAccessKey",
        "ChangePassword",
        "CreateVirtualMFADevice",
        "DeleteVirtualMFADevice",
        "EnableMFADevice",
        "UploadSigningCertificate",
        "UploadCloudFrontPublicKey",
      ].map((name) => iam(name, undefined, byRoot)),
    ],
    quiet: [
      iam("CreateAccessKey", user),
      iam("ListAccessKeys", undefined, byRoot),
      iam("GetLoginProfile", undefined, byRoot),
      signIn({ ...byRoot, ...success, ...mfa("Yes") }),
      event("account", "GetPrimaryEmail", { request: { accountId: account(4) } }),
      event("account", "PutAlternateContact", { request: { alternateContactType: "SECURITY" } }),
      event("cognito-idp", "ChangePassword", byRoot),
    ],
  },
  "central-root-access": {
    fires: [
      event("sts", "AssumeRoot", { request: rootPolicy("S3UnlockBucketPolicy") }),
      event("sts", "AssumeRoot", { request: rootPolicy("IAMCreateRootUserPassword"), caller: who.person }),
      event("sts", "AssumeRoot", refused),
      iam("EnableOrganizationsRootSessions"),
      iam("DisableOrganizationsRootCredentialsManagement"),
    ],
    quiet: [
      event("sts", "AssumeRoot", { request: rootPolicy("IAMAuditRootUserCredentials") }),
      event("sts", "AssumeRole", { request: { roleArn: arn("iam", "", account(4), "role/root") } }),
      iam("ListOrganizationsFeatures"),
      event("organizations", "EnableAllFeatures"),
      iam("EnableMFADevice", user),
    ],
  },
  "refused-calls-burst": {
    fires: [
      event("secretsmanager", "ListSecrets", { ...byUser, ...refused }),
      event("ec2", "DescribeSnapshots", ec2Refused),
      event("iam", "CreateUser", { caller: who.person, ...refused }),
      event("lambda", "ListFunctions20150331", {
        caller: who.pipeline,
        error: { code: "AccessDeniedException", message: "no" },
      }),
      event("s3", "PutBucketPolicy", { ...byRoot, ...refused }),
      event("ec2", "DescribeInstances", {
        caller: { ...who.config, address: "10.0.3.7", agent: "aws-sdk-java/2.31.0" },
        ...ec2Refused,
      }),
      event("kms", "Decrypt", { caller: through("AWS Internal"), ...refused }),
      // The session has the name of a session of AWS Config, but an IP address as its source
      event("ec2", "DescribeInstances", {
        caller: { ...who.config, address: "10.0.3.7", identity: { ...who.config.identity, invokedBy: undefined } },
        ...ec2Refused,
      }),
    ],
    quiet: [
      event("kms", "GenerateDataKey", { caller: who.service("cloudtrail.amazonaws.com"), ...refused }),
      event("iam", "ListRoles", { caller: through("securityhub.amazonaws.com"), ...refused }),
      event("s3", "GetBucketPolicy", { caller: who.config, ...refused }),
      event("ec2", "DescribeInstances", { caller: through("trustedadvisor.amazonaws.com"), ...ec2Refused }),
      event("secretsmanager", "ListSecrets", { caller: who.person, ...refused }),
      event("s3", "GetBucketPolicy", {
        caller: { ...who.pipeline, address: "config.amazonaws.com", agent: "config.amazonaws.com" },
        ...refused,
      }),
      event("ec2", "RunInstances", { error: { code: "Client.DryRunOperation", message: "would have succeeded" } }),
      event("s3", "GetBucketPolicy", { error: { code: "NoSuchBucketPolicy", message: "none" } }),
    ],
  },
  "unprotected-sign-in": {
    fires: [
      signIn({ ...byUser, ...success, ...mfa("No") }),
      signIn({ ...byUser, ...success, additional: { MobileVersion: "No" } }),
      signIn({ ...byRoot, ...success, ...mfa("No"), region: "us-east-1" }),
      signIn({ ...byRoot, ...success, ...mfa("Yes") }),
      event("s3", "ListBuckets", byRootKey),
      event("sts", "GetCallerIdentity", { ...byRootKey, ...refused }),
      event("kms", "GenerateDataKey", { caller: through("s3.amazonaws.com", byRootKey.caller) }),
    ],
    quiet: [
      signIn({ ...byUser, ...success, ...mfa("Yes") }),
      signIn({ ...byUser, ...failure("Failed authentication"), ...mfa("No") }),
      signIn({ ...byRoot, ...failure("Failed authentication") }),
      signIn({ caller: who.person, ...success, ...mfa("No") }),
      event("s3", "ListBuckets", byRoot),
      event("s3", "ListBuckets", byUser),
      ...[
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
      ].map((name) => iam(name, undefined, byRootKey)),
      directorySignIn("UserAuthentication", "Success", "PASSWORD"),
    ],
  },
  "sign-in-failure-burst": {
    fires: [
      signIn({ ...byUser, ...failure("Failed authentication"), ...mfa("No") }),
      signIn({ ...byUser, ...failure("No username found in supplied account"), ...mfa("No") }),
      signIn({ ...byRoot, ...failure("Failed authentication") }),
      directorySignIn("CredentialVerification", "Failure", "PASSWORD"),
      directorySignIn("CredentialVerification", "Failure", "TOTP"),
    ],
    quiet: [
      signIn({ ...byUser, ...success, ...mfa("No") }),
      directorySignIn("CredentialVerification", "Success", "PASSWORD"),
      directorySignIn("CredentialChallenge", "Success", "PASSWORD"),
      event("signin", "SwitchRole", { response: { SwitchRole: "Failure" } }),
      event("sts", "AssumeRole", refused),
    ],
  },
  "sign-in-source-changed": {
    fires: [
      iam("CreateSAMLProvider", { name: "Okta", sAMLMetadataDocument: "<EntityDescriptor/>" }),
      iam("UpdateSAMLProvider", { sAMLProviderArn: arn("iam", "", account(3), "saml-provider/AWSSSO_DO_NOT_DELETE") }),
      iam("UpdateSAMLProvider", { name: "Okta" }, { caller: cloudFormation }),
      iam("DeleteSAMLProvider", undefined, { caller: atConsole, ...refused }),
      event("sso", "AssociateDirectory", { request: directory }),
      event("sso", "DisassociateDirectory", { request: directory, ...refused }),
      event("sso-directory", "EnableExternalIdPConfigurationForDirectory", { request: directory }),
      event("sso-directory", "UpdateExternalIdPConfigurationForDirectory", { request: directory }),
      event("sso-directory", "ImportExternalIdPCertificate", { request: directory, caller: who.person }),
      ...["Create", "Disable", "Delete"].map((verb) =>
        event("sso-directory", `${verb}ExternalIdPConfigurationForDirectory`, { request: directory }),
      ),
    ],
    quiet: [
      iam("CreateSAMLProvider", { name: "AWSSSO_DO_NOT_DELETE" }, { caller: identityCenter }),
      iam("GetSAMLProvider"),
      iam("TagSAMLProvider"),
      event("sso-directory", "ListExternalIdPConfigurationsForDirectory", { request: directory }),
      event("sso", "ListDirectoryAssociations"),
      event("cloudhsm", "AssociateDirectory"),
    ],
  },
  "outside-identities-trusted": {
    fires: [
      iam("CreateOpenIDConnectProvider", { url: "https://token.actions.githubusercontent.com" }),
      iam("UpdateOpenIDConnectProviderThumbprint", { thumbprintList: ["ab"] }, { caller: who.pipeline }),
      iam("AddClientIDToOpenIDConnectProvider", { clientID: "sts.amazonaws.com" }, refused),
      event("rolesanywhere", "CreateTrustAnchor", {
        request: { name: "backup", source: { sourceType: "CERTIFICATE_BUNDLE" } },
      }),
      event("rolesanywhere", "EnableProfile", { request: { profileId: "p-1" } }),
      event("rolesanywhere", "DisableCrl", { request: { crlId: "c-1" } }),
      event("sso", "CreateTrustedTokenIssuer", { request: { name: "partner" } }),
      event("sso-directory", "CreateBearerToken", { request: { tenantId: "t-1" } }),
      event("cognito-identity", "CreateIdentityPool", {
        request: { identityPoolName: "guests", allowUnauthenticatedIdentities: true },
      }),
      event("cognito-identity", "UpdateIdentityPool", {
        request: { identityPoolName: "guests", allowUnauthenticatedIdentities: true },
      }),
      ...["UpdateTrustAnchor", "EnableTrustAnchor", "CreateProfile", "UpdateProfile", "DeleteCrl"].map((name) =>
        event("rolesanywhere", name),
      ),
      event("sso", "UpdateTrustedTokenIssuer", { request: { name: "partner" } }),
      event("sso-directory", "CreateProvisioningTenant", { request: directory }),
    ],
    quiet: [
      iam("GetOpenIDConnectProvider"),
      iam("RemoveClientIDFromOpenIDConnectProvider"),
      event("rolesanywhere", "ListTrustAnchors"),
      event("rolesanywhere", "CreateSession"),
      event("codeartifact", "CreateProfile"),
      event("cognito-identity", "CreateIdentityPool", {
        request: { identityPoolName: "members", allowUnauthenticatedIdentities: false },
      }),
      event("cognito-identity", "DescribeIdentityPool", { request: { allowUnauthenticatedIdentities: true } }),
      event("sso-directory", "DeleteBearerToken"),
    ],
  },
  "sign-in-protection-weakened": {
    fires: [
      iam("DeactivateMFADevice", { ...user, serialNumber: arn("iam", "", account(3), "mfa/ada") }),
      iam("DeleteVirtualMFADevice", undefined, { ...byUser, ...refused }),
      iam("DeleteAccountPasswordPolicy"),
      iam("UpdateAccountPasswordPolicy", atLength(8)),
      iam("UpdateAccountPasswordPolicy", { requireSymbols: false }),
      event("sso-directory", "DeleteMfaDeviceForUser", { request: { userId: "01cb45c0" } }),
      event("sso", "PutMfaDeviceManagementForDirectory", { request: directory }),
      event("sso", "UpdateSsoConfiguration", { request: { configurationType: "APP_AUTHENTICATION_CONFIGURATION" } }),
      event("sso", "UpdateSSOConfiguration", { request: { configurationType: "APP_AUTHENTICATION_CONFIGURATION" } }),
    ],
    quiet: [
      iam("UpdateAccountPasswordPolicy", atLength(14)),
      iam("UpdateAccountPasswordPolicy", atLength(20)),
      iam("GetAccountPasswordPolicy"),
      iam("EnableMFADevice", user, byUser),
      iam("ResyncMFADevice", user, byUser),
      event("sso", "GetSsoConfiguration"),
      event("sso", "GetMfaDeviceManagementForDirectory"),
      event("cognito-idp", "UpdateUserPool", { request: { minimumPasswordLength: 8 } }),
    ],
  },
  "user-credentials-made": {
    fires: [
      iam("CreateAccessKey", user),
      iam("CreateLoginProfile", { ...user, passwordResetRequired: false }, { caller: who.person }),
      iam("UpdateLoginProfile", user, { caller: atConsole }),
      iam("UpdateAccessKey", { ...user, status: "Active", accessKeyId: "AKIAEXAMPLE" }),
      iam("UploadSSHPublicKey", { ...user, sSHPublicKeyBody: "ssh-rsa" }, byUser),
      iam("UploadSigningCertificate", user, byRoot),
      iam("CreateServiceSpecificCredential", { userName: "BedrockAPIKey-ab12", serviceName: "bedrock.amazonaws.com" }),
      iam("EnableMFADevice", user),
      iam("CreateVirtualMFADevice", { virtualMFADeviceName: "build-agent" }),
      iam("CreateUser", { userName: "support-2" }),
      iam("CreateUser", { userName: "support-2" }, { caller: cloudFormation }),
      iam("AddUserToGroup", { userName: "support-2", groupName: "developers" }),
      iam("ResetServiceSpecificCredential", user),
    ],
    quiet: [
      iam("CreateAccessKey", undefined, byUser),
      iam("CreateAccessKey", user, refused),
      iam("UpdateAccessKey", { ...user, status: "Inactive", accessKeyId: "AKIAEXAMPLE" }),
      iam("UpdateAccessKey", { ...user, status: "Expired", accessKeyId: "AKIAEXAMPLE" }),
      iam("ChangePassword", undefined, byUser),
      iam("EnableMFADevice", user, byUser),
      iam("CreateVirtualMFADevice", { virtualMFADeviceName: "build-agent" }, byUser),
      iam("ListSSHPublicKeys", user),
      iam("CreateLoginProfile", user, { error: { code: "EntityAlreadyExistsException", message: "exists" } }),
      event("appstream", "CreateAccessKey", { request: user }),
      iam("CreateUser", { userName: "support-2" }, refused),
      iam("CreateUser", { userName: "ada" }, { error: { code: "EntityAlreadyExistsException", message: "exists" } }),
      event("sso-directory", "CreateUser", { request: { identityStoreId: "d-9a670c546e" } }),
      event("transfer", "CreateUser", { request: { userName: "upload" } }),
      iam("RemoveUserFromGroup", { userName: "ada", groupName: "developers" }),
      iam("ListUsers"),
    ],
  },
  "federation-token-issued": {
    fires: [
      event("sts", "GetFederationToken", { ...byUser, request: { name: "backup", policy: "{}" } }),
      event("sts", "GetSessionToken", byUser),
      event("sts", "GetSessionToken", { ...byUser, request: { durationSeconds: 129_600 } }),
      byFederatedUser(
        event("signin", "GetSigninToken", { type: "AwsConsoleSignIn", response: { GetSigninToken: "Success" } }),
      ),
      event("sts", "GetFederationToken", { caller: through("datapipeline.amazonaws.com", who.user) }),
    ],
    quiet: [
      event("sts", "GetSessionToken", {
        ...byUser,
        request: { serialNumber: arn("iam", "", account(3), "mfa/ada"), durationSeconds: 3_600 },
      }),
      event("sts", "GetFederationToken", { ...byUser, ...refused }),
      event("signin", "GetSigninToken", { caller: who.person, type: "AwsConsoleSignIn" }),
      event("sts", "GetCallerIdentity", byUser),
      event("sts", "GetSessionToken", byRoot),
      event("sts", "GetSessionToken", { ...byUser, ...refused }),
    ],
  },
  "identities-enumerated": {
    fires: [
      iam("GetAccountAuthorizationDetails", undefined, byUser),
      iam("ListUsers"),
      iam("ListRoles", undefined, refused),
      iam("SimulatePrincipalPolicy", { actionNames: ["*"] }),
      iam("GenerateCredentialReport"),
      event("access-analyzer", "ValidatePolicy"),
      event("access-analyzer", "CheckAccessNotGranted"),
      event("sts", "GetCallerIdentity", byUser),
      ...["GetAccountSummary", "GetCredentialReport", "ListGroups"].map((name) => iam(name, undefined, byUser)),
      event("access-analyzer", "CreateAccessPreview", byUser),
    ],
    quiet: [
      iam("ListUsers", undefined, { caller: through("trustedadvisor.amazonaws.com") }),
      iam("ListRoles", undefined, { caller: who.config }),
      iam("ListUsers", undefined, { caller: who.person }),
      iam("GenerateCredentialReport", undefined, { caller: through("securityhub.amazonaws.com") }),
      iam("GetRole", { roleName: "deploy" }, { caller: who.pipeline }),
      iam("ListAttachedRolePolicies", { roleName: "deploy" }, { caller: who.pipeline }),
      event("sts", "GetCallerIdentity", { caller: who.pipeline }),
      event("access-analyzer", "ListAnalyzers"),
      event("quicksight", "ListUsers"),
    ],
  },
  "attack-tool-used": {
    fires: [
      event("sts", "GetCallerIdentity", agent("TruffleHog")),
      event("sts", "GetCallerIdentity", agent("Boto3/1.40.0 md/trufflehog")),
      event("s3", "ListBuckets", agent("aws-cli/2.31.0 os/linux#6.6.9-amd64 md/distrib#kali.2026 lang/python#3.13.9")),
      event("ec2", "DescribeInstances", {
        ...agent("Boto3/1.20.0 Python/3.9 Linux/5.10.0-kali7-amd64"),
        ...ec2Refused,
      }),
      event("iam", "ListUsers", agent("aws-cli/2.15.0 os/linux#6.12.0+kali-amd64")),
      event("iam", "ListUsers", agent("aws-cli/1.18.0 Python/3.8 Linux/5.7.0-2parrot2-amd64")),
      event("iam", "ListUsers", agent("aws-cli/1.18.0 Python/3.8 Linux/5.15.0-pentoo-r1")),
    ],
    quiet: [
      event("sts", "GetCallerIdentity", byUser),
      event("sts", "GetCallerIdentity", { caller: who.pipeline }),
      event("s3", "ListBuckets", agent("aws-sdk-go-v2/1.32.3 os/linux app/alkali-store")),
      event("iam", "CreateUser", { request: { userName: "kali" } }),
      event("sts", "AssumeRole", { caller: otherAccount, request: { roleSessionName: "TruffleHog" } }),
    ],
  },
};
