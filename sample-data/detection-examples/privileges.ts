import { account, arn } from "../values";
import { type Examples, event, refused, who } from "./example";
import {
  atConsole,
  cloudFormation,
  directorySignIn,
  identityCenter,
  otherAccount,
  through,
  notified,
} from "./identity-callers";

const iam = (name: string, request: Record<string, unknown>, more: object = {}) =>
  event("iam", name, { region: "us-east-1", request, ...more });
const awsPolicy = (name: string) => arn("iam", "", "aws", `policy/${name}`);
const administrator = { policyArn: awsPolicy("AdministratorAccess") };
const role = { roleName: "deploy" };
const roleArn = arn("iam", "", account(3), "role/report-writer");
const text = (statement: object, indent?: number) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [statement] }, undefined, indent);
const allowAll = { Effect: "Allow", Action: "*", Resource: "*" };
const allowAllSorted = { Action: ["*"], Effect: "Allow", Resource: "*" };
const allowS3 = { Effect: "Allow", Action: ["s3:*"], Resource: "*" };
const denyAll = { Effect: "Deny", Action: ["*"], Resource: ["*"] };
const trust = (Principal: unknown, more: object = {}) => ({
  Effect: "Allow",
  Principal,
  Action: "sts:AssumeRole",
  ...more,
});
const open = trust({ AWS: "*" });
const openInside = trust({ AWS: "*" }, { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } });
const instance = "sso-instance";
const profile = { iamInstanceProfile: { name: "report-writer" } };
const scaling = through("autoscaling.amazonaws.com");
const webIdentity = { userIdentity: { type: "WebIdentityUser", userName: "repo:acme/site:ref:refs/heads/main" } };

