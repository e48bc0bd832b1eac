import { accessLogReplicationRoleName } from "../names/access-logs";
import { awsConfigNames } from "../names/aws-config";
import { configCopyRoleName } from "../names/aws-config-replica";
import { deliveryNames } from "../names/deliveries";
import { archiveSlugs, replicaAccountId, type ReplicableArchive, secondRegionNames } from "../names/second-region";
import { lakehouseNames } from "../names/lakehouse";
import { sessionNames } from "../names/sessions";
import type { Guardrail } from "./guardrail";
import { type Scope, exemptRoleArns } from "./scope";

/** Guardrails over actions with which an account or a role would avoid the logging of the organization. */
export function accountGuardrails(scope: Scope): Guardrail[] {
  const { config, inAccount, names, ownNames } = scope;
  const { partition, regions } = config;
  // The key policy decides which actions each of these roles may do
  const keyRoleArns = [...exemptRoleArns(scope), ...(config.archive.kmsKeyDeletionRoleArns ?? [])];
  return [
    {
      sid: "Organization",
      why: "An account that leaves the organization, joins another one or is closed is no longer recorded, and policies of the organization no longer apply to it. Only the management account removes and closes accounts.",
      actions: [
        "account:CloseAccount",
        "cloudtrail:DeregisterOrganizationDelegatedAdmin",
        // An account can accept the invitation of another organization without leaving this organization first
        "organizations:AcceptHandshake",
        "organizations:DeregisterDelegatedAdministrator",
        "organizations:LeaveOrganization",
      ],
      resources: ["*"],
      exceptRoleArns: [],
    },
    {
      sid: "Regions",
      why: "Resources in a disabled region still exist, but no one can access or record them.",
      actions: ["account:DisableRegion"],
      resources: ["*"],
      condition: { StringEquals: { "account:TargetRegion": regions } },
    },
    {
      sid: "Roles",
      why: "A principal that changes the trust policy of a role can assume that role. The guardrails exempt the deploying role by its name, and the archives accept logs from roles by their names. So no one else may create a role with such a name.",
      actions: [
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:DeleteRole*",
        "iam:DetachRolePolicy",
        "iam:PutRole*",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole*",
      ],
      // Principals outside the organization assume these roles, so `guardedRoleArns` does not contain them
      resources: [
        ...guardedRoleArns(scope),
        ...ownNames.outsideRoles.map((name) => `arn:${partition}:iam::${config.accounts.logArchive}:role/${name}`),
      ],
    },
    {
      sid: "Policies",
      why: "A new version of a policy of this project would change the permissions of analysts or of nodes with sessions.",
      actions: ["iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:DeletePolicy*", "iam:SetDefaultPolicyVersion"],
      resources: [
        ...Object.values([sessionNames(config).nodePolicyName, sessionNames(config).documentPolicyName]).map(
          (name) => `arn:${partition}:iam::*:policy/${name}`,
        ),
        ...[names.analystPolicyName, names.responderPolicyName].map(
          (name) => `arn:${partition}:iam::${config.accounts.logArchive}:policy/${name}`,
        ),
        ...replicaPolicies(scope),
      ],
    },
    {
      sid: "Keys",
      why: "Without its key, a log cannot be written or read. The condition contains the aliases of the keys, because AWS chooses the ids of keys.",
      actions: [...weakeningKeys],
      resources: inAccount("*", "kms", "key/*"),
      condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": keyAliases(scope) } },
      exceptRoleArns: keyRoleArns,
    },
    {
      sid: "ArchiveKey",
      why: "An existing archive key (`archive.kmsKeyArn`) may have another alias, so the statement contains its ARN.",
      actions: [...weakeningKeys],
      resources: config.archive.kmsKeyArn === undefined ? [] : [config.archive.kmsKeyArn],
      exceptRoleArns: [...keyRoleArns, ...config.archive.kmsKeyAdministratorRoleArns],
    },
    {
      sid: "Aliases",
      why: "Guardrails and deployments of other accounts identify a key by its alias. Without the alias, the key would not be protected or found.",
      actions: ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"],
      resources: inAccount("*", "kms", ...keyAliases(scope)),
    },
  ];
}

const weakeningKeys = [
  "kms:DeleteImportedKeyMaterial",
  "kms:DisableKey*",
  "kms:PutKeyPolicy",
  "kms:RevokeGrant",
  "kms:ScheduleKeyDeletion",
  "kms:UpdatePrimaryRegion",
];

function keyAliases({ config, names, ownNames }: Scope): string[] {
  return [
    names.archiveKeyAlias,
    ...(config.accounts.trailAdministrator === undefined ? [] : [names.monitoringKeyAlias]),
    deliveryNames(config).logKeyAlias,
    ...(config.logSources.sessions.enabled ? [sessionNames(config).keyAlias] : []),
    ...(config.hunts.enabled ? [names.huntKeyAlias] : []),
    ...ownNames.keyAliases,
    ...(config.archive.secondRegion === undefined
      ? []
      : [secondRegionNames(config).keyAlias, secondRegionNames(config).monitoringKeyAlias]),
  ];
}

function replicaPolicies({ config }: Scope): string[] {
  if (config.archive.secondRegion === undefined) return [];
  const { analystPolicyName, responderPolicyName } = secondRegionNames(config);
  return [analystPolicyName, responderPolicyName].map(
    (name) => `arn:${config.partition}:iam::${replicaAccountId(config)}:policy/${name}`,
  );
}

function replicationRoles(config: Scope["config"]): string[] {
  if (config.archive.secondRegion === undefined) return [];
  const { catchUpRoleName, replicationRoleName } = secondRegionNames(config);
  const archives = Object.keys(archiveSlugs) as ReplicableArchive[];
  return [...archives.map(replicationRoleName), catchUpRoleName];
}

/** Roles of this project in members and the log archive, the exempt roles, and the roles that may delete or hold logs. */
export function guardedRoleArns(scope: Scope): string[] {
  const { config, names, ownNames, roles } = scope;
  const { findings, applicationLogs } = deliveryNames(config);
  const { lock } = config.archive;
  const lakehouse = lakehouseNames(config);
  const withTrail = config.accounts.trailAdministrator !== undefined;
  return [
    ...roles(
      names.configRoleName,
      names.urgentEventForwarderName,
      findings.deliveryRoleName,
      findings.ruleRoleName,
      applicationLogs.deliveryRoleName,
      applicationLogs.subscriberRoleName,
      accessLogReplicationRoleName(config),
      configCopyRoleName(config),
      awsConfigNames(config).aggregatorRoleName,
      names.crawlerRoleName,
      names.overwriteCheckName,
      ...(config.hunts.enabled ? [names.huntsName, `${names.huntsName}-start`] : []),
      ...replicationRoles(config),
      ...(config.lakehouse.enabled ? [lakehouse.jobName, lakehouse.startRoleName] : []),
      ...ownNames.roles,
      ...(withTrail ? [names.trailLogRoleName, names.chatName] : []),
      ...(withTrail ? [names.silenceCheckName, names.weeklySummaryName].flatMap((one) => [one, `${one}-start`]) : []),
    ),
    ...exemptRoleArns(scope),
    ...new Set([...lock.bypassRoleArns, ...lock.holdRoleArns, ...(config.archive.kmsKeyDeletionRoleArns ?? [])]),
  ];
}
