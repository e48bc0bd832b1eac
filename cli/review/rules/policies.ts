import { knownTypes } from "../../../terraform-types/known-types";
import { type TypedPolicy, policyChange } from "../changed-policy";
import type { Gain } from "../../../aws-semantics/iam-comparison/compare";
import { gainLines } from "../../../aws-semantics/iam-comparison/gain-text";
import { tamperingActions } from "../../../aws-semantics/iam-comparison/known-actions";
import { anyOf, lostEntries, onState, removed, unset } from "../predicates";
import { blocksAt, textAt } from "../../../terraform-types/plan/json-values";
import type { Change } from "../../../terraform-types/plan/plan";
import type { Observation, Predicate, Rule } from "../rule";

/** Every attribute with a policy, of every type. */
const comparable: readonly TypedPolicy[] = [...knownTypes].flatMap(([type, { review }]) =>
  review.policies.map((policy) => ({ type, ...policy })),
);

const ofServices = (...services: readonly string[]): TypedPolicy[] =>
  comparable.filter(({ kind, service }) => kind === "resource" && services.some((one) => one === service));
const ofKind = (wanted: TypedPolicy["kind"]): TypedPolicy[] => comparable.filter(({ kind }) => kind === wanted);

const buckets = ofServices("s3");
const keys = ofServices("kms");
const channels = ofServices("sns", "sqs", "events");
const others = ofServices("logs", "glue", "es");
const trust = ofKind("trust");
const identity = ofKind("identity");
const organization = ofKind("organization");

const typesOf = (attributes: readonly TypedPolicy[]): string[] => [...new Set(attributes.map(({ type }) => type))];

/** Observations of the gains that a rule selects. */
const gaining =
  (attributes: readonly TypedPolicy[], isMeant: (gain: Gain, change: Change) => boolean): Predicate =>
  (change, plan) =>
    attributes
      .filter(({ type }) => type === change.type)
      .flatMap((of): Observation[] => {
        const { attribute } = of;
        const result = policyChange(change, plan, of);
        if (result === "unknown") return change.before === undefined ? [] : [{ attribute, isUnknown: true }];
        if (result === "same" || "problem" in result) return [];
        const gains = result.gains.filter((gain) => isMeant(gain, change));
        const lines = gainLines(gains).map((detail): Observation => ({ attribute, detail }));
        const rest = { attribute, isUnknown: true, detail: "cannot be compared completely" };
        return result.isComplete ? lines : lines.concat(rest);
      });

/** Someone gains an action in an existing policy. Permissions of a new resource are not a gain. */
const widened = (attributes: readonly TypedPolicy[]): Predicate =>
  gaining(attributes, ({ candidate }, { before }) => before !== undefined && !candidate.isPublic);

/** Anyone gains an action. Permissions of a new policy also count. */
const opened = (attributes: readonly TypedPolicy[]): Predicate =>
  gaining(attributes, ({ candidate }) => candidate.isPublic);

const isTampering = ({ action }: Gain): boolean => tamperingActions.has(action.toLowerCase());

/** AWS managed policies that allow disabling or deleting audit logging. */
const broad =
  /:policy\/(AdministratorAccess|PowerUserAccess|IAMFullAccess|job-function\/SystemAdministrator|Amazon(S3|SNS|EventBridge|Athena)FullAccess|AWSCloudTrail_FullAccess|CloudWatch(Logs)?FullAccess(V2)?|AWSKeyManagementServicePowerUser|AWS_ConfigRole.*Full.*)$/;

