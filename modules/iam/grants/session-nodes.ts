import type { PolicyStatement } from "../policy-document";
import { literal } from "../../terraform/terraform-template";

/** Values of the nodes with recorded sessions that the policies of the archive contain. */
export interface TranscriptDelivery {
  readonly bucketArn: string;

  /** Key prefix of the transcripts, without a slash at its beginning or end. */
  readonly prefix: string;
  readonly organizationId: string;
}

/**
 * Allows nodes of one organization to upload transcripts, only below the folder of their own account.
 *
 * A node uploads with its own role, which can have any name. So the condition limits the account, not the role. The agent
 * uploads without an ACL and sets an ACL afterwards. With disabled ACLs, S3 accepts only the ACL `bucket-owner-full-control`.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
 */
export function transcriptDelivery({ bucketArn, prefix, organizationId }: TranscriptDelivery): PolicyStatement[] {
  const node = {
    Effect: "Allow",
    Principal: { AWS: "*" },
    Condition: { StringEquals: { "aws:PrincipalOrgID": organizationId } },
  } as const;
  return [
    // Without this statement, the agent assumes that the bucket does not encrypt, and ends the session
    { Sid: "SessionNodesEncryptionCheck", ...node, Action: "s3:GetEncryptionConfiguration", Resource: bucketArn },
    {
      Sid: "SessionNodesDelivery",
      ...node,
      Action: ["s3:PutObject", "s3:PutObjectAcl"],
      Resource: `${bucketArn}/${prefix}/AWSLogs/${literal("${aws:PrincipalAccount}")}/sessions/*`,
    },
  ];
}

/**
 * Allows nodes of one organization to encrypt transcripts. The agent uploads a transcript over 5 MiB in parts, and S3 must decrypt
 * the parts to combine them. The statement does not allow reading objects.
 *
 * @param s3ViaService `kms:ViaService` value of S3 in the key's region
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
 */
export function transcriptEncryption(
  { bucketArn, organizationId }: TranscriptDelivery,
  s3ViaService: string,
): PolicyStatement {
  return {
    Sid: "AllowSessionNodesEncrypt",
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    // In a key policy, "*" means the key to which the policy belongs
    Resource: "*",
    Condition: {
      StringEquals: {
        "aws:PrincipalOrgID": organizationId,
        "kms:ViaService": s3ViaService,
        "kms:EncryptionContext:aws:s3:arn": bucketArn,
      },
    },
  };
}
