import { anyOf, anyOfPatterns, apiCalls, succeeded } from "../calls";
import type { Detection } from "../detection";
import { notHousekeeping } from "./housekeeping";
import { withConditions } from "../only";

/** The parameter names a policy of AWS with which somebody can give themselves all other rights. */
const isAdministrator = (parameter: string) =>
  anyOf(
    ["AdministratorAccess", "IAMFullAccess"].map((name) => `$.requestParameters.${parameter} = "*:policy/${name}"`),
  );

/** Every action, alone or anywhere in a list. `\x22` is a quotation mark, `\x5b` and `\x5d` are brackets. */
const everyAction = [String.raw`Action\x22\W*\*`, String.raw`Action\x22\W*\x5b[^\x5d]*\x22\*`];

/** Characters that are written as `\u00xx` although nothing asks for it, to hide a word or an asterisk. */
const hidden = String.raw`\\u00[24-7]`;

/** A statement that allows every action, whichever way round its fields are. `\x7d` is the brace that ends it. */
const allowsEverything = `%${[
  ...everyAction.flatMap((action) => [String.raw`Allow\x22[^\x7d]*${action}`, String.raw`${action}[^\x7d]*Allow`]),
  hidden,
].join("|")}%`;

/** A statement about every action, shorter because a permission set seldom denies one. */
const namesEveryAction = `%${[...everyAction, hidden].join("|")}%`;

/** A principal that is everybody: nothing else of a trust policy is a lone asterisk. A condition is no excuse. */
const trustsEverybody = String.raw`%\x22\*\x22|${hidden}%`;