/** Rules about permissions. Policies are compared by evaluation, so changes of their JSON without effect are not findings. */
export const policyRules: readonly Rule[] = [
  {
    id: "bucket-policy-public",
    severity: "critical",
    types: typesOf(buckets),
    what: "allows anyone to use a bucket",
    why: "Anyone can read logs or write forged logs, from any account or without credentials.",
    fix: "Name the principals, or limit the statement with aws:PrincipalOrgID.",
    check: opened(buckets),
  },
  {
    id: "bucket-policy-widened",
    severity: "high",
    types: typesOf(buckets),
    what: "allows more requests to a bucket",
    why: "A principal gains permission to read, write, delete or unlock logs.",
    fix: "Remove the new Allow statement, or restore the Deny statement. If the access is intended, suppress this finding with the reason.",
    check: widened(buckets),
  },
  {
    id: "bucket-policy-removed",
    severity: "critical",
    types: ["aws_s3_bucket_policy", "aws_s3control_access_point_policy"],
    what: "removes the policy of a bucket",
    why: "Its Deny statements, such as for deletion and for HTTP without TLS, no longer apply. Log delivery is denied.",
    fix: "Keep the policy.",
    check: removed,
  },
  {
    id: "key-policy-public",
    severity: "critical",
    types: typesOf(keys),
    what: "allows anyone to use a key",
    why: "The encryption no longer protects the logs.",
    fix: "Name the principals, or limit the statement with aws:PrincipalOrgID.",
    check: opened(keys),
  },
  {
    id: "key-policy-widened",
    severity: "critical",
    types: typesOf(keys),
    what: "allows more requests to a key",
    why: "A principal gains permission to decrypt logs, or to disable or delete the key.",
    fix: "Remove the new Allow statement, or restore the Deny statement. If the access is intended, suppress this finding with the reason.",
    check: widened(keys),
  },
  {
    id: "key-policy-removed",
    severity: "high",
    types: ["aws_kms_key_policy"],
    what: "replaces the policy of a key with the default policy",
    why: "The default policy allows every principal of the account to use the key if IAM allows it.",
    fix: "Keep the policy.",
    check: removed,
  },
  {
    id: "channel-policy-public",
    severity: "critical",
    types: typesOf(channels),
    what: "allows anyone to use a topic, a queue or an event bus",
    why: "Anyone can read alarms, forge them, or subscribe to them.",
    fix: "Name the principals, or limit the statement with aws:SourceAccount or aws:PrincipalOrgID.",
    check: opened(channels),
  },
  {
    id: "channel-policy-widened",
    severity: "medium",
    types: typesOf(channels),
    what: "allows more requests to a topic, a queue or an event bus",
    why: "A principal gains permission to read, forge or delete messages about alarms.",
    fix: "Remove the new statement. If the access is intended, suppress this finding with the reason.",
    check: widened(channels),
  },
  {
    id: "channel-policy-removed",
    severity: "high",
    types: [
      "aws_sns_topic_policy",
      "aws_sqs_queue_policy",
      "aws_cloudwatch_event_bus_policy",
      "aws_cloudwatch_event_permission",
    ],
    what: "removes the policy of a topic, a queue or an event bus",
    why: "Services can no longer publish alarms or events to it, and no one sees the error.",
    fix: "Keep the policy.",
    check: removed,
  },
  {
    id: "log-policy-public",
    severity: "critical",
    types: typesOf(others),
    what: "allows anyone to use log groups, the catalog or the search",
    why: "Anyone can read logs or write forged logs.",
    fix: "Name the principals, or limit the statement with aws:SourceAccount or aws:PrincipalOrgID.",
    check: opened(others),
  },
  {
    id: "log-policy-widened",
    severity: "high",
    types: typesOf(others),
    what: "allows more requests to log groups, the catalog or the search",
    why: "A principal gains permission to read, write or delete the stored data.",
    fix: "Remove the new statement. If the access is intended, suppress this finding with the reason.",
    check: widened(others),
  },
  {
    id: "log-policy-removed",
    severity: "medium",
    types: ["aws_cloudwatch_log_resource_policy", "aws_cloudwatch_log_destination_policy", "aws_glue_resource_policy"],
    what: "removes a policy that allows services or accounts to deliver logs",
    why: "Delivery stops, and the delivering service reports no error.",
    fix: "Keep the policy.",
    check: removed,
  },
  {
    id: "role-trust-public",
    severity: "critical",
    types: typesOf(trust),
    what: "allows anyone to assume a role",
    why: "Anyone who knows the name of the role gets all of its permissions.",
    fix: "Name the principals that are allowed to assume the role.",
    check: opened(trust),
  },
  {
    id: "role-trust-widened",
    severity: "high",
    types: typesOf(trust),
    what: "allows more principals to assume a role",
    why: "These principals gain all permissions of the role, such as to read logs or to change the archive.",
    fix: "Remove the principal. If the access is intended, suppress this finding with the reason.",
    check: widened(trust),
  },
  {
    id: "role-gains-tampering",
    severity: "high",
    types: typesOf(identity),
    what: "allows a role to stop, change or delete audit logging",
    why: "A principal with this role can hide its actions.",
    fix: "Remove the action, or limit it to other resources.",
    check: gaining(identity, (gain, { before }) => before !== undefined && isTampering(gain)),
  },
  {
    id: "role-permissions-widened",
    severity: "low",
    types: typesOf(identity),
    what: "allows a role more actions",
    why: "A role that reads or writes logs should have only the actions that it needs.",
    fix: "Remove the actions that the role does not need.",
    check: gaining(identity, (gain, { before }) => before !== undefined && !isTampering(gain)),
  },
  {
    id: "broad-policy-attached",
    severity: "high",
    types: [
      "aws_iam_role_policy_attachment",
      "aws_iam_user_policy_attachment",
      "aws_iam_group_policy_attachment",
      "aws_iam_policy_attachment",
    ],
    what: "attaches a broad AWS managed policy",
    why: "The policy allows stopping, changing or deleting audit logging.",
    fix: "Attach a policy with only the necessary actions.",
    check: ({ action, before, after }) => {
      const arn = String(after?.["policy_arn"] ?? "");
      const isNew = action !== "update" || before?.["policy_arn"] !== arn;
      return isNew && broad.test(arn) ? [{ attribute: "policy_arn", detail: arn }] : [];
    },
  },
  {
    id: "policy-attached",
    severity: "medium",
    types: ["aws_iam_role_policy_attachment", "aws_iam_user_policy_attachment", "aws_iam_group_policy_attachment"],
    what: "attaches a policy to an existing principal",
    why: "The principal gains the permissions of the policy, which the plan does not show.",
    fix: "Read the policy. If the attachment is intended, suppress this finding with the reason.",
    check: ({ type, action, after }, plan) => {
      const holder = ["role", "user", "group"].find((name) => type === `aws_iam_${name}_policy_attachment`) ?? "";
      const name = textAt(after, holder);
      const isNew = plan
        .ofType(`aws_iam_${holder}`)
        .some((one) => one.action === "create" && textAt(one.after, "name") === name);
      if (action !== "create" || name === "" || isNew) return [];
      return [{ attribute: "policy_arn", detail: `${textAt(after, "policy_arn") || "a new policy"} to ${name}` }];
    },
  },
  {
    id: "event-bus-opened",
    severity: "high",
    types: ["aws_cloudwatch_event_permission"],
    what: "allows everybody to send events to a bus",
    why: "Anyone can forge events, and hide real events among the forged events.",
    fix: "Name the account, or add a condition on the organization.",
    check: onState((after) =>
      textAt(after, "principal") === "*" && blocksAt(after, "condition").length === 0
        ? [{ attribute: "principal", detail: "everybody, without a condition" }]
        : [],
    ),
  },
  {
    id: "organization-services-removed",
    severity: "high",
    types: ["aws_organizations_organization"],
    what: "removes the trusted access of a service to the organization, or disables a policy type",
    why: "Without trusted access, the organization trail and AWS Config no longer cover the accounts.",
    fix: "Keep aws_service_access_principals and enabled_policy_types.",
    check: anyOf(lostEntries("aws_service_access_principals"), lostEntries("enabled_policy_types")),
  },
  {
    id: "permissions-boundary-removed",
    severity: "high",
    types: ["aws_iam_role", "aws_iam_user"],
    what: "removes the permissions boundary of a principal",
    why: "The boundary prevented the policies of the principal from allowing more, such as changes of audit logging.",
    fix: "Keep permissions_boundary.",
    check: unset("permissions_boundary"),
  },
  {
    id: "organization-policy-removed",
    severity: "high",
    types: ["aws_organizations_policy", "aws_organizations_policy_attachment"],
    what: "removes a policy of the organization",
    why: "Such a policy prevents accounts from stopping their own logging.",
    fix: "Keep the policy and its attachments.",
    check: removed,
  },
  {
    id: "organization-policy-weakened",
    severity: "high",
    types: typesOf(organization),
    what: "changes a policy of the organization so that it denies fewer requests",
    why: "Such a policy prevents accounts from stopping their own logging.",
    fix: "Restore the denial. If the change is intended, suppress this finding with the reason.",
    check: widened(organization),
  },
  ...(["read", "write"] as const).map((use): Rule => ({
    id: use === "read" ? "readers-added" : "writers-added",
    severity: use === "read" ? "high" : "medium",
    what: use === "read" ? "gives a principal permission to read logs" : "gives a principal permission to write logs",
    why:
      use === "read"
        ? "Logs show an attacker what is detected, and contain personal data."
        : "A principal that can write logs can forge logs.",
    fix: "Remove the access. If it is intended, suppress this finding with the reason.",
    checkPlan: ({ accessGained = [] }) =>
      accessGained
        .filter((gain) => gain.use === use)
        .map(({ logs, who }) => ({ address: logs, type: "access map", detail: who })),
  })),
  {
    id: "policy-not-comparable",
    severity: "high",
    types: typesOf(comparable),
    what: "changes a policy that cannot be evaluated",
    why: "It is unknown who gains access.",
    fix: "Write the policy so that it can be evaluated, or review it by hand and suppress this finding with the reason.",
    check: (change, plan) =>
      comparable
        .filter(({ type }) => type === change.type)
        .flatMap((of) => {
          const result = policyChange(change, plan, of);
          return typeof result === "object" && "problem" in result
            ? [{ attribute: of.attribute, detail: result.problem }]
            : [];
        }),
  },
];
