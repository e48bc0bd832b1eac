import { anyOf, anyOfPatterns, apiCalls, succeeded } from "../calls";
import type { Detection } from "../detection";
import { byHand as drillByHand, notDrilled, onlyIfItSucceeds, refused } from "../drill";
import { withConditions } from "../with-conditions";

const startedType = "$.responseElements.instancesSet.items[0].instanceType";

/** Condition: the caller is a person in the console, a long-lived key or the root user, and not a pipeline or a workload. */
const byHand = anyOf([
  '$.sessionCredentialFromConsole = "true"',
  '$.userIdentity.type = "IAMUser"',
  '$.userIdentity.type = "Root"',
]);

/** Detections of abuse: of functions, containers and other services for which the account's owner pays, and of whole accounts. */
export const serviceAbuseDetections: readonly Detection[] = [
  {
    id: "compute-opened-to-outsiders",
    title: "A function, image, build or cluster was opened to other accounts or to everybody",
    why: "Outsiders can run it, change it or read from it.",
    severity: "notify",
    track: "pager",
    drill: onlyIfItSucceeds,
    controls: ["ATT&CK T1648", "ATT&CK T1098.006", "ATT&CK T1133", "NIST 800-53 AC-3", "SOC 2 CC6.6"],
    pattern: anyOfPatterns(
      apiCalls(
        "*",
        [
          "AddLayerVersionPermission*",
          "SetRepositoryPolicy",
          "PutRegistryPolicy",
          "CreateAccessEntry",
          "AssociateAccessPolicy",
          "AssociateIdentityProviderConfig",
        ],
        succeeded,
      ),
      apiCalls(
        "*",
        [
          "CreateFunctionUrlConfig*",
          "UpdateFunctionUrlConfig*",
          "AddPermission*",
          "UpdateProjectVisibility",
          "UpdateClusterConfig",
        ],
        succeeded,
        anyOf([
          '$.requestParameters.authType = "NONE"',
          '$.requestParameters.functionUrlAuthType = "NONE"',
          '$.requestParameters.projectVisibility = "PUBLIC_READ"',
          "$.requestParameters.resourcesVpcConfig.endpointPublicAccess IS TRUE",
        ]),
      ),
    ),
  },
  {
    id: "code-changed-by-hand",
    title: "Deployed code was changed by hand",
    why: "The code was changed without a pipeline, so nobody reviewed it.",
    severity: "watch",
    track: "pager",
    drill: onlyIfItSucceeds,
    controls: ["ATT&CK T1648", "ATT&CK T1525", "ATT&CK T1546", "NIST 800-53 CM-5", "PCI DSS 4 6.5.1", "SOC 2 CC8.1"],
    pattern: apiCalls(
      "*",
      [
        "UpdateFunctionCo*",
        "PublishLayerVersion*",
        "CreateEventSourceMapping*",
        "UpdateEventSourceMapping*",
        "PublishFunction*",
        "RegisterTaskDefinition",
        "RunTask",
        "StartTask",
        "CreateService",
        "PutImage",
        "RegisterJobDefinition",
        "SubmitJob",
        "CreateStateMachine",
        "UpdateStateMachine",
        "CreateAgent*",
        "UpdateAgent*",
        "ImportSourceCredentials",
        "CreateWebhook",
        "UpdateWebhook",
        "StartBuild*",
      ],
      succeeded,
      byHand,
    ),
  },
  {
    id: "unusual-compute-started",
    title: "Compute was started by hand in a rarely watched service",
    why: "Cryptocurrency miners use services that nobody watches, and only the bill shows them.",
    severity: "notify",
    track: "pager",
    drill: onlyIfItSucceeds,
    controls: ["ATT&CK T1496.001", "ATT&CK T1578.002", "NIST 800-53 CM-8", "SOC 2 CC7.2"],
    pattern: apiCalls(
      "*",
      [
        "CreateInstances",
        "CreateInstancesFromSnapshot",
        "CreateContainerService*",
        "RequestSpotInstances",
        "RequestSpotFleet",
        "CreateEnvironmentEC2",
        "CreateEnvironmentSSH",
        "CreateEnvironmentMembership",
        "CreateNotebookInstance",
        "CreateTrainingJob",
        "CreateComputeEnvironment",
        "CreateApp",
        "CreateService",
      ],
      succeeded,
      byHand,
      anyOf(
        ["ec2", "lightsail", "cloud9", "sagemaker", "batch", "amplify", "apprunner"].map(
          (service) => `$.eventSource = "${service}.*"`,
        ),
      ),
    ),
  },
  {
    id: "large-instances-started",
    title: "Large, GPU or very many instances were started",
    why: "Such instances can cost hundreds of dollars an hour, and a thief of credentials often starts them first.",
    severity: "notify",
    track: "pager",
    drill: onlyIfItSucceeds,
    controls: ["ATT&CK T1496.001", "ATT&CK T1578.002", "ATT&CK T1535", "NIST 800-53 SI-4", "SOC 2 CC7.2"],
    pattern: anyOfPatterns(
      apiCalls(
        "ec2",
        ["RunInstances"],
        succeeded,
        anyOf([
          ...["p*", "g*", "trn*", "*metal*", "*.24xlarge", "*.48xlarge"].map(
            (type) => `$.requestParameters.instanceType = "${type}"`,
          ),
          ...["p*", "g*", "*metal*"].map((type) => `${startedType} = "${type}"`),
          "$.requestParameters.instancesSet.items[0].maxCount > 19",
        ]),
      ),
      apiCalls(
        "autoscaling",
        ["CreateAutoScalingGroup", "UpdateAutoScalingGroup"],
        succeeded,
        "$.requestParameters.desiredCapacity > 49",
      ),
    ),
  },
  {
    id: "limits-raised",
    title: "A region, a quota, a subscription or a domain was requested, or a quota was reached",
    why: "Regions and quotas limit the cost of stolen credentials, so a thief raises them.",
    severity: "notify",
    track: "pager",
    drill: drillByHand(
      "service-quotas request-service-quota-increase --service-code trailkeeper-drill --quota-code L-00000000 --desired-value 1",
    ),
    controls: ["ATT&CK T1578.005", "ATT&CK T1535", "ATT&CK T1496.001", "NIST 800-53 CM-3", "SOC 2 CC7.2"],
    pattern: anyOfPatterns(
      apiCalls("account", ["EnableRegion"]),
      apiCalls("servicequotas", ["RequestServiceQuotaIncrease", "PutServiceQuotaIncreaseRequestIntoTemplate"]),
      apiCalls("*marketplace", ["Subscribe", "*AgreementRequest"], succeeded),
      apiCalls("support", ["CreateCase"], '$.userIdentity.type = "IAMUser"'),
      apiCalls("route53domains", ["RegisterDomain"]),
      apiCalls(
        "ec2",
        ["RunInstances"],
        anyOf(
          ["VcpuLimitExceeded", "InstanceLimitExceeded", "MaxSpotInstanceCountExceeded"].map(
            (code) => `$.errorCode = "*${code}"`,
          ),
        ),
      ),
    ),
  },
  {
    id: "service-abuse-probes",
    title: "A long-lived key queried sending limits or model access again and again",
    why: "The price of a stolen key depends on how much it can send and which models it can use.",
    severity: "notify",
    track: "pager",
    drill: notDrilled("It matches only calls with the access key of a user, and this project has none."),
    controls: ["ATT&CK T1526", "ATT&CK T1496.004", "ATT&CK T1078.004", "NIST 800-53 SI-4", "SOC 2 CC7.2"],
    pattern: anyOfPatterns(
      apiCalls(
        "ses",
        ["GetSendQuota", "GetAccount", "GetSendStatistics", "GetAccountSendingEnabled", "ListIdentities"],
        '$.userIdentity.type = "IAMUser"',
      ),
      apiCalls("sns", ["GetSMSAttributes", "GetSMSSandboxAccountStatus"], '$.userIdentity.type = "IAMUser"'),
      apiCalls(
        "bedrock",
        ["GetFoundationModelAvailability", "GetUseCaseForModelAccess", "ListFoundationModelAgreementOffers"],
        '$.userIdentity.type = "IAMUser"',
      ),
      apiCalls(
        "bedrock",
        ["InvokeModel*", "Converse*"],
        '$.userIdentity.type = "IAMUser"',
        '$.errorCode = "AccessDenied*" || $.errorCode = "ValidationException"',
      ),
    ),
    threshold: 10,
  },
  {
    id: "message-sending-widened",
    title: "Sending of mail or text messages was set up or extended",
    why: "Spam and phishing can be sent in the organization's name, and text messages at its expense.",
    severity: "notify",
    track: "pager",
    drill: drillByHand("ses put-identity-policy --identity trailkeeper-drill.invalid --policy-name drill --policy {}"),
    controls: ["ATT&CK T1496.003", "ATT&CK T1496.004", "NIST 800-53 SI-4", "SOC 2 CC7.2"],
    pattern: anyOfPatterns(
      apiCalls("ses", [
        "PutAccountDetails",
        "CreateEmailIdentity*",
        "VerifyEmail*",
        "VerifyDomain*",
        "PutIdentityPolicy",
      ]),
      apiCalls(
        "ses",
        ["UpdateAccountSendingEnabled", "PutAccountSendingAttributes"],
        "$.requestParameters.enabled IS TRUE || $.requestParameters.sendingEnabled IS TRUE",
      ),
      apiCalls("sns", ["SetSMSAttributes", "CreateSMSSandboxPhoneNumber"]),
      apiCalls("sms-voice", ["RequestPhoneNumber", "RequestSenderId", "SetTextMessageSpendLimitOverride"]),
      apiCalls("workmail", ["CreateOrganization", "CreateUser", "RegisterToWorkMail"]),
    ),
  },
  {
    id: "model-access-changed",
    title: "Access to AI models, a guardrail, or the log of their use was changed",
    why: "Stolen access to models is resold, and without the log nobody knows the prompts.",
    severity: "notify",
    track: "pager",
    drill: drillByHand("bedrock delete-guardrail --guardrail-identifier trailkeeperdrill"),
    controls: ["ATT&CK T1496.004", "ATT&CK T1685.002", "NIST 800-53 AU-12", "SOC 2 CC7.2"],
    pattern: apiCalls("bedrock", [
      "PutUseCaseForModelAccess",
      "PutFoundationModelEntitlement",
      "DeleteGuardrail",
      "UpdateGuardrail",
      "CreateFoundationModelAgreement",
      "CreateProvisionedModelThroughput",
      "PutModelInvocationLoggingConfiguration",
      "DeleteModelInvocationLoggingConfiguration",
    ]),
  },
  {
    id: "account-contacts-changed",
    title: "An account's contacts, means of payment or cost alerts were changed",
    why: "AWS notifies these contacts of abuse and cost. If the contacts are wrong, AWS does not notify the owner.",
    severity: "notify",
    track: "pager",
    drill: drillByHand("budgets delete-budget --account-id <your account> --budget-name trailkeeper-drill"),
    controls: ["ATT&CK T1685", "ATT&CK T1098", "NIST 800-53 IR-6", "SOC 2 CC7.2"],
    pattern: anyOfPatterns(
      apiCalls("account", ["PutContactInformation", "PutAlternateContact", "DeleteAlternateContact", "PutAccountName"]),
      apiCalls("billingconsole", [
        "SetAdditionalContacts",
        "SetContactAddress",
        "SetPayInformation",
        "SetAccountPreferences",
        "SetSecurityQuestions",
      ]),
      apiCalls("payments", ["Instruments_Create", "Instruments_Update", "Instruments_Delete", "Preferences_Update*"]),
      apiCalls("budgets", ["DeleteBudget", "DeleteNotification", "DeleteSubscriber"]),
      apiCalls("ce", ["DeleteAnomaly*"]),
    ),
  },
  {
    id: "account-leaving",
    title:
      "An account leaves the organization or is closed, a guard of all accounts was disabled, or somebody tried to",
    why: "Policies of the organization no longer limit the account, and the organization trail no longer records it.",
    severity: "page",
    track: "pager",
    drill: refused("organizations", "RemoveAccountFromOrganization", "No account has this id.", ({ nobody }) => ({
      AccountId: nobody,
    })),
    controls: [
      "ATT&CK T1666",
      "ATT&CK T1531",
      "ATT&CK T1098",
      "ATT&CK T1685.002",
      "NIST 800-53 AC-2",
      "NIST 800-53 AC-6",
      "NIST 800-53 AU-12",
      "SOC 2 CC6.1",
    ],
    pattern: anyOfPatterns(
      apiCalls("organizations", [
        "LeaveOrganization",
        "RemoveAccountFromOrganization",
        "DeleteOrganization",
        "DisablePolicyType",
        "DisableAWSServiceAccess",
        "InviteOrganizationToTransferResponsibility",
      ]),
      apiCalls("organizations", ["CloseAccount"]),
      apiCalls("account", ["CloseAccount"]),
      apiCalls("billingconsole", ["CloseAccount"]),
    ),
  },
  {
    id: "organization-reach-widened",
    title: "Somebody got or lost control over other accounts, or a policy that limits accounts was loosened",
    why: "A single call of this kind can affect every account of the organization.",
    severity: "notify",
    track: "pager",
    drill: refused("organizations", "DetachPolicy", "No policy and no account has this id.", ({ hex, nobody }) => ({
      PolicyId: `p-${hex}`,
      TargetId: nobody,
    })),
    controls: [
      "ATT&CK T1666",
      "ATT&CK T1098",
      "ATT&CK T1484",
      "ATT&CK T1651",
      "NIST 800-53 AC-6",
      "NIST 800-53 CM-3",
      "SOC 2 CC6.1",
      "SOC 2 CC6.3",
    ],
    pattern: anyOfPatterns(
      `{ ($.readOnly IS FALSE) && ${anyOf(
        ["*DelegatedAdministrator", "*DelegatedAdmin", "*AdminAccount"].map((name) => `$.eventName = "${name}"`),
      )} }`,
      apiCalls(
        "organizations",
        [
          "InviteAccountToOrg*",
          "AcceptHandshake",
          "EnableAWSService*",
          "DetachPolicy",
          "*ResourcePolicy",
          // Events of AWS Organizations itself: an account was created or closed, joined or left
          "*AccountResult",
          "Account*",
        ],
        "$.readOnly IS FALSE",
      ),
      withConditions(
        anyOfPatterns(
          apiCalls("organizations", ["UpdatePolicy", "DeletePolicy", "MoveAccount"]),
          apiCalls(
            "cloudformation",
            ["CreateStackSet", "UpdateStackSet", "CreateStackInst*", "ActivateOrganizationsAccess"],
            succeeded,
          ),
        ),
        byHand,
      ),
    ),
  },
];
