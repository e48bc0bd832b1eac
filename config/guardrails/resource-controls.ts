import { guardedRoleArns } from "./account";
import { bucketArns } from "./archive";
import type { Guardrail } from "./guardrail";
import type { Scope } from "./scope";

/**
 * Guardrails over resources that no one outside the organization may use, even if the policy of the resource allows it. AWS
 * services may not use these resources on behalf of an account outside the organization (the confused deputy problem).
 *
 * @param archiveKeyArn ARN of the archive key, or a reference to it
 */
export function resourceControlGuardrails(scope: Scope, archiveKeyArn: string): Guardrail[] {
  const { config, inAccount, ownNames } = scope;
  const { accounts, organizationId } = config;
  const buckets = bucketArns(scope).flatMap((arn) => [arn, `${arn}/*`]);
  const queues = inAccount(accounts.logArchive, "sqs", ...ownNames.queues);
  const stranger = {
    StringNotEqualsIfExists: { "aws:PrincipalOrgID": organizationId },
    BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
  };
  const known = [accounts.management, accounts.logArchive, ...accounts.outside.map(({ id }) => id)];
  return [
    {
      sid: "Strangers",
      why: "No one outside the organization can use a bucket, a key or a queue, even if a wrong or malicious policy allows it.",
      actions: ["s3:*", "kms:*", ...(queues.length > 0 ? ["sqs:*"] : [])],
      resources: [...buckets, archiveKeyArn, ...queues],
      condition: stranger,
      exceptRoleArns: [],
    },
    {
      sid: "StrangersAssume",
      why: "A principal outside the organization cannot assume a role, even if the trust policy of the role allows it.",
      actions: ["sts:AssumeRole"],
      resources: guardedRoleArns(scope),
      condition: stranger,
      exceptRoleArns: [],
    },
    {
      sid: "Deputies",
      why: "An AWS service that writes or reads for an account outside the organization is a confused deputy. Trails of `accounts.outside` are expected. The condition also contains the management account and the log-archive account, because a service may omit `aws:SourceOrgID`.",
      actions: ["s3:*", "kms:*", ...(queues.length > 0 ? ["sqs:*"] : [])],
      resources: [...buckets, archiveKeyArn, ...queues],
      condition: {
        // A service that acts for no account sends neither `aws:SourceAccount` nor `aws:SourceOrgID`
        Null: { "aws:SourceAccount": "false" },
        Bool: { "aws:PrincipalIsAWSService": "true" },
        StringNotEqualsIfExists: {
          "aws:SourceOrgID": organizationId,
          "aws:SourceAccount": known,
        },
      },
      exceptRoleArns: [],
    },
  ];
}
