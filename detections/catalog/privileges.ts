import { anyOf, anyOfPatterns, apiCalls, succeeded } from "../calls";
import type { Detection } from "../detection";
import { notDrilled, onlyIfItSucceeds, refused } from "../drill";
import { notHousekeeping } from "./housekeeping";
import { withConditions } from "../with-conditions";

/** Condition: the parameter contains an AWS managed policy with which a principal can get all other permissions. */
const isAdministrator = (parameter: string) =>
  anyOf(
    ["AdministratorAccess", "IAMFullAccess"].map((name) => `$.requestParameters.${parameter} = "*:policy/${name}"`),
  );

/** Matches every action, as a single value or anywhere in a list. `\x22` is a quotation mark, `\x5b` and `\x5d` are brackets. */
const everyAction = [String.raw`Action\x22\W*\*`, String.raw`Action\x22\W*\x5b[^\x5d]*\x22\*`];

/** Matches unnecessary escapes (`\u00xx`), which could hide a word or an asterisk. */
const hidden = String.raw`\\u00[24-7]`;

/** Matches a statement that allows every action, with its fields in any order. `\x7d` is the brace at the end of the statement. */
const allowsEverything = `%${[
  ...everyAction.flatMap((action) => [String.raw`Allow\x22[^\x7d]*${action}`, String.raw`${action}[^\x7d]*Allow`]),
  hidden,
].join("|")}%`;

/** Matches a statement about every action. The effect is not compared, because a permission set rarely denies every action. */
const namesEveryAction = `%${[...everyAction, hidden].join("|")}%`;

/** Matches a principal that is everybody. In a trust policy, only this principal is a single asterisk. Conditions are ignored. */
const trustsEverybody = String.raw`%\x22\*\x22|${hidden}%`;

/** Detections of permissions: policies and boundaries, roles and their trust policies, roles of machines. */
export const privilegeDetections: readonly Detection[] = [
  {
    id: "administrator-user-made",
    title: "An IAM user or group was given administrator rights",
    why: "One long-lived key or password now controls the account.",
    severity: "page",
    track: "pager",
    drill: onlyIfItSucceeds,
    controls: ["ATT&CK T1098.003", "ATT&CK T1078.004", "NIST 800-53 AC-6(5)", "PCI DSS 4 10.2.1.5", "SOC 2 CC6.3"],
    pattern: anyOfPatterns(
      apiCalls("iam", ["AttachUserPolicy", "AttachGroupPolicy"], succeeded, isAdministrator("policyArn")),
      apiCalls("iam", ["AddUserToGroup"], succeeded, '$.requestParameters.groupName = "*dmin*"'),
    ),
  },
  {
    id: "administrator-rights-granted",
    title: "A role, a policy or a permission set was given administrator rights",
    why: "Everybody with the role or the policy controls the account.",
    severity: "notify",
    track: "pager",
    drill: onlyIfItSucceeds,
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
    title: "IAM Identity Center: access was changed, or somebody signed in with only a password",
    why: "IAM Identity Center decides which permissions a person has in each account.",
    severity: "watch",
    track: "pager",
    drill: onlyIfItSucceeds,
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
      // If MFA is required only when the context changes, known devices sign in without MFA every day
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
    why: "Anybody who guesses the name of the role can assume it.",
    severity: "page",
    track: "pager",
    urgentEvent: { widened: "The regular expression of the pattern is replaced by a wildcard." },
    drill: onlyIfItSucceeds,
    controls: ["ATT&CK T1098.003", "ATT&CK T1199", "NIST 800-53 AC-3", "PCI DSS 4 10.2.1.5", "SOC 2 CC6.3"],
    pattern: anyOfPatterns(
      apiCalls("iam", ["CreateRole"], succeeded, `$.requestParameters.assumeRolePolicyDocument = ${trustsEverybody}`),
      apiCalls("iam", ["UpdateAssumeRolePolicy"], succeeded, `$.requestParameters.policyDocument = ${trustsEverybody}`),
    ),
  },
  {
    id: "trust-or-limits-changed",
    title: "The trust policy of a role, or the limit of an identity, was changed",
    why: "A changed trust policy, or a missing boundary, gives more permissions without a new role.",
    severity: "notify",
    track: "pager",
    drill: refused("iam", "DeleteRolePermissionsBoundary", "No role has this name.", ({ name }) => ({
      RoleName: name,
    })),
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
    title: "A running instance, or a rarely used service, was given a role",
    why: "Everybody on the machine can act with the role, without an AssumeRole call of their own.",
    severity: "notify",
    track: "pager",
    drill: refused("ec2", "ReplaceIamInstanceProfileAssociation", "No association has this id.", ({ hex, name }) => ({
      AssociationId: `iip-assoc-${hex}`,
      IamInstanceProfile: { Name: name },
    })),
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
    title: "A role was passed to a function, an instance, a stack or another workload",
    why: "The code of the workload may run with more permissions than its author has.",
    severity: "watch",
    track: "pager",
    drill: refused(
      "iam",
      "AddRoleToInstanceProfile",
      "Neither a role nor an instance profile has this name.",
      ({ name }) => ({ InstanceProfileName: name, RoleName: name }),
    ),
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
    title: "A role was assumed from another account, or denied to an external identity",
    why: "A role that other accounts may assume is only as safe as those accounts.",
    severity: "watch",
    track: "pager",
    drill: notDrilled("It matches an identity of another account or provider, which the drill does not have."),
    controls: ["ATT&CK T1199", "ATT&CK T1078.004", "NIST 800-53 AC-2(12)", "SOC 2 CC7.2"],
    pattern: anyOfPatterns(
      apiCalls("sts", ["AssumeRole"], succeeded, '$.userIdentity.type = "AWSAccount"'),
      apiCalls("sts", ["AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"], '$.errorCode = "*"'),
    ),
  },
  {
    id: "organization-access-role-assumed",
    title: "Somebody assumed the administrator role that AWS Organizations creates in members",
    why: "The role gives the management account full access to every account that AWS Organizations created.",
    severity: "notify",
    track: "pager",
    drill: notDrilled(
      "It does not match refused calls. A session of this role administers an account, and a drill must not create one.",
    ),
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
