/** Calls of a sign-in, and calls that return credentials of a session. */
export const signIns = [
  ["AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"],
  ["CheckMfa", "ConsoleLogin", "CredentialChallenge", "CredentialVerification"],
  ["ExternalIdPDirectoryLogin", "UserAuthentication"],
].flat();

/** Calls that complete a sign-in if they succeed. The other calls are steps of a sign-in. */
export const logons = signIns.filter((call) => !/^(?:CheckMfa|Credential\w+)$/.test(call));

/** Kinds of principals that have policies and can be created. */
const principals = ["User", "Role", "Group"];

/** Calls that change a principal, its credentials or its policies, by the number of the activity. */
export const accountChanges: Readonly<Record<number, readonly string[]>> = {
  1: [
    principals.map((name) => `Create${name}`),
    ["CreateAccessKey", "CreateInstanceProfile", "CreateLoginProfile", "CreateServiceLinkedRole"],
    ["CreateAccountAlias", "CreateVirtualMFADevice"],
  ].flat(),
  3: ["ChangePassword", "PasswordUpdated"],
  4: ["UpdateLoginProfile"],
  6: [
    principals.map((name) => `Delete${name}`),
    ["DeleteAccessKey", "DeleteInstanceProfile", "DeleteLoginProfile", "DeleteServiceLinkedRole"],
    ["DeleteAccountAlias", "DeletePolicy", "DeleteVirtualMFADevice"],
  ].flat(),
  7: [
    principals.flatMap((name) => [`Attach${name}Policy`, `Put${name}Policy`]),
    ["PutRolePermissionsBoundary", "PutUserPermissionsBoundary", "AddUserToGroup"],
  ].flat(),
  8: [
    principals.flatMap((name) => [`Detach${name}Policy`, `Delete${name}Policy`]),
    ["DeleteRolePermissionsBoundary", "DeleteUserPermissionsBoundary", "RemoveUserFromGroup"],
  ].flat(),
  10: ["EnableMFADevice"],
  11: ["DeactivateMFADevice"],
  99: [
    ["UpdateAccessKey", "UpdateAssumeRolePolicy", "UpdateGroup", "UpdateRole", "UpdateRoleDescription", "UpdateUser"],
    ["AddRoleToInstanceProfile", "RemoveRoleFromInstanceProfile", "ResyncMFADevice"],
    ["RequestSmsMfaRegistration", "FinalizeSmsMfaRegistration"],
    ["AccountNameUpdated", "EmailUpdated", "UpdateAccountEmailAddress", "UpdateAccountName"],
    ["DeleteAccountPasswordPolicy", "UpdateAccountPasswordPolicy"],
    ["TagInstanceProfile", "TagRole", "TagUser", "UntagInstanceProfile", "UntagRole", "UntagUser"],
  ].flat(),
};

/** Prefixes of the names of other API calls, by the number of the activity. */
export const callVerbs: Readonly<Record<number, readonly string[]>> = {
  1: ["Allocate", "Copy", "Create", "Generate", "Import", "Launch", "Purchase", "Register", "Request", "Run"],
  2: [
    ["BatchGet", "BatchDescribe", "Check", "Describe", "Download", "Export", "Get", "Head", "List", "Lookup"],
    ["Query", "Scan", "Search", "Select", "Simulate", "Validate", "View"],
  ].flat(),
  3: [
    ["Add", "Apply", "Associate", "Attach", "Authorize", "Cancel", "Change", "Detach", "Disable", "Disassociate"],
    ["Enable", "Modify", "Put", "Reboot", "Remove", "Replace", "Reset", "Restore", "Revoke", "Set", "Start", "Stop"],
    ["Tag", "Untag", "Update"],
  ].flat(),
  4: ["BatchDelete", "Delete", "Deregister", "Destroy", "Purge", "Release", "Terminate"],
};
