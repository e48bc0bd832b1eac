/** A principal of an AWS account that sends an external id. */
export interface ExternalReader {
  readonly readerArn: string;
  readonly externalId: string;
}

/**
 * The trust policy of a role that a vendor assumes. Without the external id, another customer of the vendor could configure the
 * ARN of this role, and the vendor would then read our logs for that customer.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function externalReaderTrust({ readerArn, externalId }: ExternalReader): string {
  return trust({
    Sid: "AllowReader",
    Principal: { AWS: readerArn },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "sts:ExternalId": externalId } },
  });
}

/** Tenant of Microsoft that signs in, and the audience of its tokens. Both are the same for every workspace. */
const sentinelIssuer = "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/";
const sentinelAudience = "api://1462b192-27f7-4cb9-8523-0f4ecb54b47e";

/**
 * The trust policy of a role that Microsoft Sentinel assumes through an identity provider of the role's account. All workspaces
 * have the same tenant and audience. Only the role session name, which Microsoft sets, contains the id of the workspace.
 *
 * @see https://learn.microsoft.com/en-us/azure/sentinel/connect-aws-configure-environment
 */
export function sentinelTrust(partition: string, accountId: string, workspaceId: string): string {
  return trust({
    Sid: "AllowSentinel",
    Principal: { Federated: `arn:${partition}:iam::${accountId}:oidc-provider/${sentinelIssuer}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: {
      StringEquals: {
        [`${sentinelIssuer}:aud`]: sentinelAudience,
        "sts:RoleSessionName": `MicrosoftSentinel_${workspaceId}`,
      },
    },
  });
}

function trust(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
}