/** Events that the detections of permissions match, and near misses. */
export const privilegeExamples: Readonly<Record<string, Examples>> = {
  "administrator-user-made": {
    fires: [
      iam("AttachUserPolicy", { userName: "support-2", ...administrator }),
      iam("AttachUserPolicy", { userName: "support-2", policyArn: awsPolicy("IAMFullAccess") }, { caller: atConsole }),
      iam("AttachGroupPolicy", { groupName: "everybody", ...administrator }, { caller: cloudFormation }),
      iam("AddUserToGroup", { userName: "support-2", groupName: "Administrators" }),
      iam("AddUserToGroup", { userName: "support-2", groupName: "cloud-admins" }),
    ],
    quiet: [
      iam("AttachUserPolicy", { userName: "ada", policyArn: awsPolicy("ReadOnlyAccess") }),
      iam("AttachUserPolicy", { userName: "ada", policyArn: awsPolicy("AWSDenyAll") }),
      iam("AttachUserPolicy", { userName: "ada", ...administrator }, refused),
      iam("DetachUserPolicy", { userName: "ada", ...administrator }),
      iam("AttachRolePolicy", { ...role, ...administrator }),
      iam("AddUserToGroup", { userName: "ada", groupName: "developers" }),
      iam("RemoveUserFromGroup", { userName: "ada", groupName: "Administrators" }),
    ],
  },
  "administrator-rights-granted": {
    fires: [
      iam("AttachRolePolicy", { ...role, ...administrator }),
      iam("AttachRolePolicy", { ...role, policyArn: awsPolicy("IAMFullAccess") }, { caller: atConsole }),
      iam("PutRolePolicy", { ...role, policyName: "x", policyDocument: text(allowAll) }),
      iam("PutUserPolicy", { userName: "ada", policyName: "x", policyDocument: text(allowAllSorted, 4) }),
      iam("CreatePolicyVersion", { setAsDefault: true, policyDocument: text(allowAllSorted) }),
      event("sso", "AttachManagedPolicyToPermissionSet", {
        request: { instanceArn: instance, managedPolicyArn: awsPolicy("AdministratorAccess") },
      }),
      event("sso", "AttachManagedPolicyToPermissionSet", {
        request: { instanceArn: instance, managedPolicyArn: awsPolicy("IAMFullAccess") },
      }),
      event("sso", "PutInlinePolicyToPermissionSet", {
        request: { instanceArn: instance, inlinePolicy: text(allowAll) },
      }),
      iam("AttachRolePolicy", { roleName: "cdk-exec", ...administrator }, { caller: cloudFormation }),
    ],
    quiet: [
      iam("AttachRolePolicy", { roleName: "AWSReservedSSO_Admin_01", ...administrator }, { caller: identityCenter }),
      iam("AttachRolePolicy", { ...role, policyArn: awsPolicy("ReadOnlyAccess") }),
      iam("DetachRolePolicy", { ...role, ...administrator }),
      iam("PutRolePolicy", { ...role, policyName: "AWSRevokeOlderSessions", policyDocument: text(denyAll) }),
      iam("PutRolePolicy", { ...role, policyName: "x", policyDocument: text(allowS3) }),
      iam("PutRolePolicy", { ...role, policyName: "x", policyDocument: text(allowAll) }, refused),
      event("iot", "CreatePolicy", { request: { policyName: "x", policyDocument: text(allowAll) } }),
      event("sso", "AttachManagedPolicyToPermissionSet", {
        request: { instanceArn: instance, managedPolicyArn: awsPolicy("job-function/ViewOnlyAccess") },
      }),
      event("sso", "PutInlinePolicyToPermissionSet", {
        request: { instanceArn: instance, inlinePolicy: text(allowS3) },
      }),
      event("sso", "DetachManagedPolicyFromPermissionSet", {
        request: { instanceArn: instance, managedPolicyArn: awsPolicy("AdministratorAccess") },
      }),
    ],
  },
  "identity-center-access-changed": {
    fires: [
      event("sso", "CreateAccountAssignment", { request: { targetId: account(4), principalType: "GROUP" } }),
      event("sso", "PutInlinePolicyToPermissionSet", { request: { inlinePolicy: text(allowS3) } }),
      event("sso-directory", "CreateUser", { request: { identityStoreId: "d-9a670c546e" }, caller: who.person }),
      event("sso-directory", "AddMemberToGroup", { request: { groupId: "114bd550" } }),
      event("identitystore", "CreateGroupMembership", { request: { groupId: "114bd550" } }),
      directorySignIn("UserAuthentication", "Success", "PASSWORD"),
      ...[
        "CreatePermissionSet",
        "UpdatePermissionSet",
        "AttachManagedPolicyToPermissionSet",
        "AttachCustomerManagedPolicyReferenceToPermissionSet",
        "PutPermissionsBoundaryToPermissionSet",
        "DeletePermissionsBoundaryFromPermissionSet",
        "AssociateProfile",
      ].map((name) => event("sso", name, { request: { instanceArn: instance } })),
      event("sso-directory", "EnableUser"),
      event("sso-directory", "UpdatePassword"),
      event("identitystore", "CreateUser"),
      event("identitystore", "UpdateUser"),
    ],
    quiet: [
      event("sso", "CreateAccountAssignment", refused),
      event("sso", "ListAccountAssignments"),
      event("sso", "ProvisionPermissionSet"),
      event("identitystore", "DescribeUser"),
      event("sso-directory", "SearchUsers"),
      iam("CreateUser", { userName: "support-2" }),
      directorySignIn("UserAuthentication", "Success", "PASSWORD,TOTP"),
      directorySignIn("UserAuthentication", "Success", "EXTERNAL_IDP"),
      directorySignIn("CredentialVerification", "Success", "PASSWORD"),
      // A sign-in to a WorkSpaces desktop, not to AWS
      notified(directorySignIn("UserAuthentication", "Success", "PASSWORD"), {
        userIdentity: { type: "Unknown", accountId: account(3), userName: "ada" },
      }),
    ],
  },
  "role-open-to-everybody": {
    fires: [
      iam("CreateRole", { ...role, assumeRolePolicyDocument: text(open) }),
      iam("CreateRole", { ...role, assumeRolePolicyDocument: text(trust({ AWS: ["*"] }), 2) }),
      iam("CreateRole", { ...role, assumeRolePolicyDocument: text(trust("*")) }, { caller: cloudFormation }),
      iam("UpdateAssumeRolePolicy", { ...role, policyDocument: text(open) }),
      iam("UpdateAssumeRolePolicy", { ...role, policyDocument: text(trust("*"), 4) }, { caller: atConsole }),
      iam("CreateRole", { ...role, assumeRolePolicyDocument: text(openInside) }),
      iam("UpdateAssumeRolePolicy", { ...role, policyDocument: text(openInside) }),
      iam("CreateRole", {
        ...role,
        assumeRolePolicyDocument: text(trust({ AWS: arn("iam", "", account(7), "root") }, { Sid: "*" })),
      }),
    ],
    quiet: [
      iam("UpdateAssumeRolePolicy", { ...role, policyDocument: text(trust({ Service: "ec2.amazonaws.com" })) }),
      iam("CreateRole", { ...role, assumeRolePolicyDocument: text(trust({ Service: "lambda.amazonaws.com" })) }),
      iam("CreateRole", { ...role, assumeRolePolicyDocument: text(open) }, refused),
      iam("PutRolePolicy", { ...role, policyDocument: text(allowAll) }),
      event("s3", "PutBucketPolicy", { request: { bucketPolicy: open } }),
    ],
  },
  "trust-or-limits-changed": {
    fires: [
      iam("UpdateAssumeRolePolicy", {
        ...role,
        policyDocument: text(trust({ AWS: arn("iam", "", account(7), "root") })),
      }),
      iam("SetDefaultPolicyVersion", { policyArn: arn("iam", "", account(3), "policy/deploy"), versionId: "v1" }),
      iam("DeleteRolePermissionsBoundary", role, { caller: atConsole }),
      iam("DeleteUserPermissionsBoundary", { userName: "build-agent" }, { caller: who.user, ...refused }),
      iam("PutRolePermissionsBoundary", { ...role, permissionsBoundary: awsPolicy("AdministratorAccess") }),
      iam("PutUserPermissionsBoundary", { userName: "ada", permissionsBoundary: awsPolicy("IAMFullAccess") }),
      event("sso", "DeletePermissionsBoundaryFromPermissionSet", { request: { instanceArn: instance } }),
      iam("UpdateAssumeRolePolicy", role, { caller: cloudFormation }),
    ],
    quiet: [
      iam(
        "PutRolePermissionsBoundary",
        { ...role, permissionsBoundary: awsPolicy("AdministratorAccess") },
        { caller: identityCenter },
      ),
      iam("UpdateAssumeRolePolicy", { roleName: "AWSReservedSSO_Admin_01" }, { caller: identityCenter }),
      iam("PutRolePermissionsBoundary", { ...role, permissionsBoundary: roleArn.replace("role/", "policy/limit-") }),
      iam("UpdateRole", { ...role, maxSessionDuration: 3_600 }),
      iam("GetPolicyVersion", { versionId: "v1" }),
      event("sso", "PutPermissionsBoundaryToPermissionSet", { request: { instanceArn: instance } }),
    ],
  },
  "role-given-to-machine": {
    fires: [
      event("ec2", "AssociateIamInstanceProfile", {
        request: { AssociateIamInstanceProfileRequest: { IamInstanceProfile: { Name: "admin" }, InstanceId: "i-1" } },
      }),
      event("ec2", "ReplaceIamInstanceProfileAssociation", { caller: who.user, ...refused }),
      event("glue", "CreateDevEndpoint", { request: { endpointName: "x", roleArn } }),
      event("glue", "UpdateDevEndpoint", { request: { endpointName: "x", addPublicKeys: ["ssh-rsa"] } }),
      event("datapipeline", "CreatePipeline", { request: { name: "x" } }),
      event("datapipeline", "PutPipelineDefinition", { request: { pipelineId: "df-1" } }),
      event("codestar", "CreateProjectFromTemplate"),
      event("ec2", "AssociateIamInstanceProfile", { caller: through("ssm.amazonaws.com") }),
    ],
    quiet: [
      event("ec2", "DescribeIamInstanceProfileAssociations"),
      event("ec2", "DisassociateIamInstanceProfile"),
      event("glue", "GetDevEndpoints"),
      event("glue", "CreateJob", { request: { role: roleArn } }),
      event("codepipeline", "CreatePipeline"),
      event("codebuild", "CreateProject", { request: { serviceRole: roleArn } }),
    ],
  },
  "role-passed-to-workload": {
    fires: [
      event("lambda", "CreateFunction20150331v2", { request: { functionName: "x", role: roleArn } }),
      event("lambda", "UpdateFunctionConfiguration20150331v2", { request: { role: roleArn }, caller: who.pipeline }),
      event("ec2", "RunInstances", { request: { instanceType: "t3.micro", ...profile } }),
      event("ec2", "RunInstances", { request: { iamInstanceProfile: { arn: roleArn } } }),
      event("cloudformation", "CreateStack", { request: { stackName: "x", roleARN: roleArn } }),
      event("cloudformation", "UpdateStack", { request: { stackName: "x", roleARN: roleArn } }),
      event("ecs", "RegisterTaskDefinition", { request: { family: "x", taskRoleArn: roleArn } }),
      event("states", "CreateStateMachine", { request: { name: "x", roleArn } }),
      event("sagemaker", "CreateNotebookInstance", { request: { roleArn } }),
      event("scheduler", "CreateSchedule", { request: { name: "x" } }),
      event("scheduler", "UpdateSchedule", { request: { name: "x" } }),
      iam("AddRoleToInstanceProfile", { instanceProfileName: "web", ...role }),
      event("lambda", "CreateFunction20150331", { request: { functionName: "x", role: roleArn } }),
      event("cloudformation", "CreateChangeSet", { request: { stackName: "x", roleARN: roleArn } }),
      event("states", "UpdateStateMachine", { request: { roleArn } }),
      event("eks", "CreatePodIdentityAssociation", { request: { clusterName: "x", roleArn } }),
      event("glue", "CreateJob", { request: { name: "x", role: roleArn } }),
      event("glue", "UpdateJob", { request: { jobName: "x", role: roleArn } }),
      event("codebuild", "CreateProject", { request: { name: "x", serviceRole: roleArn } }),
      event("codebuild", "UpdateProject", { request: { name: "x", serviceRole: roleArn } }),
      iam("AddRoleToInstanceProfile", role, { caller: cloudFormation }),
    ],
    quiet: [
      event("ec2", "RunInstances", { request: { instanceType: "t3.micro" } }),
      event("ec2", "RunInstances", { request: profile, caller: scaling }),
      event("lambda", "UpdateFunctionCode20150331v2", { request: { functionName: "x" } }),
      event("lambda", "UpdateFunctionConfiguration20150331v2", { request: { functionName: "x", timeout: 30 } }),
      event("cloudformation", "CreateStack", { request: { stackName: "x" } }),
      event("ecs", "RegisterTaskDefinition", { request: { family: "x", executionRoleArn: roleArn } }),
      event("databrew", "CreateSchedule", { request: { name: "x", jobNames: ["nightly"] } }),
      event("sts", "AssumeRole", { request: { roleArn } }),
      iam("RemoveRoleFromInstanceProfile", role),
      event("codebuild", "UpdateProject", { request: { name: "x" } }),
      event("glue", "StartJobRun", { request: { role: roleArn } }),
    ],
  },
  "role-taken-from-outside": {
    fires: [
      event("sts", "AssumeRole", { caller: otherAccount, request: { roleArn, externalId: "acme" } }),
      notified(event("sts", "AssumeRoleWithWebIdentity", { request: { roleArn }, ...refused }), webIdentity),
      notified(
        event("sts", "AssumeRoleWithWebIdentity", { error: { code: "InvalidIdentityToken", message: "no" } }),
        webIdentity,
      ),
      notified(event("sts", "AssumeRoleWithSAML", { error: { code: "ExpiredTokenException", message: "late" } }), {
        userIdentity: { type: "SAMLUser", userName: "ada@example.com" },
      }),
    ],
    quiet: [
      event("sts", "AssumeRole", { request: { roleArn } }),
      event("sts", "AssumeRole", { caller: who.service("lambda.amazonaws.com"), request: { roleArn } }),
      event("sts", "AssumeRole", { caller: otherAccount, ...refused }),
      notified(event("sts", "AssumeRoleWithWebIdentity", { request: { roleArn } }), webIdentity),
      event("s3", "ListObjects", { caller: otherAccount }),
    ],
  },
  "organization-access-role-assumed": {
    fires: [
      event("sts", "AssumeRole", {
        request: { roleArn: arn("iam", "", account(4), "role/OrganizationAccountAccessRole"), roleSessionName: "x" },
      }),
      event("sts", "AssumeRole", {
        caller: otherAccount,
        request: { roleArn: arn("iam", "", account(3), "role/OrganizationAccountAccessRole") },
      }),
      event("sts", "AssumeRole", {
        caller: who.person,
        request: { roleArn: arn("iam", "", account(5), "role/OrganizationAccountAccessRole") },
      }),
      event("sts", "AssumeRole", {
        caller: through("cloudformation.amazonaws.com"),
        request: { roleArn: arn("iam", "", account(4), "role/OrganizationAccountAccessRole") },
      }),
    ],
    quiet: [
      event("sts", "AssumeRole", { request: { roleArn } }),
      event("sts", "AssumeRole", {
        request: { roleArn: arn("iam", "", account(4), "role/OrganizationAccountAccessRole-reader") },
      }),
      event("sts", "AssumeRole", refused),
      iam("GetRole", { roleArn: arn("iam", "", account(4), "role/OrganizationAccountAccessRole") }),
    ],
  },
};