/** What somebody may do: policies and their limits, roles and who takes them, roles handed to machines. */
export const privilegeDetections: readonly Detection[] = [
  {
    id: "administrator-user-made",
    title: "An IAM user or group was given administrator rights",
    why: "One long-lived key or password now owns the account.",
    severity: "page",
    track: "pager",
    controls: ["ATT&CK T1098.003", "ATT&CK T1078.004", "NIST 800-53 AC-6(5)", "PCI DSS 4 10.2.1.5", "SOC 2 CC6.3"],
    pattern: anyOfPatterns(
      apiCalls("iam", ["AttachUserPolicy", "AttachGroupPolicy"], succeeded, isAdministrator("policyArn")),
      apiCalls("iam", ["AddUserToGroup"], succeeded, '$.requestParameters.groupName = "*dmin*"'),
    ),
  },
  {
    id: "administrator-rights-granted",
    title: "A role, a policy or a permission set was given administrator rights",
    why: "Whoever takes the role, or has the policy, owns the account.",
    severity: "notify",
    track: "pager",
    controls: ["ATT&CK T1098.003", "NIST 800-53 AC-6(5)", "PCI DSS 4 10.2.1.5", "SOC 2 CC6.3"],
    pattern: withConditions(
      anyOfPatterns(
        apiCalls("iam", ["AttachRolePolicy"], isAdministrator("policyArn")),
        apiCalls("iam", ["Put*", "CreatePolicy*"], `$.requestParameters.policyDocument = ${allowsEverything}`),
        apiCalls(
          "sso",
          ["AttachManagedPolicyToPermissionSet", "PutInlinePolicyToPermissionSet"],
          anyOf([isAdministrator("managedPolicyArn"), `$.requestParameters.inlinePolicy = ${namesEveryAction}`]),
        ),
      ),
      succeeded,
      notHousekeeping("identityCenter"),
    ),
  },
  {
    id: "identity-center-access-changed",
    title: "IAM Identity Center: access was changed, or somebody signed in by a password alone",
    why: "Who may do what, in which account, is decided here.",
    severity: "watch",
    track: "pager",
    controls: [
      "ATT&CK T1136.003",
      "ATT&CK T1098.003",
      "NIST 800-53 AC-2(4)",
      "PCI DSS 4 10.2.1.5",
      "SOC 2 CC6.2",
      "SOC 2 CC6.3",
    ],
    pattern: anyOfPatterns(
      apiCalls(
        "sso*",
        [
          "CreateAccountAssignment",
          "CreatePermissionSet",
          "UpdatePermissionSet",
          "AttachManagedPolicyToPermissionSet",
          "AttachCustomerManagedPolicyReferenceToPermissionSet",
          "PutInlinePolicyToPermissionSet",
          "PutPermissionsBoundary*",
          "DeletePermissionsBoundary*",
          "AssociateProfile",
          "CreateUser",
          "EnableUser",
          "UpdatePassword",
          "AddMemberToGroup",
        ],
        succeeded,
      ),
      apiCalls("identitystore", ["CreateUser", "UpdateUser", "CreateGroupMembership"], succeeded),
      // Known devices sign in so every day where MFA is asked for only when the context changes
      apiCalls(
        "signin",
        ["UserAuthentication"],
        '$.additionalEventData.CredentialType = "PASSWORD"',
        '$.userIdentity.onBehalfOf.identityStoreArn = "*"',
      ),
    ),
  },
  {
    id: "role-open-to-everybody",
    title: "A role was opened to every AWS account in the world",
    why: "Anybody who guesses its name can take it.",
    severity: "page",
    track: "pager",
    controls: ["ATT&CK T1098.003", "ATT&CK T1199", "NIST 800-53 AC-3", "PCI DSS 4 10.2.1.5", "SOC 2 CC6.3"],
    pattern: anyOfPatterns(
      apiCalls("iam", ["CreateRole"], succeeded, `$.requestParameters.assumeRolePolicyDocument = ${trustsEverybody}`),
      apiCalls("iam", ["UpdateAssumeRolePolicy"], succeeded, `$.requestParameters.policyDocument = ${trustsEverybody}`),
    ),
  },
  {
    id: "trust-or-limits-changed",
    title: "Who may take a role, or what limits an identity, was changed",
    why: "An old role with a new trust, or without its boundary, is a quiet way to more rights.",
    severity: "notify",
    track: "pager",
    controls: [
      "ATT&CK T1098.003",
      "ATT&CK T1484",
      "ATT&CK T1556.009",
      "NIST 800-53 AC-2(4)",
      "NIST 800-53 AC-6",
      "PCI DSS 4 10.2.1.5",
      "SOC 2 CC6.3",
    ],
    pattern: anyOfPatterns(
      apiCalls(
        "iam",
        [
          "UpdateAssumeRolePolicy",
          "SetDefaultPolicyVersion",
          "DeleteUserPermissionsBoundary",
          "DeleteRolePermissionsBoundary",
        ],
        notHousekeeping("identityCenter"),
      ),
      apiCalls(
        "iam",
        ["PutUserPermissionsBoundary", "PutRolePermissionsBoundary"],
        notHousekeeping("identityCenter"),
        isAdministrator("permissionsBoundary"),
      ),
      apiCalls("sso", ["DeletePermissionsBoundaryFromPermissionSet"]),
    ),
  },
  {
    id: "role-given-to-machine",
    title: "A running instance, or a service hardly anybody uses, was given a role",
    why: "Whoever is on the machine acts with the role, without ever taking it.",
    severity: "notify",
    track: "pager",
    controls: ["ATT&CK T1098.003", "ATT&CK T1651", "NIST 800-53 AC-6(9)", "SOC 2 CC7.2"],
    pattern: anyOfPatterns(
      apiCalls("ec2", ["AssociateIamInstanceProfile", "ReplaceIamInstanceProfileAssociation"]),
      apiCalls("glue", ["CreateDevEndpoint", "UpdateDevEndpoint"]),
      apiCalls("datapipeline", ["CreatePipeline", "PutPipelineDefinition"]),
      apiCalls("codestar", ["CreateProject*"]),
    ),
  },
  {
    id: "role-passed-to-workload",
    title: "A role was handed to a function, an instance, a stack or another workload",
    why: "Code that somebody writes runs with rights that they need not have.",
    severity: "watch",
    track: "pager",
    controls: ["ATT&CK T1648", "ATT&CK T1578.002", "NIST 800-53 AC-6(9)", "SOC 2 CC7.2"],
    pattern: anyOfPatterns(
      `{ ${[
        anyOf(
          [
            "CreateFunction2*",
            "UpdateFunctionConf*",
            "RunInstances",
            "*teStack",
            "CreateChangeSet",
            "RegisterTaskDefinition",
            "*teStateMachine",
            "CreateNotebookInstance",
            "CreatePodIdentityAssociation",
            "*teJob",
            "*teProject",
          ].map((name) => `$.eventName = "${name}"`),
        ),
        anyOf(
          ["role", "roleArn", "roleARN", "serviceRole", "taskRoleArn", "iamInstanceProfile.*"].map(
            (parameter) => `$.requestParameters.${parameter} = "*"`,
          ),
        ),
        `(${notHousekeeping("autoscaling")})`,
      ].join(" && ")} }`,
      apiCalls("iam", ["AddRoleToInstanceProfile"]),
      apiCalls("scheduler", ["CreateSchedule", "UpdateSchedule"]),
    ),
  },
  {
    id: "role-taken-from-outside",
    title: "A role was taken from another account, or refused to an outside identity",
    why: "A role that others may take is only as safe as they are.",
    severity: "watch",
    track: "pager",
    controls: ["ATT&CK T1199", "ATT&CK T1078.004", "NIST 800-53 AC-2(12)", "SOC 2 CC7.2"],
    pattern: anyOfPatterns(
      apiCalls("sts", ["AssumeRole"], succeeded, '$.userIdentity.type = "AWSAccount"'),
      apiCalls("sts", ["AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"], '$.errorCode = "*"'),
    ),
  },
  {
    id: "organization-access-role-assumed",
    title: "Somebody took the administrator role that the organization has in its members",
    why: "From the management account it opens every account that was created there.",
    severity: "notify",
    track: "pager",
    controls: [
      "ATT&CK T1548.005",
      "ATT&CK T1078.004",
      "ATT&CK T1021.007",
      "NIST 800-53 AC-6(9)",
      "PCI DSS 4 10.2.1.2",
      "SOC 2 CC6.3",
    ],
    pattern: apiCalls(
      "sts",
      ["AssumeRole"],
      succeeded,
      '$.requestParameters.roleArn = "*:role/OrganizationAccountAccessRole"',
    ),
  },
];
